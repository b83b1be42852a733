package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Afterwards is what a user may say about the time after a success, and about the end of all attempts.
type Afterwards struct {
	Relapse      unit.Ratio       `key:"relapse" doc:"share of successes that do not last"`
	RelapseAfter dist.Law         `key:"relapse_after" doc:"time until such a fault is back"`
	Probation    unit.Duration    `key:"probation" doc:"a fault back on its component within this goes on where it ended"`
	Retry        unit.Duration    `key:"retry" doc:"pause before the last action again if then has no answer, 1s or more"`
	Then         models.Recoverer `key:"then" doc:"policy for what is left when all attempts have failed"`
}

// settled is the usual time after a success: where successes are sure to last, nothing is remembered.
func settled(relapse unit.Ratio, after dist.Law) Afterwards {
	c := Afterwards{Relapse: relapse, RelapseAfter: after, Retry: 10 * unit.Minute, Then: HandsOn{}}
	if relapse > 0 {
		c.Probation = 10 * unit.Minute
	}
	return c
}

// course tries treatments in turn, each so many times. Those that have no chance against the effect are passed over.
// When all are spent, another policy decides; and where that would leave the component as it is, the last treatment is
// tried again and again.
type course struct {
	treatments []models.Treatment
	attempts   []int        // by treatment
	wait       sim.Duration // before the first attempt
	backOff    sim.Duration // before the second attempt at a treatment; it doubles from then on
	most       sim.Duration // bound of the back-off
	retry      sim.Duration
	probation  sim.Duration
	onward
}

// newCourse is empty; add makes it long.
func newCourse(c Afterwards, treatments int) (course, error) {
	switch {
	case !(c.Relapse >= 0 && c.Relapse <= 1):
		return course{}, fmt.Errorf("relapse is %g; write a share from 0%% to 100%%", float64(c.Relapse))
	case c.Relapse > 0 && c.RelapseAfter == nil:
		return course{}, fmt.Errorf("relapse is %s, but it is not said when; add relapse_after: 1h", c.Relapse)
	case !(c.Retry >= unit.Second):
		return course{}, fmt.Errorf("retry is %s; write a pause of 1s or more, as in 10m", c.Retry)
	case c.Probation < 0:
		return course{}, fmt.Errorf("probation is negative; write for example 10m")
	}
	return course{retry: sim.Duration(c.Retry), probation: sim.Duration(c.Probation),
		onward: before(c.Then, treatments)}, nil
}

// one is the course of a single action.
func one(name string, c Treating, after Afterwards) (course, error) {
	p, err := newCourse(after, 1)
	if err != nil {
		return p, err
	}
	return p, p.add(name, c, after)
}

// add appends an action.
func (p *course) add(name string, c Treating, after Afterwards) error {
	t, err := c.treatment(name)
	if err != nil {
		return err
	}
	t.Relapse = float64(after.Relapse)
	if t.Relapse > 0 {
		t.Relapses = after.RelapseAfter
	}
	p.treatments, p.attempts = append(p.treatments, t), append(p.attempts, c.Attempts)
	return nil
}

// Treatments are its own and those of the policy after it.
func (p *course) Treatments() []models.Treatment {
	return append(p.treatments[:len(p.treatments):len(p.treatments)], p.onward.Treatments()...)
}

// Recover counts the attempts off. Cost: O(treatments).
func (p *course) Recover(v models.View, x models.Suspect) models.Decision {
	wait, last := sim.Duration(0), -1
	if x.Attempt == 0 {
		wait = p.wait
	}
	for i := range p.treatments {
		t := &p.treatments[i]
		if !mayFix(t, x.Effect) || x.Domain && t.Scope == models.OnNodes {
			continue
		}
		if x.Attempt < p.attempts[i] {
			return models.Decision{Treatment: i, After: wait + p.pause(x.Attempt)}
		}
		x.Attempt -= p.attempts[i]
		last = i
	}
	d := p.recover(v, x)
	if d.Treatment == models.Leave && last >= 0 {
		return models.Decision{Treatment: last, After: p.retry}
	}
	return d
}

// pause is the back-off before an attempt, the first being number 0.
func (p *course) pause(attempt int) sim.Duration {
	if attempt == 0 {
		return 0
	}
	pause := p.backOff
	for ; attempt > 1 && pause < p.most; attempt-- {
		pause *= 2
	}
	return min(pause, p.most)
}

// Probation is the longer of its own and that of the policy after it.
func (p *course) Probation() sim.Duration { return max(p.probation, p.onward.Probation()) }
