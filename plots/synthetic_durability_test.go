package plots_test

import "nines/experiments/result"

// kept is a scheme of a store: what it keeps for each byte, and how likely it loses data, with its interval.
func kept(point int, scheme string, overhead, loss, low, high float64) []result.Estimate {
	return []result.Estimate{
		{Key: key(point, scheme), Metric: "storage_overhead", Scope: "data:files", Unit: "count", N: 400, Mean: overhead,
			Low: overhead, High: overhead, Confidence: 0.95},
		{Key: key(point, scheme), Metric: "data_loss", Scope: "data:files", Unit: "ratio", N: 400, Mean: loss, Low: low,
			High: high, Confidence: 0.95},
	}
}
