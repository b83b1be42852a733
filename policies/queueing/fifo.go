package queueing

import (
	"nines/models"
	"nines/sim/catalog"
)

// FIFO serves first who came first.
type FIFO struct{}

var _ interface {
	models.Discipline
	models.Steady
	models.Keeping
} = FIFO{}

var fifoRow = catalog.Define("fifo", "Serves first who came first.", FIFO{},
	func(q FIFO) (models.Discipline, error) { return q, nil })

// Next is who came first.
func (FIFO) Next(*models.LineMemory, models.Line) models.Turn { return models.FirstCome }

// String says it in words.
func (FIFO) String() string { return "first come first served" }

// Steady is the only turn that there is.
func (FIFO) Steady() models.Turn { return models.FirstCome }

// Keeps is true.
func (FIFO) Keeps() bool { return true }
