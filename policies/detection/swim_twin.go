package detection

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// SwimTwin is the death of a member played probe by probe and rumor by rumor among up to 64 members, each with timers
// and knowledge of its own: to be compared with Swim. Member 0 dies, member 1 observes. Times are in seconds.
type SwimTwin struct {
	*Swim // whose settings, number of members and timers apply
}

// swarm is a group at work. Times are of what comes next for each member; +Inf: nothing.
type swarm struct {
	SwimTwin
	s       *rng.Stream
	probes  []float64
	fails   []float64 // a probe of the dead member, at the end of its period
	gossips []float64
	expires []float64
	since   []float64 // beginning of the suspicion
	accuse  []uint64  // members who are known to suspect
	buried  []bool
	first   float64 // probe of the dead member
}

func (t SwimTwin) play(s *rng.Stream) *swarm {
	n := int(t.members)
	w := &swarm{SwimTwin: t, s: s, first: math.Inf(1), accuse: make([]uint64, n), buried: make([]bool, n)}
	for range n {
		w.probes = append(w.probes, t.period*s.Float64())
		w.gossips = append(w.gossips, t.step*s.Float64())
		w.fails = append(w.fails, math.Inf(1))
		w.expires = append(w.expires, math.Inf(1))
		w.since = append(w.since, 0)
	}
	w.probes[0], w.gossips[0] = math.Inf(1), math.Inf(1)
	return w
}

// other draws a member other than one.
func (w *swarm) other(than int) int {
	i := w.s.IntN(len(w.probes) - 1)
	if i >= than {
		i++
	}
	return i
}

// turn plays what comes next and returns when that was.
func (w *swarm) turn() float64 {
	at, who, what := math.Inf(1), 0, 0
	for kind, times := range [][]float64{w.fails, w.probes, w.gossips, w.expires} { // a probe ends before the next
		for i, t := range times {
			if t < at {
				at, who, what = t, i, kind
			}
		}
	}
	switch what {
	case 0:
		w.fails[who] = math.Inf(1)
		w.hear(who, 1<<who, at)
	case 1:
		w.probes[who] += w.period
		if !w.buried[who] && w.other(who) == 0 {
			w.first = min(w.first, at)
			w.fails[who] = at + w.period
		}
	case 2:
		w.gossips[who] += w.Swim.step
		w.tell(who, at)
	case 3:
		w.bury(who)
	}
	return at
}

// tell passes all that a member knows to fanOut others, a shuffle of them.
func (w *swarm) tell(who int, at float64) {
	if w.accuse[who] == 0 && !w.buried[who] {
		return
	}
	for told, n := uint64(0), 0; n < w.fanOut; {
		whom := w.other(who)
		if told&(1<<whom) != 0 {
			continue
		}
		told |= 1 << whom
		n++
		if whom == 0 || w.s.Bernoulli(w.loss) {
			continue
		}
		w.hear(whom, w.accuse[who], at)
		if w.buried[who] {
			w.bury(whom)
		}
	}
}

func (w *swarm) bury(who int) { w.buried[who], w.expires[who] = true, math.Inf(1) }

// hear adds accusers to what a member knows, the first of which starts its timer and the next shorten it.
func (w *swarm) hear(who int, accusers uint64, at float64) {
	if w.buried[who] || accusers&^w.accuse[who] == 0 {
		return
	}
	if w.accuse[who] == 0 {
		w.since[who] = at
	}
	w.accuse[who] |= accusers
	confirmed := -1
	for known := w.accuse[who]; known != 0; known &= known - 1 {
		confirmed++
	}
	w.expires[who] = max(at, w.since[who]+w.timer(min(confirmed, w.confirms)))
}

// Delay plays until the observer knows of the death.
func (t SwimTwin) Delay(models.Symptom) models.Wait { return models.Wait{Play: playing(t.delay)} }

func (t SwimTwin) delay(s *rng.Stream) sim.Duration {
	w := t.play(s)
	for {
		if at := w.turn(); w.buried[1] {
			return sim.Duration(at)
		}
	}
}

// First plays until the first probe of the dead member.
func (t SwimTwin) First(s *rng.Stream) sim.Duration {
	w := t.play(s)
	for math.IsInf(w.first, 1) {
		w.turn()
	}
	return sim.Duration(w.first)
}
