package dispatching

import (
	"nines/models"
	"nines/sim/catalog"
)

// FIFO makes no difference between cases: first come, first served.
type FIFO struct{}

var (
	_ models.Dispatcher  = FIFO{}
	_ models.Indifferent = FIFO{}
)

var fifoRow = catalog.Define("fifo", "Turns to whoever has waited longest: first come, first served.",
	FIFO{}, func(f FIFO) (models.Dispatcher, error) { return f, nil })

// Rank is that of all others.
func (FIFO) Rank(models.View, models.Queued) float64 { return 0 }

// Indifferent is true.
func (FIFO) Indifferent() bool { return true }
