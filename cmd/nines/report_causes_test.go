package main

import (
	"math"
	"testing"

	"nines/experiments/result"
)

// TestCausesAreNamed would catch a cause that is called other though it stands alone, one that is named and counted
// among the others, an order that is not by size, and causes of another service.
func TestCausesAreNamed(t *testing.T) {
	share := func(scope string, mean float64) result.Estimate {
		return result.Estimate{Metric: "downtime_share", Scope: scope, Mean: mean}
	}
	for _, c := range []struct {
		several bool
		shares  []result.Estimate
		want    string
	}{
		{false, []result.Estimate{share("fault:a", 0), share("stage:detect", 1)}, "no outage was seen"},
		{false, []result.Estimate{share("fault:a", 0.2), share("fault:b", 0.8), share("fault:c", math.NaN())},
			"b 80 %  a 20 %"},
		{false, []result.Estimate{share("fault:a", 0.1), share("fault:b", 0.3), share("fault:c", 0.2), share("fault:d", 0.15),
			share("fault:e", 0.25)}, "b 30 %  e 25 %  c 20 %  d 15 %  a 10 %"},
		{false, []result.Estimate{share("fault:a", 0.1), share("fault:b", 0.3), share("fault:c", 0.2), share("fault:d", 0.15),
			share("fault:e", 0.2), share("fault:f", 0.05)}, "b 30 %  c 20 %  e 20 %  d 15 %  other 15 %"},
		{true, []result.Estimate{share("fault:a@api", 0.7), share("fault:b@api", 0.3), share("fault:a@db", 1)},
			"a 70 %  b 30 %"},
	} {
		r := &report{summary: result.Summary{Estimates: c.shares}}
		if got := r.causes("api", c.several); got != c.want {
			t.Errorf("%v: %q, want %q", c.shares, got, c.want)
		}
	}
}

// TestNothingIsNoneOrAll would catch a share that is rounded to none or to all.
func TestNothingIsNoneOrAll(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0 %", 0.0049: "< 1 %", 0.006: "1 %", 0.994: "99 %", 0.9951: "> 99 %", 0.99999: "> 99 %", 1: "100 %",
	} {
		if got := wholePercent(share); got != want {
			t.Errorf("%g: %q, want %q", share, got, want)
		}
	}
}

// TestHingesAreNamed would catch a soft dependency that is left out, and a number of digits that tells nothing.
func TestHingesAreNamed(t *testing.T) {
	on := func(name string, mean float64) result.Estimate {
		return result.Estimate{Metric: "importance", Scope: "dependency:" + name + "@web", Mean: mean}
	}
	r := &report{summary: result.Summary{Estimates: []result.Estimate{on("cache", 0.2), on("db", 0.999999),
		on("auth", 0.99997), on("log", 0.001)}}}
	want := labeled{"  hinges on", "db > 99 %  auth > 99 %  cache 20 %  log < 1 %"}
	if got := r.roots("web"); len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}
