package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"nines/experiments/result"
)

func labelsOf(ticks []plot.Tick) string {
	var labels []string
	for _, t := range ticks {
		if !t.IsMinor() {
			labels = append(labels, t.Label)
		}
	}
	return strings.Join(labels, ", ")
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		name, want string
		ticks      plot.Ticker
		low, high  float64
	}{
		{"days", "0, 50, 100, 150, 200, 250, 300, 350", linearTicks(8, plainLabel), 0, 365},
		{"thousands", "0, 20 k, 40 k", linearTicks(3, plainLabel), 0, 5e4},
		{"negative", "−0.2, −0.1, 0.0, 0.1", linearTicks(4, plainLabel), -0.2, 0.1},
		{"percent", "0 %, 50 %, 100 %", linearTicks(2, percentLabel), 0, 1},
		{"decades", "0.001 %, 0.01 %, 0.1 %, 1 %, 10 %, 100 %", logTicks(0.1, percentOf), 1e-5, 1},
		{"tiny percent", "10⁻⁸ %, 10⁻⁶ %, 10⁻⁴ %, 10⁻² %, 1 %, 100 %", percentTicks(0.15), 1e-10, 1},
		{"two tiny percent", "2·10⁻⁸ %, 5·10⁻⁸ %", percentTicks(0.3), 2e-10, 7e-10},
		{"1-2-5", "0.1 %, 0.2 %, 0.5 %, 1 %", logTicks(0.1, percentOf), 1e-3, 1e-2},
		{"thirds of decades", "1 k, 1 M, 1 G", logTicks(0.3, func(v float64) string { return plainLabel(v, 1000) }),
			1e2, 1e10},
		{"minutes", "10 min, 20 min, 30 min, 1 h, 2 h", durationTicks(0.1), 500, 8000},
		{"seconds to years", "1 s, 1 min, 1 h, 1 d, 30 d", durationTicks(0.1), 1, 8e6},
		{"nines", "99 %, 99.9 %, 99.99 %", ninesTicks(0), 2, 4.5},
		{"between nines", "99.9 %, 99.95 %, 99.98 %", ninesTicks(0), 2.9, 3.9},
		{"capped", "90 %, 99 %, 99.9 %, no loss yet", ninesTicks(4), 1, 4.1},
	} {
		got := labelsOf(c.ticks.Ticks(c.low, c.high))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// An axis that is not wider than its data, or has no width, would put points on its edge or divide by zero.
func TestRangesHoldTheirData(t *testing.T) {
	for _, v := range [][]float64{{0, 0}, {5, 5}, {-3, 1e-9}, {1e-300, 2e-300}, {0.1, 0.30000000000000004}} {
		low, high := niceRange(v[0], v[1], 6)
		if !(low <= v[0]+1e-12 && high >= v[1]-1e-12 && low < high) {
			t.Errorf("niceRange(%v) = %g…%g", v, low, high)
		}
	}
	for _, v := range [][]float64{{1}, {1e-12, 1e12}, {0, 7, math.Inf(1)}, {3e-4, 3.1e-4}} {
		low, high, ok := logRange(v)
		if !ok || low <= 0 || high < 3*low {
			t.Errorf("logRange(%v) = %g…%g, %t", v, low, high, ok)
		}
	}
	if _, _, ok := logRange([]float64{0, -1, math.NaN()}); ok {
		t.Error("logRange found a range for nothing")
	}
}

func TestSpreadKeepsOrderAndDistance(t *testing.T) {
	at := []vg.Length{50, 52, 51, 0, 100}
	got := spread(at, 10, 0, 100)
	want := []vg.Length{32, 52, 42, 5, 95}
	if !slices.Equal(got, want) {
		t.Errorf("spread %v, want %v", got, want)
	}
}

func TestShortenedNamesStayDifferent(t *testing.T) {
	style := plain(8, ink)
	names := []string{"a-long-name-with-01-in-the-middle-of-a-long-name",
		"a-long-name-with-02-in-the-middle-of-a-long-name", "b"}
	short := shortenAll(names, style, 80)
	for _, s := range short {
		if style.Width(s) > 80 {
			t.Errorf("%q is too wide", s)
		}
	}
	if !allDifferent(short) || short[2] != "b" {
		t.Errorf("shortened to %q", short)
	}
}

// A value shown in one unit under the name of another would be wrong by orders of magnitude.
func TestScalesMatchTheirNames(t *testing.T) {
	for _, c := range []struct {
		unit    string
		largest float64
		factor  float64
		name    string
	}{
		{"ratio", 0.02, 1e-2, "percentage points"}, {"ratio", 5e-5, 1e-6, "parts per million"},
		{"s/y", 3600, 60, "minutes per year"}, {"s", 3 * 86400, 86400, "days"}, {"1/y", 4, 1, "1/y"},
	} {
		if factor, name := differenceScale(c.unit, c.largest); factor != c.factor || name != c.name {
			t.Errorf("%s up to %g: %g, %s; want %g, %s", c.unit, c.largest, factor, name, c.factor, c.name)
		}
	}
	for horizon, want := range map[float64]string{10 * year: "years", year: "days", day: "hours", hour: "minutes"} {
		if _, name := timeUnit(horizon); name != want {
			t.Errorf("a horizon of %g s is counted in %s, want %s", horizon, name, want)
		}
	}
}

// "30" is a number, "30s" a duration, "4/y" a rate: each value must land on an axis of its own kind.
func TestParametersAreNumbersOfOneUnit(t *testing.T) {
	for _, c := range []struct {
		values []string
		first  float64 // NaN: they are names
	}{
		{[]string{"18", "20"}, 18}, {[]string{"30s", "5m"}, 30}, {[]string{"2%", "0.5%"}, 0.02}, {[]string{"2k",
			"3k"}, 2000},
		{[]string{"10/s", "2/s"}, 10}, {[]string{"random", "weighted"}, math.NaN()}, {[]string{"30s", "never"},
			math.NaN()},
	} {
		var keys []*result.Key
		for _, v := range c.values {
			keys = append(keys, &result.Key{Params: []result.Param{{Path: "a.b", Value: v}}})
		}
		s := sweptOf(keys, "a.b", "b")
		if s.nominal() != math.IsNaN(c.first) || !s.nominal() && s.position(c.values[0]) != c.first {
			t.Errorf("%q: numbers %v, want the first to be %g", c.values, s.numbers, c.first)
		}
	}
}

// Values that double, or nearly, belong on a logarithmic axis, where their intervals have room; counts do not.
func TestGeometricValuesGetALogarithmicAxis(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   bool
	}{
		{[]float64{30, 65, 130, 260}, true}, {[]float64{30, 45, 65, 130}, true}, {[]float64{260, 30, 130, 65}, true},
		{[]float64{1, 2, 3, 5}, false}, {[]float64{1, 2, 4}, true}, {[]float64{0, 1, 10, 100}, false},
		{[]float64{10, 20, 30, 40, 50}, false}, {[]float64{1, 20}, true}, {[]float64{1, 4}, false}, {[]float64{7}, false},
	} {
		if got := geometric(c.values); got != c.want {
			t.Errorf("geometric(%v) = %t", c.values, got)
		}
	}
}

