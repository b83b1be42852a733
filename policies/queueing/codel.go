package queueing

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// CoDel is controlled delay in its classic form (K. Nichols and V. Jacobson, "Controlling Queue Delay", ACM Queue 10,
// 2012; the pseudocode of RFC 8289, section 5, with a request for a packet of full size). Who came first is served;
// when each whose turn came has waited for Target or more, for an Interval without a break, it begins to shed those
// whose turn comes: one at once, and the n-th after it when the time since the last has been Interval/√n, until one has
// waited for less than Target, or one at most waits behind it. When it begins again within 16 intervals it goes on from
// nearly the pace that it had come to.
// ServerCoDel is another form of it.
type CoDel struct {
	Target   unit.Duration `key:"target" doc:"wait that is good enough, above 0"`
	Interval unit.Duration `key:"interval" doc:"how long waits may be longer, above target"`
}

var _ models.Discipline = CoDel{}

var codelRow = catalog.Define("codel",
	"Serves who came first, and sheds ever more of them while all wait for too long (Nichols and Jacobson; RFC 8289).",
	CoDel{Target: 0.005, Interval: 0.1}, func(q CoDel) (models.Discipline, error) {
		if err := waits(q.Target, q.Interval); err != nil {
			return nil, err
		}
		return q, nil
	}).WithExample("target: 5ms, interval: 100ms")

// waits refuses times that are none, or in the wrong order.
func waits(target, interval unit.Duration) error {
	switch {
	case !(target > 0) || math.IsInf(float64(target), 1):
		return errors.New("target must be above 0s; write target: 5ms")
	case !(interval > target) || math.IsInf(float64(interval), 1):
		return errors.New("interval must be above target; write interval: 100ms")
	}
	return nil
}

// What CoDel remembers.
const (
	above    = iota // when waits will have been too long for an interval; 0: they are not
	due             // when it sheds the next
	shed            // so many in this spell
	before          // how many it counted from when it began
	shedding        // 1 while it does
	moves           // 1 when due is moved on as soon as the next has waited for too long, too
)

// Next sheds, or serves who came first.
func (q CoDel) Next(m *models.LineMemory, l models.Line) models.Turn {
	now, long := float64(l.Now), q.long(m, l)
	switch {
	case !long:
		m[shedding], m[moves] = 0, 0
	case m[shedding] == 0:
		q.begin(m, now)
		return models.TurnedAway
	case m[moves] == 1:
		m[due], m[moves] = q.after(m[due], m[shed]), 0
	}
	if m[shedding] == 1 && now >= m[due] {
		m[shed]++
		m[moves] = 1
		return models.TurnedAway
	}
	return models.FirstCome
}

// String says it in words.
func (q CoDel) String() string {
	return fmt.Sprintf("first come first served; once all have waited for %s or more during %s, some are shed, ever more "+
		"often, until one has not", q.Target.Human(), q.Interval.Human())
}

// long reports whether all have waited for too long for an interval.
func (q CoDel) long(m *models.LineMemory, l models.Line) bool {
	now := float64(l.Now)
	switch {
	case l.Waited < sim.Duration(q.Target) || l.Waiting <= 2:
		m[above] = 0
	case m[above] == 0:
		m[above] = now + float64(q.Interval)
	default:
		return now >= m[above]
	}
	return false
}

// begin begins a spell of shedding.
func (q CoDel) begin(m *models.LineMemory, now float64) {
	more := m[shed] - m[before]
	m[shed] = 1
	if more > 1 && now-m[due] < float64(16*q.Interval) {
		m[shed] = more
	}
	m[due], m[before], m[shedding] = q.after(now, m[shed]), m[shed], 1
}

// after is the law of control.
func (q CoDel) after(time, n float64) float64 { return time + float64(q.Interval)/math.Sqrt(n) }
