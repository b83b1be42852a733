package plots

import (
	"slices"
	"testing"

	"nines/experiments/result"
)

// pointsOf are configurations of parameters a, b and the seed of a run, by their values.
func pointsOf(base *result.Base, points ...[3]string) *configurations {
	all := &configurations{index: map[identity]int{}, labels: map[string]string{"a": "life", "b": "crews"}, base: base}
	for i, p := range points {
		all.meet(&result.Key{Point: i, Params: []result.Param{{Path: "a", Value: p[0]}, {Path: "b", Value: p[1]},
			{Path: seedPath, Value: p[2]}}})
	}
	return all
}

// One step from the base is called by that step; a mapping is written in words; the seed of a point is nobody's choice.
func TestNamesOfPoints(t *testing.T) {
	long := "{dist: exponential, mean: 40d}"
	for name, want := range map[string]struct {
		all     *configurations
		heading string
		values  []string
	}{
		"steps": {pointsOf(&result.Base{}, [3]string{long, "2"}, [3]string{"20d", "2"}, [3]string{long, "3"}), "",
			[]string{"base", "life 20d", "crews 3"}},
		"grid": {pointsOf(&result.Base{}, [3]string{long, "2"}, [3]string{"20d", "3"}), "life, crews",
			[]string{"exponential mean 40d, 2", "20d, 3"}},
		"draws": {pointsOf(nil, [3]string{"20d", "2", "7"}, [3]string{"30d", "3", "8"}), "life, crews",
			[]string{"20d, 2", "30d, 3"}},
	} {
		n := want.all.naming()
		var got []string
		for _, k := range want.all.keys {
			got = append(got, n.values(k))
		}
		if n.heading() != want.heading || !slices.Equal(got, want.values) {
			t.Errorf("%s: %q under %q, want %q under %q", name, got, n.heading(), want.values, want.heading)
		}
	}
}

// Names that differ in the middle of a long part stay apart when they are shortened.
func TestShortNamesStayApart(t *testing.T) {
	names := []string{"exponential mean 40d, 2, exponential mean 40m", "exponential mean 40d, 3, exponential mean 40m",
		"exponential mean 40d, 3, exponential mean 50m"}
	style := plain(tickSize, ink)
	short := shortenAll(names, style, 110)
	if !allDifferent(short) {
		t.Errorf("some are alike: %q", short)
	}
	for _, s := range short {
		if style.Width(s) > 110 {
			t.Errorf("%q is too wide", s)
		}
	}
}
