package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// How years of beats are skipped. Call a beat regular if it arrives with a jitter of at most some slack, else irregular
// (late or lost). Where two regular beats stand at most m places apart, the later arrives at most m + slack intervals
// after the earlier could; so with slack = timeout − m a mistake takes a run of m irregular beats. All but the latest
// short runs are skipped. Those, from which a beat may still be under way, and the long run itself are played.

// far is the time to a mistake that nobody lives to see.
const far = float64(10e3 * unit.Year)

// findRuns chooses m so that long runs are as rare as can be, and reports whether it could. A smaller m needs a later
// beat to be irregular, so there is nothing to gain once the slack covers all jitter.
func (b *beats) findRuns() bool {
	best := beats{runs: runs{long: 2}}
	for m := math.Floor(b.timeout); m >= 1; m-- {
		slack := b.timeout - m
		late := b.late(slack)
		irregular := b.loss + float64((1-b.loss)*late)
		long := num.Pow(irregular, m)
		if late <= 0.5 && long < best.long { // else drawing a regular beat by rejection would take long
			best = beats{slack: slack, irregular: irregular, runs: runs{size: int(m), long: long}}
		}
		if late == 0 || slack > b.longest {
			break
		}
	}
	b.slack, b.irregular = best.slack, best.irregular
	b.recent = max(1, int(math.Ceil(b.longest)))
	b.runs = newRuns(b.irregular, best.size)
	return best.size > 0
}

// late is the probability that a beat which is not lost has more jitter than that.
func (b *beats) late(jitter float64) float64 {
	if b.law == nil {
		return 0
	}
	return b.law.Survival((b.least + jitter) * b.interval)
}

// Mistake is the first false suspicion after a repair, counted from the arrival that ended the suspicion before. One
// that is more than 10,000 years away is answered as never.
func (b *beats) Mistake() models.Mistakes {
	if b.long == 0 { // as good as never, which most are
		return models.Unerring{}
	}
	return (*beatsMistakes)(b)
}

type beatsMistakes beats

func (m *beatsMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	b := (*beats)(m)
	p := play{beats: b, s: s}
	p.begin()
	for {
		short := b.short(s)
		if short*b.interval > far {
			return sim.Duration(math.Inf(1)), 0
		}
		p.shortRuns(short)
		if p.longRun() {
			return b.seconds(p.skipped + p.until), b.seconds(p.silence())
		}
	}
}

// regular draws the jitter of a regular beat.
func (b *beats) regular(s *rng.Stream) float64 {
	for {
		if j := b.jitter(s); j <= b.slack {
			return j
		}
	}
}

// irregularly draws the jitter of an irregular beat; it is infinite for one that is lost or useless.
func (b *beats) irregularly(s *rng.Stream) float64 {
	if s.Bernoulli(b.loss / b.irregular) {
		return math.Inf(1)
	}
	return b.useful(b.slack + b.law.Residual(s, (b.least+b.slack)*b.interval)/b.interval)
}
