package plots_test

import (
	"math"
	"strconv"

	"nines/experiments/result"
)

// crowded is how many of n nodes are up: each is down for itself with probability p, and in a share of the time so many
// more are.
func crowded(point, n int, p float64, more int, share float64) (rows []result.HistogramRow) {
	times := map[int]float64{}
	for k, binomial := 0, math.Pow(1-p, float64(n)); k <= n && (binomial > 1e-9 || k < int(p*float64(n))); k++ {
		times[k] += binomial * (1 - share)
		times[min(k+more, n)] += binomial * share
		binomial *= float64(n-k) / float64(k+1) * p / (1 - p)
	}
	for down := n; down >= 0; down-- {
		if t := times[down]; t > 0 {
			rows = append(rows, result.HistogramRow{Key: racks(point), Metric: "nodes_up", Scope: "fleet", Unit: "count",
				Lower: float64(n - down), Upper: float64(n - down), Weight: 300 * year * t})
		}
	}
	return rows
}

// fleetOf are the estimates that say how many nodes there are.
func fleetOf(point, n int, down float64) []result.Estimate {
	of := func(metric, unit string, mean float64) result.Estimate {
		return result.Estimate{Key: racks(point), Metric: metric, Scope: "fleet", Unit: unit, N: 300, Mean: mean,
			Low: mean, High: mean, Confidence: 0.95}
	}
	return []result.Estimate{of("node_availability", "ratio", 1-down), of("nodes_up", "count", float64(n)*(1-down))}
}

// racks is a point of a sweep over racks.
func racks(point int) result.Key { return key(point, "", "topology.rack.count", strconv.Itoa(3+point)) }
