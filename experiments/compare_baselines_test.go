package experiments

import (
	"math"
	"slices"
	"testing"

	"nines/sim/stat"
)

// TestContrasts: every variant less every baseline, and of two baselines the later less the earlier one alone.
func TestContrasts(t *testing.T) {
	for _, x := range []struct {
		variants  int
		baselines []int
		want      []contrast
	}{
		{3, nil, []contrast{{1, 0}, {2, 0}}},
		{3, []int{1}, []contrast{{0, 1}, {2, 1}}},
		{4, []int{2, 0}, []contrast{{0, 2}, {1, 2}, {3, 2}, {1, 0}, {3, 0}}},
		{3, []int{0, 1, 2}, []contrast{{1, 0}, {2, 0}, {2, 1}}},
	} {
		v := Versus{Variants: make([]Variant, x.variants), Baselines: x.baselines}
		if got := v.contrasts(); !slices.Equal(got, x.want) {
			t.Errorf("%d variants, baselines %v: %v, want %v", x.variants, x.baselines, got, x.want)
		}
	}
}

// A difference from the second baseline is, to the last bit, that of a comparison with that baseline alone.
func TestSeveralBaselines(t *testing.T) {
	v := Versus{Confidence: 0.95, Holm: true, Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"},
		{Metric: "outages", Scope: "service:api"}}, Baselines: []int{0, 2}}
	for _, repair := range []string{"5h", "6h", "5.5h"} {
		v.Variants = append(v.Variants, loner(t, "run.replications={min: 30, max: 30}", "faults.crash.repair="+repair))
	}
	both, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	v.Baselines = []int{2}
	second, err := Compare(t.Context(), v, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var ps []float64
	seen := 0
	for _, d := range both.Differences {
		ps = append(ps, d.P)
		for _, e := range second.Differences {
			if d.Baseline == 2 && e.Variant == d.Variant && e.Criterion == d.Criterion {
				seen++
				if d.Estimate.Point != e.Estimate.Point || d.Estimate.Low != e.Estimate.Low || d.P != e.P || d.Pairs != e.Pairs {
					t.Errorf("beside another baseline %+v, alone %+v", d, e)
				}
			}
		}
	}
	if seen != 2 || len(both.Differences) != 6 {
		t.Errorf("%d differences, %d of them from the second baseline", len(both.Differences), seen)
	}
	for i, p := range stat.Holm(ps) {
		if math.Abs(p-both.Differences[i].Adjusted) > 0 {
			t.Errorf("difference %d: adjusted to %v, Holm's of all six is %v", i, both.Differences[i].Adjusted, p)
		}
	}
}

// Of 160 comparisons with two baselines, 95 % of the intervals hold the difference that there is, from either; and of
// as many of systems that are all as good, 5 % raise any false alarm at all, as Holm's procedure promises. Without it,
// some 10 % do.
func TestSeveralBaselinesCover(t *testing.T) {
	v := Versus{Confidence: 0.95, Holm: true, Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"}},
		Baselines: []int{0, 1}}
	laws := []string{"5h", "6h", "7h"}
	equal := v
	for i, repair := range laws {
		const fixed = "run.replications={min: 14, max: 14}"
		v.Variants = append(v.Variants, loner(t, fixed, "faults.crash.repair="+repair))
		law := []string{"5h", "{dist: constant, value: 5h}", "{dist: gamma, shape: 3, mean: 5h}"}[i]
		equal.Variants = append(equal.Variants, loner(t, fixed, "faults.crash.repair="+law))
	}
	u := []float64{5.0 / 175, 6.0 / 176, 7.0 / 177}
	n, alarms, careless, held := 160, 0, 0, map[contrast]int{}
	if testing.Short() {
		n = 40
	}
	for range n {
		v.Variants[0].Scenario.Spec.Run.Seed++
		equal.Variants[0].Scenario.Spec.Run.Seed++
		c, err := Compare(t.Context(), v, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range c.Differences {
			if truth := u[d.Variant] - u[d.Baseline]; d.Estimate.Low <= truth && truth <= d.Estimate.High {
				held[contrast{d.Variant, d.Baseline}]++
			}
		}
		if c, err = Compare(t.Context(), equal, Options{}); err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(c.Differences, func(d Difference) bool { return d.Evident(0.95) }) {
			alarms++
		}
		if slices.ContainsFunc(c.Differences, func(d Difference) bool { return d.P < 0.05 }) {
			careless++
		}
	}
	t.Logf("of %d: held %v, false alarms in %d, without the correction %d", n, held, alarms, careless)
	for x, k := range held {
		if e := stat.ClopperPearson(k, n, 0.9999); e.Low > 0.95 || e.High < 0.95 {
			t.Errorf("%d of %d intervals of %v hold the difference", k, n, x)
		}
	}
	if e := stat.ClopperPearson(alarms, n, 0.9999); len(held) != 3 || e.Low > 0.05 {
		t.Errorf("false alarms in %d of %d families of 5 %%", alarms, n)
	}
	if careless <= alarms && !testing.Short() {
		t.Errorf("without a correction no more than %d of %d families raise an alarm: nothing is corrected", careless, n)
	}
}
