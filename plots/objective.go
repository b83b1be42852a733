package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"nines/experiments/result"
)

// allowance is the unavailability that an objective allows a service, and the objective as its author says it. Without
// an objective the loss is NaN.
type allowance struct {
	loss float64
	said string // "99.95 %", "8 h/y"
}

// allowed is what the objectives of a service allow its mean, by the strictest of them: 1 less the bound of
// availability, or downtime per year over a year. It is none where configurations (one, or nil for all) do not have the
// same.
func allowed(f *result.Folder, scope string, one *result.Key) (allowance, error) {
	none := allowance{loss: math.NaN()}
	if !result.Has(f, result.Estimates) {
		return none, nil
	}
	bounds := map[identity]allowance{}
	for row, err := range result.Rows(f, result.Estimates) {
		if err != nil {
			return none, err
		}
		if row.Scope != scope || one != nil && !row.SameConfiguration(one) {
			continue
		}
		id := identity{row.Variant, row.Point}
		if strictest, known := bounds[id]; !known || math.IsNaN(strictest.loss) || allowanceOf(&row).loss < strictest.loss {
			bounds[id] = allowanceOf(&row)
		}
	}
	common, first := none, true
	for _, bound := range bounds { // their order does not matter: they are alike, or there is none
		if !first && bound.loss != common.loss {
			return none, nil
		}
		common, first = bound, false
	}
	return common, nil
}

// allowanceOf is what an estimate must keep to; none if it has no bound, or is of something else.
func allowanceOf(r *result.Estimate) allowance {
	switch r.Metric {
	case "availability":
		return allowance{1 - r.SLOBound, availability(r.SLOBound)}
	case "unavailability":
		return allowance{r.SLOBound, percentOf(rounded(r.SLOBound))}
	case "downtime":
		return allowance{r.SLOBound / year, perYear(r.SLOBound)}
	default:
		return allowance{loss: math.NaN()}
	}
}

// objectiveStyle is that of the line that marks an objective.
var objectiveStyle = draw.LineStyle{Color: alarm, Width: 1.2, Dashes: []vg.Length{5, 2.5}}
