package experiments

import (
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

// objectiveQuantity is the share of its periods that meet an objective: of the runs or, with Over, of the windows.
func objectiveQuantity(b *models.Blueprint, all []quantity, o scenario.Objective) (quantity, error) {
	at := slices.IndexFunc(all, func(q quantity) bool { return q.metric == o.Metric.Name && q.scope == o.Of() })
	if at < 0 {
		return quantity{}, fmt.Errorf("objective on %s of %s: the scenario does not measure it", o.Metric.Name, o.Scope)
	}
	q := quantity{metric: "slo_met", scope: o.Scope + "@" + objectiveName(o), unit: "ratio", family: share,
		requests: all[at].requests, sure: all[at].sure}
	service := slices.IndexFunc(b.Services, func(s models.Service) bool { return "service:"+s.Name == o.Scope })
	switch {
	case b.Glimpses != nil && q.requests:
		q.family, q.read = shareRatio, func(*models.Outcome) (top, bottom float64) { return 0, 0 } // not known of any run
	case o.Counts != nil && o.Rolling:
		q.read = newContract(b, o).rolling(o, float64(o.Over))
	case o.Counts != nil && o.Over == 0:
		q.family, q.read = chance, newContract(b, o).wholeRun(b, o)
	case o.Counts != nil:
		q.windows = newContract(b, o).periods(b, o, o.Over)
		q.read = q.windows.share
	case o.Rolling:
		q.read = rollingPeriods(o, service)
	case o.Over > 0:
		q.windows = windowPeriods(b, o, service)
		q.read = q.windows.share
	default:
		base := all[at]
		q.family = chance
		q.read = func(out *models.Outcome) (top, bottom float64) { return count(meets(o, base.value(out))), 1 }
	}
	if best, has := unharmed[o.Metric.Name]; has && o.Over > 0 && meets(o, best) {
		q.period, q.lost = float64(o.Over), at
	}
	return q, nil
}

// ObjectiveScopes are the scopes of slo_met in a scenario, one for each objective of which it can be known how many
// periods meet it: not of one on requests that are played in windows.
func ObjectiveScopes(s *scenario.Scenario) (scopes []string) {
	sample, err := newSample(s.Blueprint, s.Objectives)
	if err != nil {
		return nil
	}
	for _, q := range sample.quantities[sample.measured:] {
		if s.Blueprint.Glimpses == nil || !q.requests {
			scopes = append(scopes, q.scope)
		}
	}
	return scopes
}

// unharmed is what metrics come to where nothing is lost.
var unharmed = map[string]float64{"availability": 1, "unavailability": 0, "downtime": 0, "request_success": 1}

// windows are those of one run that any time counts in, in their order: the number of each, from 0, for how much of a
// window it counts, and whether it meets an objective.
type windows func(o *models.Outcome, judged func(n int, weight float64, met bool))

// share is how many of them meet the objective, and how many there are.
func (all windows) share(o *models.Outcome) (top, bottom float64) {
	all(o, func(_ int, weight float64, met bool) {
		top, bottom = top+float64(weight*count(met)), bottom+weight
	})
	return top, bottom
}

// windowPeriods are windows one after the other. The last, which begins before the one before is over where they do not
// fill the horizon, counts for the part of it that no other has judged.
func windowPeriods(b *models.Blueprint, o scenario.Objective, service int) windows {
	window, flow := slices.Index(b.Windows, o.Over), slices.Index(b.Flows(), service)
	whole, rest := b.Time.Windows(o.Over)
	return func(out *models.Outcome, judged func(n int, weight float64, met bool)) {
		for i, w := range out.Windows[window] {
			weight := 1.0
			if i >= whole {
				weight = float64(rest / o.Over)
			}
			judged(i, weight, meets(o, windowValue(o.Metric.Name, w, service, flow, float64(o.Over))))
		}
	}
}

// rollingPeriods are windows that begin at every instant.
func rollingPeriods(o scenario.Objective, service int) func(*models.Outcome) (top, bottom float64) {
	width := float64(o.Over)
	limit, within := rollingLimit(o, width)
	return func(out *models.Outcome) (top, bottom float64) {
		var down []stat.Stretch
		for _, x := range out.Services[service].Trail {
			down = append(down, x.Stretch)
		}
		return rollingShare(down, out.Measured, width, limit, within), 1
	}
}

// rollingLimit is the downtime in a window that an objective allows, or that it asks for if it is not within.
func rollingLimit(o scenario.Objective, width float64) (limit float64, within bool) {
	switch o.Metric.Name {
	case "availability":
		return (1 - o.Bound) * width, o.AtLeast
	case "downtime":
		return o.Bound / year * width, !o.AtLeast
	}
	return o.Bound * width, !o.AtLeast
}

func rollingShare(down []stat.Stretch, measured, width, limit float64, within bool) float64 {
	kept := stat.RollingShare(down, measured, width, limit)
	if !within {
		return 1 - kept
	}
	return kept
}

// objectiveName says an objective in one word: "request_success>=99.9%/30d".
func objectiveName(o scenario.Objective) string {
	sign := "<="
	if o.AtLeast {
		sign = ">="
	}
	name := o.Metric.Name + sign + o.Text
	if o.Over > 0 {
		name += "/" + unit.Duration(o.Over).String()
	}
	if o.Rolling {
		name += " rolling"
	}
	if o.Counts != nil {
		name += ", " + o.Counts.Text
	}
	return name
}

// meets reports whether a value meets the bound, which it may miss by a rounding; where there is none (no outage, hence
// no mean outage) nothing is violated.
func meets(o scenario.Objective, value float64) bool {
	return math.IsNaN(value) || verdict(value, value, o.Bound, o.AtLeast) == result.Met
}

// windowValue is a metric of one window, of a service and the flow to it, in the metric's unit.
func windowValue(metric string, w models.Window, service, flow int, length float64) float64 {
	switch metric {
	case "request_success":
		return 1 - w.Flows[flow].Lost/w.Flows[flow].Arrived
	case "fast_requests":
		return 1 - (w.Flows[flow].Lost+w.Flows[flow].Slow)/w.Flows[flow].Arrived
	case "availability":
		return 1 - w.Downtime[service]/length
	case "outages":
		return float64(w.Outages[service]) / length * year
	case "downtime":
		return w.Downtime[service] / length * year
	}
	return w.Downtime[service] / length
}
