package plots_test

import "nines/experiments/result"

// difference is that of a variant from the baseline equal, with so wide an interval on either side.
func difference(variant string, mean, half, p float64) result.CompareRow {
	return result.CompareRow{Variant: variant, Baseline: "equal", Metric: "downtime", Scope: "service:api", Unit: "s/y",
		Pairs: 300, Diff: mean, Low: mean - half, High: mean + half, Relative: mean / 9000, P: p, PAdjusted: p,
		VarianceReduction: 8, ProbBest: 0.5}
}

// lessCheap makes differences those from another baseline.
func lessCheap(rows ...result.CompareRow) []result.CompareRow {
	for i := range rows {
		rows[i].Baseline = "cheap"
	}
	return rows
}

// unpaired makes differences those of replications that share nothing.
func unpaired(rows ...result.CompareRow) []result.CompareRow {
	for i := range rows {
		rows[i].Pairs, rows[i].VarianceReduction = 0, nan
	}
	return rows
}
