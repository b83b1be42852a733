package detection

import (
	"math"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// HeartbeatTwin is Heartbeat played message by message: every beat, loss, delay, crash and return, with no idea of what
// is rare. It answers the same questions by the same laws, in time proportional to the number of beats, and allocates:
// it is there to be compared with, and to be read by whoever doubts the other. Times are in seconds.
//
// Sums of binary fractions are exact, so "exactly in time" has its meaning where interval, timeout and a constant delay
// are such; the phase is drawn as one.
type HeartbeatTwin struct {
	Interval, Timeout float64
	Loss              float64
	Transit           dist.Law // the delay of a beat; nil: none
}

var _ models.Detector = HeartbeatTwin{}

// past is how many intervals before a crash the play begins: a beat is under way for 32 at most.
const past = 40

// Sees is 1 for every symptom.
func (t HeartbeatTwin) Sees(models.Symptom) float64 { return 1 }

// Delay plays a node that crashes at time 0 until it is suspected for good. If it is suspected at the crash, the play
// is void and another begins.
func (t HeartbeatTwin) Delay(_ models.Symptom, s *rng.Stream) sim.Duration {
	for {
		m := monitor{timeout: t.Timeout}
		phase := t.phase(s)
		for k := -past - math.Ceil(t.Timeout/t.Interval); k < 0; k++ {
			t.send(&m, phase+k*t.Interval, s)
		}
		m.hear(0)
		if trusted := m.last >= -t.Timeout && m.heard; trusted {
			m.hear(math.Inf(1))
			return sim.Duration(m.last + t.Timeout)
		}
	}
}

// Clear plays a node that returns at time 0 until its first beat arrives.
func (t HeartbeatTwin) Clear(s *rng.Stream) sim.Duration {
	m := monitor{timeout: t.Timeout}
	t.begin(&m, s)
	return sim.Duration(m.first)
}

// Mistake plays on from there until the node has been suspected and is trusted again.
func (t HeartbeatTwin) Mistake(s *rng.Stream) (after, lasting sim.Duration) {
	m := monitor{timeout: t.Timeout}
	next := t.begin(&m, s)
	for m.mistakes == 0 {
		t.send(&m, next(), s)
	}
	return sim.Duration(m.from - m.first), sim.Duration(m.to - m.from)
}

// Mistakes plays a node that never fails through n mistakes and returns the mean time between their beginnings, in
// which, other than in draws of single ones, each begins where the last has left off.
func (t HeartbeatTwin) Mistakes(n int, s *rng.Stream) (recurrence sim.Duration) {
	m := monitor{timeout: t.Timeout}
	next := t.begin(&m, s)
	for m.mistakes == 0 {
		t.send(&m, next(), s)
	}
	first := m.from
	for m.mistakes <= n {
		t.send(&m, next(), s)
	}
	return sim.Duration((m.from - first) / float64(n))
}

// begin plays a node that returns at time 0 until a beat has arrived, and returns the times of further beats.
func (t HeartbeatTwin) begin(m *monitor, s *rng.Stream) (next func() float64) {
	phase, k := t.phase(s), -1.0
	next = func() float64 {
		k++
		return phase + k*t.Interval
	}
	for !m.heard {
		t.send(m, next(), s)
	}
	return next
}

// phase is the time of a node's first beat, a multiple of 2⁻²⁰ intervals.
func (t HeartbeatTwin) phase(s *rng.Stream) float64 {
	return math.Ceil(s.Float64()*(1<<20)) / (1 << 20) * t.Interval
}

// send plays a beat: first whatever arrives before it is sent, then its own fate.
func (t HeartbeatTwin) send(m *monitor, at float64, s *rng.Stream) {
	m.hear(at)
	if s.Float64() < t.Loss {
		return
	}
	if t.Transit != nil {
		at += t.Transit.Sample(s)
	}
	i, _ := slices.BinarySearch(m.flying, at)
	m.flying = slices.Insert(m.flying, i, at)
}

// monitor hears the beats of one node.
type monitor struct {
	timeout  float64
	flying   []float64 // arrivals to come, in order
	heard    bool      // any beat at all
	first    float64   // arrival
	last     float64   // arrival
	mistakes int       // silences longer than the timeout that have ended
	from, to float64   // the latest of these suspicions
}

// hear plays the arrivals up to a time.
func (m *monitor) hear(until float64) {
	for len(m.flying) > 0 && m.flying[0] <= until {
		at := m.flying[0]
		m.flying = m.flying[1:]
		switch {
		case !m.heard:
			m.heard, m.first = true, at
		case at > m.last+m.timeout:
			m.mistakes++
			m.from, m.to = m.last+m.timeout, at
		}
		m.last = at
	}
}
