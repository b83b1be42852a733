package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"

	"nines/experiments/result"
	"nines/sim/unit"
)

// measure is a metric as a chart of several configurations shows it. Shares of success are shown as what they lack, on
// a logarithmic axis, since nines differ in nothing else.
type measure struct {
	metric, what string
	unit         string
	lacking      bool // shown is 1 less the value
}

// lacks are the words for what a share of success lacks.
var lacks = map[string]string{
	"availability":      "unavailability",
	"request_success":   "share of requests lost",
	"node_availability": "share of nodes down",
	"query_accuracy":    "share of the time in which the healthy are suspected",
}

func measureOf(r *result.Estimate) measure {
	m := measure{metric: r.Metric, what: result.Words(r.Metric), unit: r.Unit}
	if lack, ok := lacks[r.Metric]; ok {
		m.what, m.lacking = lack, true
	}
	return m
}

// level is an estimate at a place on the x axis, in the unit of the metric.
type level struct{ x, mean, low, high float64 }

func (m measure) at(r *result.Estimate, x float64) level {
	if m.lacking {
		return level{x, 1 - r.Mean, 1 - r.High, 1 - r.Low}
	}
	return level{x, r.Mean, r.Low, r.High}
}

// none tells whether nothing was seen, so that there is a bound and no estimate.
func (p level) none() bool { return p.mean <= 0 }

// muchWider is the ratio of the largest to the smallest value from which a logarithmic axis serves better.
const muchWider = 20

// logarithmic tells whether values belong on a logarithmic axis: shares of loss always do, where there is any; others
// where they span much.
func (m measure) logarithmic(points []level) bool {
	if m.metric == "slo_met" || m.metric == "reliability" {
		return false // probabilities, of which both ends matter
	}
	least, most := math.Inf(1), 0.0
	for _, p := range points {
		switch {
		case p.mean < 0:
			return false
		case p.mean > 0 && !math.IsInf(p.mean, 1):
			least, most = math.Min(least, p.mean), math.Max(most, p.mean)
		}
	}
	return most > 0 && (m.lacking || m.metric == "unavailability" || most >= muchWider*least)
}

// logarithmicRange is that of the axis for points and the height of an objective (NaN: none).
func (m measure) logarithmicRange(points []level, objective float64) (low, high float64, ok bool) {
	values := []float64{objective}
	for _, p := range points {
		values = append(values, p.mean, p.high)
		if !p.none() {
			values = append(values, p.low)
		}
	}
	low, high, ok = logRange(values)
	if m.unit == "ratio" && high > 1 {
		high = 1
	}
	return low, high, ok
}

// logTicks label a logarithmic axis of the metric, with labels that keep a distance.
func (m measure) logTicks(distance float64) plot.Ticker {
	switch m.unit {
	case "ratio":
		return percentTicks(distance)
	case "s", "s/y":
		return durationTicks(distance)
	}
	return logTicks(distance, unit.SI)
}

// logLabel is that of a logarithmic axis, whose labels bring the units of time.
func (m measure) logLabel() string {
	switch m.unit {
	case "ratio", "s", "count", "money":
		return m.what + " (logarithmic)"
	case "s/y":
		return m.what + " per year (logarithmic)"
	}
	return fmt.Sprintf("%s, %s (logarithmic)", m.what, perName(m.unit))
}

// linear is a linear axis that holds the points: its range, its ticks and its label.
func (m measure) linear(points []level) (low, high float64, ticks plot.Ticker, label string) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		for _, v := range []float64{p.mean, p.low, p.high} {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				low, high = math.Min(low, v), math.Max(high, v)
			}
		}
	}
	factor, name, tick := m.scale(math.Max(math.Abs(low), math.Abs(high)))
	low, high = niceRange(low/factor, high/factor, linearCount)
	label = m.what
	if name != "" {
		label += ", " + name
	}
	return low * factor, high * factor, scaledTicks(linearCount, factor, tick), label
}

// linearCount is about how many labels a linear axis has.
const linearCount = 6

// scale is how values of up to largest are read: over factor they are in unit name, and written by tick.
func (m measure) scale(largest float64) (factor float64, name string, tick func(value, step float64) string) {
	switch m.unit {
	case "ratio":
		return 1, "", percentLabel
	case "s":
		factor, name = durationScale(largest)
		return factor, name, plainLabel
	case "s/y":
		factor, name = durationScale(largest)
		return factor, name + " per year", plainLabel
	case "count", "money":
		return 1, "", plainLabel
	}
	return 1, perName(m.unit), plainLabel
}

// perName is a unit in words: "per year" of "1/y", "money per year" of "money/y".
func perName(of string) string {
	for symbol, name := range map[string]string{"/y": "per year", "/s": "per second"} {
		if n := len(of) - len(symbol); n > 0 && of[n:] == symbol {
			if of[:n] == "1" {
				return name
			}
			return of[:n] + " " + name
		}
	}
	return of
}
