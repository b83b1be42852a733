package alarm

import (
	"nines/models"
	"nines/sim/catalog"
)

// All believes nothing that one detector denies: few false alarms, as slow as the slowest, and blind to all that one of
// them cannot see.
type All struct{}

var _ models.Agreement = All{}

var allRow = catalog.Define("all",
	"Believes all detectors together: the last to suspect a node raises the alarm.",
	All{}, func(a All) (models.Agreement, error) { return a, nil }).
	WithExample("of: [NAME, OTHER]")

// Votes is the number of detectors.
func (All) Votes(detectors int) (int, error) { return detectors, nil }
