package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// allowed is the unavailability that the objectives of a service allow its mean, by the strictest of them: 1 less the
// bound of availability, or downtime per year over a year. It is NaN where there is no objective, and where the
// configurations (one, or nil for all) do not have the same.
func allowed(f *result.Folder, scope string, one *result.Key) (float64, error) {
	if !result.Has(f, result.Estimates) {
		return math.NaN(), nil
	}
	bounds := map[identity]float64{}
	for row, err := range result.Rows(f, result.Estimates) {
		if err != nil {
			return 0, err
		}
		if row.Scope != scope || one != nil && !row.SameConfiguration(one) {
			continue
		}
		id := identity{row.Variant, row.Point}
		if bound, known := bounds[id]; !known || math.IsNaN(bound) || lossBound(&row) < bound {
			bounds[id] = lossBound(&row)
		}
	}
	common, first := math.NaN(), true
	for _, bound := range bounds { // their order does not matter: they are alike, or there is none
		if !first && bound != common {
			return math.NaN(), nil
		}
		common, first = bound, false
	}
	return common, nil
}

// lossBound is the bound of an estimate as an unavailability, NaN if it has none, or is of something else.
func lossBound(r *result.Estimate) float64 {
	switch r.Metric {
	case "availability":
		return 1 - r.SLOBound
	case "unavailability":
		return r.SLOBound
	case "downtime":
		return r.SLOBound / year
	default:
		return math.NaN()
	}
}

// objectiveStyle is that of the line that marks an objective.
var objectiveStyle = draw.LineStyle{Color: alarm, Width: 1.2, Dashes: []vg.Length{5, 2.5}}
