package queueing

import (
	"nines/models"
	"nines/sim/catalog"
)

// Shared lets nobody wait: all that are at a node are served at once, each at full speed while there are no more than
// it serves at a time, and else sharing its speed equally (processor sharing).
type Shared struct{}

var _ interface {
	models.Discipline
	models.Keeping
	models.SharingOut
} = Shared{}

var sharedRow = catalog.Define("shared", "Serves all at once, who share the speed of the node: nobody waits.", Shared{},
	func(q Shared) (models.Discipline, error) { return q, nil })

// Next is never asked.
func (Shared) Next(*models.LineMemory, models.Line) models.Turn { return models.FirstCome }

// String says it in words.
func (Shared) String() string { return "nobody waits" }

// Shares is true.
func (Shared) Shares() bool { return true }

// Keeps is true.
func (Shared) Keeps() bool { return true }
