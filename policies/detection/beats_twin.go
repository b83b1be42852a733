package detection

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// BeatsTwin is a detector by beats played message by message: every beat, loss, delay, crash and return, with no idea
// of what is rare. It answers the same questions by the same laws, in time proportional to the number of beats, and
// allocates: it is there to be compared with, and to be read by whoever doubts the other. Times are in seconds.
//
// Sums of binary fractions are exact, so "exactly in time" has its meaning where the interval, a constant delay and
// what the judge adds are such; the phase is drawn as one.
type BeatsTwin struct {
	interval float64
	loss     float64
	transit  dist.Law     // the delay of a beat; nil: none
	judge    func() judge // how a monitor thinks that has heard nothing
	before   int          // beats that may still bear on a moment, other than by the judge's memory
	memory   int          // beats that the judge remembers
}

var _ models.Detector = BeatsTwin{}

// judge is how a monitor thinks of one node.
type judge interface {
	// hear is told of the arrival of a beat and answers until when the node is trusted, unless another one arrives. If
	// that is before the arrival, the beat comes too late to change anything.
	hear(sent, at float64) (until float64)
}

// HeartbeatTwin plays Heartbeat.
func HeartbeatTwin(interval, timeout, loss float64, transit dist.Law) BeatsTwin {
	judge := func() judge { return fixed(timeout) }
	return BeatsTwin{interval: interval, loss: loss, transit: transit, judge: judge, before: before(timeout / interval)}
}

// fixed trusts for a fixed time from an arrival on.
type fixed float64

func (timeout fixed) hear(_, at float64) (until float64) { return at + float64(timeout) }

// never is before everything.
const never = -1e18

// before is how many beats may still bear on a moment if each gives trust for so many intervals: a beat is under way
// for 32 at most.
func before(timeout float64) int { return 40 + int(math.Ceil(timeout)) }

// Sees is 1 for every symptom.
func (t BeatsTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a node that crashes at time 0 until it is suspected for good. If it is suspected at the crash, the play
// is void and another begins.
func (t BeatsTwin) Delay(models.Symptom) models.Wait { return models.Wait{Play: playing(t.delay)} }

func (t BeatsTwin) delay(s *rng.Stream) sim.Duration {
	for {
		m := monitor{judge: t.judge()}
		t.live(&m, 0, t.before+t.memory, s)
		m.hear(0)
		if trusted := m.heard && m.until >= 0; trusted {
			m.hear(math.Inf(1))
			return sim.Duration(m.until)
		}
	}
}

// live plays the last beats of a healthy node before a time.
func (t BeatsTwin) live(m *monitor, until float64, beats int, s *rng.Stream) {
	phase := t.phase(s)
	for k := -beats; k < 0; k++ {
		t.send(m, until+phase+float64(float64(k)*t.interval), s)
	}
}

// Clear plays a node that returns at time 0 until it is trusted.
func (t BeatsTwin) Clear() models.Wait { return models.Wait{Play: playing(t.clear)} }

func (t BeatsTwin) clear(s *rng.Stream) sim.Duration {
	m, _ := t.begin(s)
	return sim.Duration(m.first)
}

// Mistake plays on from there until the node has been suspected and is trusted again.
func (t BeatsTwin) Mistake() models.Mistakes { return mistaking(t.mistake) }

func (t BeatsTwin) mistake(s *rng.Stream) (after, lasting sim.Duration) {
	m, next := t.begin(s)
	for m.mistakes == 0 {
		t.send(m, next(), s)
	}
	return sim.Duration(m.from - m.first), sim.Duration(m.to - m.from)
}

// Mistakes plays a node that never fails through n mistakes and returns the mean time between their beginnings, in
// which, other than in draws of single ones, each begins where the last has left off.
func (t BeatsTwin) Mistakes(n int, s *rng.Stream) (recurrence sim.Duration) {
	m, next := t.begin(s)
	for m.mistakes == 0 {
		t.send(m, next(), s)
	}
	first := m.from
	for m.mistakes <= n {
		t.send(m, next(), s)
	}
	return sim.Duration((m.from - first) / float64(n))
}

// begin plays a node that has lived before, for as long as the judge remembers, and returns at time 0, until it is
// trusted; next are the times of further beats.
func (t BeatsTwin) begin(s *rng.Stream) (m *monitor, next func() float64) {
	m = &monitor{judge: t.judge()}
	t.live(m, -2*float64(t.before)*t.interval, t.memory, s)
	m.hear(0)
	m.heard, m.mistakes = false, 0
	phase, k := t.phase(s), -1.0
	next = func() float64 {
		k++
		return phase + float64(k*t.interval)
	}
	for !m.heard {
		t.send(m, next(), s)
	}
	return m, next
}

// phase is the time of a node's first beat, a multiple of 2⁻²⁰ intervals.
func (t BeatsTwin) phase(s *rng.Stream) float64 {
	return math.Ceil(s.Float64()*(1<<20)) / (1 << 20) * t.interval
}

// send plays a beat: first whatever arrives before it is sent, then its own fate.
func (t BeatsTwin) send(m *monitor, sent float64, s *rng.Stream) {
	m.hear(sent)
	if s.Float64() < t.loss {
		return
	}
	at := sent
	if t.transit != nil {
		at += t.transit.Sample(s)
	}
	i, _ := slices.BinarySearchFunc(m.flying, at, func(f flight, at float64) int {
		if f.at < at {
			return -1
		}
		return 1
	})
	m.flying = slices.Insert(m.flying, i, flight{sent, at})
}

// flight is a beat that arrives.
type flight struct{ sent, at float64 }

// monitor hears the beats of one node.
type monitor struct {
	judge
	flying   []flight // in the order of their arrivals
	heard    bool     // any useful beat at all
	first    float64  // of their arrivals
	until    float64  // trust
	mistakes int      // suspicions that have ended
	from, to float64  // the latest of these
}

// hear plays the arrivals up to a time.
func (m *monitor) hear(end float64) {
	for len(m.flying) > 0 && m.flying[0].at <= end {
		f := m.flying[0]
		m.flying = m.flying[1:]
		until := m.judge.hear(f.sent, f.at)
		switch {
		case until < f.at:
			continue
		case !m.heard:
			m.heard, m.first = true, f.at
		case f.at > m.until:
			m.mistakes++
			m.from, m.to = m.until, f.at
		}
		m.until = until
	}
}
