package queueing

import (
	"nines/models"
	"nines/sim/catalog"
)

// LIFO serves first who came last. Under overload the newest are served in time, where FIFO serves all of them late.
type LIFO struct{}

var _ interface {
	models.Discipline
	models.Steady
	models.Keeping
} = LIFO{}

var lifoRow = catalog.Define("lifo", "Serves first who came last, interrupting nobody.", LIFO{},
	func(q LIFO) (models.Discipline, error) { return q, nil })

// Next is who came last.
func (LIFO) Next(*models.LineMemory, models.Line) models.Turn { return models.LastCome }

// String says it in words.
func (LIFO) String() string { return "last come first served, interrupting nobody" }

// Steady is the only turn that there is.
func (LIFO) Steady() models.Turn { return models.LastCome }

// Keeps is true.
func (LIFO) Keeps() bool { return true }
