package models

import (
	"cmp"
	"math"
	"slices"
)

// MaxWorst is how many incidents an outcome keeps.
const MaxWorst = 10_000

// Worst sorts records, the longest first and equal ones as they were, and keeps the first 10,000.
func Worst(records []IncidentRecord) []IncidentRecord {
	slices.SortStableFunc(records, func(a, b IncidentRecord) int { return cmp.Compare(b.Duration(), a.Duration()) })
	return records[:min(len(records), MaxWorst)]
}

// Duration is the time from onset to over, or to the end of the run.
func (r *IncidentRecord) Duration() float64 {
	total := 0.0
	for _, part := range r.Parts {
		if !math.IsNaN(part) {
			total += part
		}
	}
	return total
}
