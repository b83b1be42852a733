package plots

import (
	"math"
	"slices"

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

// allowed is what the objectives of a service allow the mean of a metric to lack, by the strictest of them: 1 less its
// bound; of availability, downtime per year over a year as well. It is none where configurations (one, or nil for all)
// do not have the same.
func allowed(f *result.Folder, metric, scope string, one *result.Key) (allowance, error) {
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
		bound := allowanceOf(&row, metric)
		if strictest, known := bounds[id]; !known || math.IsNaN(strictest.loss) || bound.loss < strictest.loss {
			bounds[id] = bound
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

// timely are the metrics that say the same of a service, how much of the time it is up.
var timely = []string{"availability", "unavailability", "downtime"}

// allowanceOf is what an estimate of a metric must keep to; none if it has no bound, or is of something else.
func allowanceOf(r *result.Estimate, metric string) allowance {
	if r.Metric != metric && !(slices.Contains(timely, r.Metric) && slices.Contains(timely, metric)) {
		return allowance{loss: math.NaN()}
	}
	switch r.Metric {
	case "availability", "request_success", "node_availability":
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
