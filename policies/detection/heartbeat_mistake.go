package detection

import (
	"errors"
	"math"

	"nines/sim"
	"nines/sim/rng"
	"nines/sim/unit"
)

// How years of beats are skipped. Call a beat regular if it arrives with a jitter of at most some slack, else irregular
// (late or lost). Where two regular beats stand at most m places apart, they arrive at most m + slack intervals apart;
// so with slack = timeout − m a mistake takes a run of m irregular beats. The beats of a healthy node are a sequence of
// runs of irregular beats, each ended by a regular one; a run reaches m with probability long = irregularᵐ. The number
// of short runs before a long one is geometric and the short ones are independent, so all but the latest are skipped by
// drawing their total length. The latest, from which a beat may still be under way, and the long run itself are played.

// runs holds m and what follows from it, chosen so that long runs are as rare as can be.
type runs struct {
	slack     float64   // jitter of a regular beat at most
	irregular float64   // probability of a beat that is not
	size      int       // m
	long      float64   // probability that a run reaches m; 0 where that is as good as never
	shortLog  float64   // log(1 − long)
	runLog    float64   // log(irregular)
	further   []float64 // probability that a short run of at least i irregular beats has one more, for i from 0
	recent    int       // short runs before a long one that are played
}

// Mistakes that nobody lives to see are not drawn.
const (
	rarest = 1e-30                     // long runs per run
	far    = float64(10e3 * unit.Year) // time to the next mistake
)

// findRuns chooses m. A smaller m needs a later beat to be irregular, so there is nothing to gain once the slack covers
// all jitter.
func (h *Heartbeat) findRuns() error {
	best := runs{long: 2}
	for m := math.Floor(h.timeout); m >= 1; m-- {
		r := runs{slack: h.timeout - m}
		late := h.late(r.slack)
		r.irregular = h.loss + (1-h.loss)*late
		r.long = math.Pow(r.irregular, m)
		if late <= 0.5 && r.long < best.long { // else drawing a regular beat by rejection would take long
			best, best.size = r, int(m)
		}
		if late == 0 || r.slack > h.longest {
			break
		}
	}
	if best.long > 1 {
		return errors.New("delays vary by more than the timeout leaves room for; raise the timeout by an interval")
	}
	h.runs = best
	h.prepareRuns()
	return nil
}

// late is the probability that a beat which is not lost has more jitter than that.
func (h *Heartbeat) late(jitter float64) float64 {
	if h.law == nil {
		return 0
	}
	return h.law.Survival((h.least + jitter) * h.interval)
}

func (h *Heartbeat) prepareRuns() {
	if h.long < rarest {
		h.long = 0
		return
	}
	h.shortLog, h.runLog = math.Log1p(-h.long), math.Log(h.irregular)
	h.further = make([]float64, h.size-1)
	for i := range h.further {
		left := float64(h.size - i)
		h.further[i] = h.irregular * math.Expm1((left-1)*h.runLog) / math.Expm1(left*h.runLog)
	}
	h.recent = max(1, int(math.Ceil(h.longest)))
}

// Mistake draws the first false suspicion after a repair, counted from the arrival that ended the suspicion before. One
// that is more than 10,000 years away is answered as never.
func (h *Heartbeat) Mistake(s *rng.Stream) (after, lasting sim.Duration) {
	if h.long == 0 {
		return sim.Duration(math.Inf(1)), 0
	}
	p := play{Heartbeat: h, s: s}
	p.begin()
	for {
		short := math.Floor(math.Log(s.Float64()) / h.shortLog)
		if short*h.interval > far {
			return sim.Duration(math.Inf(1)), 0
		}
		p.shortRuns(short)
		if p.longRun() {
			return h.seconds(p.skipped + p.until), h.seconds(p.silence())
		}
	}
}

// beatsIn draws how many beats a number of short runs take: a regular one each, and as many irregular ones as there are
// runs of at least 1, of at least 2, and so on.
func (h *Heartbeat) beatsIn(short float64, s *rng.Stream) float64 {
	beats := short
	for _, p := range h.further {
		if short = binomial(short, p, s); short == 0 {
			break
		}
		beats += short
	}
	return beats
}

// regular draws the jitter of a regular beat.
func (h *Heartbeat) regular(s *rng.Stream) float64 {
	for {
		if j := h.jitter(s); j <= h.slack {
			return j
		}
	}
}

// irregularly draws the jitter of an irregular beat; it is infinite for one that is lost.
func (h *Heartbeat) irregularly(s *rng.Stream) float64 {
	if s.Bernoulli(h.loss / h.irregular) {
		return math.Inf(1)
	}
	return h.slack + h.law.Residual(s, (h.least+h.slack)*h.interval)/h.interval
}

// shortRun draws how many irregular beats a short run has.
func (h *Heartbeat) shortRun(s *rng.Stream) int {
	if h.size == 1 {
		return 0
	}
	return min(h.size-1, int(math.Log(1-s.Float64()*(1-h.long))/h.runLog))
}
