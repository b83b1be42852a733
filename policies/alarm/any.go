package alarm

import (
	"nines/models"
	"nines/sim/catalog"
)

// Any believes every detector: the quickest alarm, and as many false ones as all detectors together make.
type Any struct{}

var _ models.Agreement = Any{}

var anyRow = catalog.Define("any",
	"Believes each detector alone: the first to suspect a node raises the alarm.",
	Any{}, func(a Any) (models.Agreement, error) { return a, nil })

// Votes is 1.
func (Any) Votes(int) (int, error) { return 1, nil }
