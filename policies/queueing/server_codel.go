package queueing

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// ServerCoDel is controlled delay in the form that servers use (B. Maurer, "Fail at Scale", ACM Queue 13, 2015). Who
// came first is served, unless it has waited for longer than it may: for an Interval, or for Target alone if somebody
// had been waiting for a whole Interval without a break when it came. A queue that is empty now and then takes in what
// comes in bursts; one that never is keeps nobody for long. It is found out when the turn of a request comes.
//
// Limits: a line begins with the first whose turn comes; where that one gives up before, with the next.
type ServerCoDel struct {
	Target   unit.Duration `key:"target" doc:"how long requests may wait that come while the line does not empty, above 0"`
	Interval unit.Duration `key:"interval" doc:"how long others may, and after how long it counts so, above target"`
}

var _ models.Discipline = ServerCoDel{}

var serverCodelRow = catalog.Define("server-codel",
	"Serves who came first, and sheds who has waited for long: for less once the line has not been empty (Maurer 2015).",
	ServerCoDel{Target: 0.005, Interval: 0.1}, func(q ServerCoDel) (models.Discipline, error) {
		if err := waits(q.Target, q.Interval); err != nil {
			return nil, err
		}
		return q, nil
	}).WithExample("target: 5ms, interval: 100ms")

// What ServerCoDel remembers.
const (
	waiting = iota // 1 while somebody is left in the line
	began          // when the first of these came
)

// Next sheds, or serves who came first.
func (q ServerCoDel) Next(m *models.LineMemory, l models.Line) models.Turn {
	came, limit := float64(l.Now)-float64(l.Waited), q.Interval
	if m[waiting] == 0 {
		m[began] = came
	}
	if m[waiting] = 0; l.Waiting > 1 {
		m[waiting] = 1
	}
	if came-m[began] > float64(q.Interval) {
		limit = q.Target
	}
	if float64(l.Waited) > float64(limit) {
		return models.TurnedAway
	}
	return models.FirstCome
}

// String says it in words.
func (q ServerCoDel) String() string {
	return fmt.Sprintf("first come first served; whose turn comes after more than %s is shed, and after more than %s "+
		"already if the line had not been empty for that time when it came", q.Interval.Human(), q.Target.Human())
}
