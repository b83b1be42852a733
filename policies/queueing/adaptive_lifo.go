package queueing

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// AdaptiveLIFO serves first who came first while no more than Threshold wait, and who came last while more do: fair as
// long as nobody waits for long, and under overload of use to some (B. Maurer, "Fail at Scale", ACM Queue 13, 2015).
type AdaptiveLIFO struct {
	Threshold unit.Count `key:"threshold" doc:"requests that wait, from 0, which is lifo, to 1M"`
}

var _ interface {
	models.Discipline
	models.Keeping
} = AdaptiveLIFO{}

var adaptiveRow = catalog.Define("adaptive-lifo",
	"Serves first who came first and, while more than some wait, who came last (Maurer 2015).",
	AdaptiveLIFO{Threshold: 20}, func(q AdaptiveLIFO) (models.Discipline, error) {
		if q.Threshold < 0 || q.Threshold > 1e6 {
			return nil, errors.New("threshold must be from 0 to 1M; write threshold: 20")
		}
		return q, nil
	}).WithExample("threshold: 20")

// Next looks at how many wait.
func (q AdaptiveLIFO) Next(_ *models.LineMemory, l models.Line) models.Turn {
	if l.Waiting > int(q.Threshold) {
		return models.LastCome
	}
	return models.FirstCome
}

// String says it in words.
func (q AdaptiveLIFO) String() string {
	return fmt.Sprintf("first come first served and, while more than %v wait, last come first served", q.Threshold)
}

// Keeps is true.
func (AdaptiveLIFO) Keeps() bool { return true }