// A share that is neither nothing nor all must not be written as one of these.
func TestSharesAreNeitherNothingNorAll(t *testing.T) {
	for share, want := range map[float64]string{0: "0 %", 1e-9: "< 0.1 %", 0.0005: figureSpace + "0.1 %",
		0.0994: figureSpace + "9.9 %", 0.0996: "10.0 %", 0.9994: "99.9 %", 0.99999: "> 99.9 %", 1: "100.0 %"} {
		if got := shareText(share); got != want {
			t.Errorf("%g is written %q, want %q", share, got, want)
		}
	}
}

// The axis of times to recover starts where something happens: at the last point with 99.5 % or more.
func TestRecoveryStartsWhereSomethingHappens(t *testing.T) {
	s := survival{points: []at{{1, 1}, {60, 0.999}, {90, 0.996}, {120, 0.99}, {600, 0.1}}, longest: 900}
	if got := s.start(); got != 90 {
		t.Errorf("the axis starts at %g s, want 90 s", got)
	}
}

func TestSampleKeepsBothEnds(t *testing.T) {
	for n := range 200 {
		list := make([]int, n)
		for i := range list {
			list[i] = i
		}
		got := sample(list, 8)
		if len(got) != min(n, 8) || n > 0 && (got[0] != 0 || got[len(got)-1] != n-1) ||
			len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("of %d: %v", n, got)
		}
	}
}

// On a short axis fewer labels stand, as far apart in points as on a long one.
func TestShortAxesHaveFewerLabels(t *testing.T) {
	const low, high = 1, 8e5
	for _, width := range []float64{120, 200, 400, 900} {
		last, labels := math.Inf(-1), 0
		for _, tick := range onWidth(durationTicks(minLabelDistanceX), width).Ticks(low, high) {
			if tick.Label == "" {
				continue
			}
			at := width * math.Log(tick.Value/low) / math.Log(high/low)
			if at-last < roomX {
				t.Errorf("%g points: %s stands %.0f points after the label before", width, tick.Label, at-last)
			}
			last, labels = at, labels+1
		}
		if labels < 2 {
			t.Errorf("%g points: %d labels", width, labels)
		}
	}
}
