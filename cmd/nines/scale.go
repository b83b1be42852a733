package main

import (
	"math"
	"strconv"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// scale writes the numbers of one metric in one human unit with one number of decimals, so that the ends of an interval
// line up with its middle.
type scale struct {
	size     float64 // of the unit, in that of the metric
	suffix   string
	decimals int
}

// scaleFor chooses the unit in which x, a value of a metric with that unit, reads best.
func scaleFor(metricUnit string, x float64) scale {
	s := scale{size: 1}
	switch metricUnit {
	case "ratio":
		s = scale{size: 0.01, suffix: " %", decimals: unit.Ratio(x).Decimals()}
		return s
	case "s":
		s = spanOf(x)
	case "s/y":
		s = scale{size: 60, suffix: " min/y"}
	case "1/y", "money/y":
		s = multipleOf(x, "/y")
	case "money":
		s = multipleOf(x, "")
	case "1/s":
		s = multipleOf(x, "/s")
	case "B/y", "B/s":
		s = multipleOf(x, "")
		s.suffix = " " + strings.TrimSpace(s.suffix) + metricUnit
	}
	s.decimals = decimalsOf(x / s.size)
	return s
}

// spanOf is the largest unit of time of which x seconds are at least one.
func spanOf(x float64) scale {
	for _, s := range []scale{{size: float64(unit.Year), suffix: " y"}, {size: float64(unit.Day), suffix: " d"},
		{size: 3600, suffix: " h"}, {size: 60, suffix: " min"}, {size: 1, suffix: " s"}} {
		if math.Abs(x) >= s.size && !math.IsInf(x, 0) {
			return s
		}
	}
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return scale{size: 1, suffix: " s"}
	}
	return scale{size: 1e-3, suffix: " ms"}
}

// multipleOf is the largest decimal multiple of which x is at least one.
func multipleOf(x float64, per string) scale {
	for _, s := range []scale{{size: 1e12, suffix: " T"}, {size: 1e9, suffix: " G"}, {size: 1e6, suffix: " M"},
		{size: 1e3, suffix: " k"}} {
		if math.Abs(x) >= s.size && !math.IsInf(x, 0) {
			s.suffix += per
			return s
		}
	}
	return scale{size: 1, suffix: per}
}

// decimalsOf is how many decimals show three significant digits of x.
func decimalsOf(x float64) int {
	x = math.Abs(x)
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0
	}
	return max(0, 2-int(math.Floor(math.Log10(x))))
}

// tooSmall is the number of decimals beyond which powers of ten read better; powers has them used whatever the unit.
const tooSmall, powers = 6, math.MaxInt

func (s scale) number(x float64) string {
	v := x / s.size
	switch {
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "-∞"
	case v != 0 && (s.decimals == powers || s.decimals > tooSmall && s.suffix != " %" || math.Abs(v) >= 1e9):
		return strconv.FormatFloat(v, 'e', 2, 64)
	}
	return unit.Thousands(strconv.FormatFloat(v, 'f', s.decimals, 64))
}

func (s scale) text(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return s.number(x)
	}
	return s.number(x) + s.suffix
}

// pointAndInterval is how an estimate is written: its point, or the bound where only that is known, and its interval.
func pointAndInterval(e *result.Estimate) (point, interval string) {
	return scaleFor(e.Unit, anchor(e)).estimate(e)
}

func (s scale) estimate(e *result.Estimate) (point, interval string) {
	if e.Low < e.High {
		s = s.resolving(e.Low, e.High)
	}
	return s.bounded(e)
}

// bounded is an estimate with the decimals that the scale has.
func (s scale) bounded(e *result.Estimate) (point, interval string) {
	switch bound := boundOf(e); {
	case bound == atMost:
		return "≤ " + s.seen(e.High).text(e.High), ""
	case bound == atLeast:
		return "≥ " + s.text(e.Low), ""
	case math.IsNaN(e.Mean):
		return "–", ""
	case e.Low == e.High || math.IsNaN(e.High) && !(e.Low > 0):
		return s.text(e.Mean), ""
	case math.IsNaN(e.Low):
		return s.text(e.Mean), "≤ " + s.number(e.High)
	case math.IsNaN(e.High):
		return s.text(e.Mean), "≥ " + s.number(e.Low)
	}
	return s.text(e.Mean), s.number(e.Low) + " – " + s.number(e.High)
}

// seen returns s with as many decimals as it takes to tell x from 0.
func (s scale) seen(x float64) scale {
	for s.decimals < tooSmall && x != 0 && math.Round(x/s.size*math.Pow(10, float64(s.decimals))) == 0 {
		s.decimals++
	}
	return s
}

// faint reports whether the decimals of s show fewer than two digits of an estimate, and a table has room for no more.
func (s scale) faint(e *result.Estimate) bool {
	size := math.Abs(anchor(e)) / s.size
	return size > 0 && size < 10*math.Pow(10, -float64(s.decimals)) && s.decimals >= mostDigits-1 && boundOf(e) == neither
}

// resolving returns s with as many decimals as it takes to tell two numbers apart.
func (s scale) resolving(low, high float64) scale {
	for s.decimals < tooSmall && low < high && s.number(low) == s.number(high) {
		s.decimals++
	}
	return s
}

// anchor is the number that decides in which unit an estimate is written: its point, or the bound that is shown for it.
func anchor(e *result.Estimate) float64 {
	switch boundOf(e) {
	case atMost:
		return e.High
	case atLeast:
		return e.Low
	}
	return e.Mean
}

// bound says that of an estimate only one end is known.
type bound uint8

const (
	neither bound = iota
	atMost
	atLeast
)

// neverSeen reports an estimate of what did not happen in any replication, so that there is only a bound on it.
func neverSeen(e *result.Estimate) bool { return e.Mean == 0 && boundOf(e) == atMost }

// boundOf reports an estimate of which only a bound is known: nothing was seen (a point at the end of the possible
// values), or the point cannot be estimated and one end can.
func boundOf(e *result.Estimate) bound {
	none, unbounded := math.IsNaN(e.Mean), math.IsNaN(e.High)
	most, bounded := map[string]float64{"ratio": 1, "s/y": float64(unit.Year)}[e.Unit]
	switch {
	case e.Mean == 0 && e.Low == 0 && e.High > 0, none && math.IsNaN(e.Low) && !unbounded:
		return atMost
	case bounded && e.Mean == most && e.High == most && e.Low < most, none && unbounded && e.Low > 0:
		return atLeast
	}
	return neither
}
