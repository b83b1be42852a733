package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Afterwards is what a user may say in the short form of a runbook, which has one rule.
type Afterwards struct {
	Probation unit.Duration    `key:"probation" doc:"a fault back on its component within this goes on where it ended"`
	Retry     unit.Duration    `key:"retry" doc:"pause before the last action again if nothing else is left, 1s or more"`
	Then      models.Recoverer `key:"then" doc:"policy for what is left when all attempts have failed"`
}

// Settled are the usual settings: where successes are sure to last, nothing is remembered.
func Settled(relapse float64) Afterwards {
	c := Afterwards{Retry: 10 * unit.Minute, Then: HandsOn{}}
	if relapse > 0 {
		c.Probation = 10 * unit.Minute
	}
	return c
}

// relapsing is the usual time after a success that may not last.
func relapsing(share unit.Ratio, mean string) Lasting {
	return Lasting{share, dist.Write("exponential", "mean", mean)}
}

// called makes the constructor of a row that has no settings of its own.
func called(name string) func(Doing) (Action, error) {
	return func(c Doing) (Action, error) { return c.action(name) }
}

// Short is the runbook of one action: what mitigates at the alarm, unless it is elsewhere, what mends wherever it may
// help; and then another runbook.
func Short(a Action, after Afterwards) (models.Recoverer, error) {
	if !a.AtAlarm() {
		return after.then([]Step{{Action: a}})
	}
	then, err := rulesOf("then", after.Then)
	if err != nil {
		return nil, err
	}
	return NewRunbook(append([]Rule{{Alarm: true, Do: []Step{{Action: a}}}}, then...))
}

// then is the runbook that first takes some steps and then follows another.
func (c *Afterwards) then(do []Step) (models.Recoverer, error) {
	switch {
	case !(c.Retry >= unit.Second):
		return nil, fmt.Errorf("retry is %s; write a pause of 1s or more, as in 10m", c.Retry)
	case c.Probation < 0:
		return nil, fmt.Errorf("probation is negative; write for example 10m")
	}
	rules, err := rulesOf("then", c.Then)
	if err != nil {
		return nil, err
	}
	for i := range rules {
		r := &rules[i]
		if r.Alarm {
			continue
		}
		if !r.Guard.open() {
			return nil, fmt.Errorf("then guards its actions, which follow others here; guard the whole: { policy: …, then: … }")
		}
		r.Do = append(do[:len(do):len(do)], r.Do...)
		r.Probation, r.Retry = max(r.Probation, sim.Duration(c.Probation)), sim.Duration(c.Retry)
	}
	return NewRunbook(rules)
}

// rulesOf are the rules of a policy, to be changed at will, of which the last is for all diagnoses that are left.
func rulesOf(key string, r models.Recoverer) ([]Rule, error) {
	var rules []Rule
	switch book := r.(type) {
	case nil, HandsOn:
	case *Runbook:
		rules = append(rules, book.source...)
	default:
		return nil, fmt.Errorf("%s is a policy that is no runbook; it can only stand alone", key)
	}
	for i := range rules {
		if w := &rules[i].When; !rules[i].Alarm && w.all() {
			return rules, nil
		}
	}
	return append(rules, Rule{Do: []Step{{Action: Hands()}}, Retry: sim.Duration(10 * unit.Minute)}), nil
}

// guarded is the runbook of a policy with every rule guarded.
func guarded(r models.Recoverer, guard func(*Guard)) (models.Recoverer, error) {
	rules, err := rulesOf("then", r)
	if err != nil {
		return nil, err
	}
	for i := range rules {
		if g := &rules[i].Guard; !rules[i].Alarm {
			guard(g)
		}
	}
	return NewRunbook(rules)
}
