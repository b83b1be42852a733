package result

import (
	"cmp"
	"strings"
)

// SurvivalRow is the share of replications in which something has not happened by a time: no outage of a service, no
// loss of data of a store.
type SurvivalRow struct {
	Key
	Metric, Scope string  // time_to_first_outage of service:api, time_to_data_loss of data:files
	T             float64 // s of measured time
	N             int     // replications
	Share         float64 // of them, those in which it has not happened by T
	Low, High     float64
	Steady        float64 // what Share would be if it happened at a steady rate, as often in the time until it does
	Confidence    float64
	Method        string
}

// Survivals is the table of what has not happened yet: where a curve falls, and at last where the run ends.
var Survivals = &Table[SurvivalRow]{
	file: "survival.csv",
	key:  func(r *SurvivalRow) *Key { return &r.Key },
	columns: []column[SurvivalRow]{
		text("metric", func(r *SurvivalRow) *string { return &r.Metric }),
		text("scope", func(r *SurvivalRow) *string { return &r.Scope }),
		number("t_s", func(r *SurvivalRow) *float64 { return &r.T }),
		whole("n", func(r *SurvivalRow) *int { return &r.N }),
		number("share", func(r *SurvivalRow) *float64 { return &r.Share }),
		number("ci_low", func(r *SurvivalRow) *float64 { return &r.Low }),
		number("ci_high", func(r *SurvivalRow) *float64 { return &r.High }),
		number("steady", func(r *SurvivalRow) *float64 { return &r.Steady }),
		number("confidence", func(r *SurvivalRow) *float64 { return &r.Confidence }),
		text("ci_method", func(r *SurvivalRow) *string { return &r.Method }),
	},
	order: func(a, b *SurvivalRow) int {
		return cmp.Or(a.comparePoint(&b.Key), strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope, b.Scope),
			cmp.Compare(a.T, b.T))
	},
}
