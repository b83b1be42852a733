package detection

import (
	"math"

	"nines/sim"
	"nines/sim/rng"
)

// MonitoringTwin is the rule of Monitoring played sample by sample on a node that never fails, with its window as a
// list and its hold time as a time: to be compared with. Times are in samples.
type MonitoringTwin struct {
	Threshold, Correlation float64
	Above, Of              int
	Hold                   float64
	Shift                  float64 // of the signal, from the first sample on

	x      float64
	latest []bool
	now    float64
	since  float64 // the condition has held
}

// Alarms plays until n alarms have begun and ended and returns the mean times from one beginning to the next and from
// beginning to end.
func (t *MonitoringTwin) Alarms(n int, s *rng.Stream) (recurrence, lasting sim.Duration) {
	t.start(s)
	var first, begun, on float64
	for k := 0; k <= n; k++ {
		for !t.sample(s) {
		}
		if k == 0 {
			first = t.now
		}
		begun = t.now
		for t.sample(s) {
		}
		if k > 0 {
			on += t.now - begun
		}
	}
	return sim.Duration((begun - first) / float64(n)), sim.Duration(on / float64(n))
}

// First plays until the first alarm.
func (t *MonitoringTwin) First(s *rng.Stream) sim.Duration {
	t.start(s)
	for !t.sample(s) {
	}
	return sim.Duration(t.now)
}

func (t *MonitoringTwin) start(s *rng.Stream) {
	t.x, t.latest, t.now, t.since = s.Norm(), nil, 0, math.Inf(1)
}

// sample takes the next one and reports whether the alarm is on.
func (t *MonitoringTwin) sample(s *rng.Stream) bool {
	t.now++
	t.x = float64(t.Correlation*t.x) + float64(math.Sqrt(1-float64(t.Correlation*t.Correlation))*s.Norm())
	t.latest = append(t.latest, t.x+t.Shift > t.Threshold)
	if len(t.latest) > t.Of {
		t.latest = t.latest[1:]
	}
	above := 0
	for _, a := range t.latest {
		if a {
			above++
		}
	}
	if above < t.Above {
		t.since = math.Inf(1)
		return false
	}
	t.since = min(t.since, t.now)
	return t.now-t.since >= t.Hold
}
