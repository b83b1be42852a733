package plots_test

import (
	"slices"

	"nines/experiments/result"
)

// kept is a scheme of a store: what it keeps for each byte, and how likely it loses data, with its interval.
func kept(point int, scheme string, overhead, loss, low, high float64) []result.Estimate {
	return []result.Estimate{
		{Key: key(point, scheme), Metric: "storage_overhead", Scope: "data:files", Unit: "count", N: 400, Mean: overhead,
			Low: overhead, High: overhead, Confidence: 0.95},
		{Key: key(point, scheme), Metric: "data_loss", Scope: "data:files", Unit: "ratio", N: 400, Mean: loss, Low: low,
			High: high, Confidence: 0.95},
	}
}

// schemes lose data more or less often, one of them never. Of those of schemesSure one always does, and one never.
func schemes() tables {
	return tables{estimates: slices.Concat(kept(0, "replicas: 2", 2, 0.31, 0.26, 0.36),
		kept(1, "replicas: 3", 3, 0.01, 0.004, 0.025), kept(2, "6+3", 1.5, 0.0125, 0.005, 0.029),
		kept(3, "12+2+2", 4./3, 0.045, 0.029, 0.07), kept(4, "replicas: 4", 4, 0, 0, 0.0095))}
}

func schemesSure() tables {
	return tables{estimates: slices.Concat(kept(0, "replicas: 2", 2, 1, 0.99, 1), kept(1, "replicas: 3", 3, 0, 0, 0.01))}
}
