package plots_test

import (
	"math"

	"nines/experiments/result"
)

// growing is how likely so many months meet an objective with fleets of some sizes, larger ones for longer.
func growing(months int, sizes ...string) (rows []result.RunwayRow) {
	for i, size := range sizes {
		for m := range months {
			p := 1 / (1 + math.Exp(1.3*(float64(m)-5-4*float64(i))))
			half := 0.01 + 0.06*math.Sqrt(p*(1-p))
			rows = append(rows, result.RunwayRow{Key: key(i, "", "topology.node.count", size),
				Scope: "service:api@request_success>=99.9%/30d", T: float64(m+1) * 30 * day, Over: 30 * day, N: 300, Share: p,
				Low: math.Max(0, p-half), High: math.Min(1, p+half), Confidence: 0.95, Method: "Clopper–Pearson", In: 0.95})
		}
	}
	return rows
}
