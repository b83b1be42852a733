package plots_test

import (
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/plots"
)

// warming is the course of a system that settles within some days, in its warm-up of 30 days, if it has one, and for a
// year after it: of the share of time that the service is down, and of the nodes that are up.
func warming(warmup float64, down float64) (opening, series []result.SeriesRow) {
	row := func(t float64, metric, scope, unit string, mean float64) result.SeriesRow {
		return result.SeriesRow{Key: key(0, ""), T: t, Metric: metric, Scope: scope, Unit: unit, Mean: mean, N: 40}
	}
	at := func(t float64) (unavailability, up float64) {
		settled := 1 - math.Exp(-(t+warmup)/(8*day))
		return down * settled * (1 + 0.2*math.Sin(t/day)), 20 - 3*settled*(1+0.1*math.Sin(t/day/3))
	}
	for _, metric := range []string{"nodes_up", "unavailability"} {
		for i := 1; warmup > 0 && i <= 50; i++ {
			t := warmup * (float64(i)/50 - 1)
			if u, up := at(t); metric == "nodes_up" {
				opening = append(opening, row(t, metric, "fleet", "count", up))
			} else {
				opening = append(opening, row(t, metric, "service:api", "ratio", u))
			}
		}
	}
	var ups []result.SeriesRow
	lost := 0.0
	for i := 1; i <= 200; i++ {
		t := year * float64(i) / 200
		u, up := at(t)
		lost += u * year / 200
		series = append(series, row(t, "availability", "service:api", "ratio", 1-lost/t))
		ups = append(ups, row(t, "nodes_up", "fleet", "count", up))
	}
	return opening, append(series, ups...)
}

// warmed is a folder of it.
func warmed(warmup, down float64) tables {
	opening, series := warming(warmup, down)
	return tables{opening: opening, series: series}
}

// overrun is a folder of a fleet that demand outgrows: nothing is lost for half of the year, and ever more after it.
func overrun(warmup float64) tables {
	x := warmed(warmup, 0.02)
	lost := 0.0
	for i := range x.series {
		if r := &x.series[i]; r.Metric == "availability" {
			lost += math.Max(0, r.T/year-0.5) * year / 200
			r.Mean = 1 - lost/r.T
		}
	}
	for i := range x.opening {
		if r := &x.opening[i]; r.Metric == "unavailability" {
			r.Mean = 0
		}
	}
	return x
}

// What does not settle is shown as long as it lasts, and said; noise about a level is not taken for a course.
func TestWhatDoesNotSettle(t *testing.T) {
	for name, want := range map[string]struct {
		data    tables
		settles bool
	}{
		"overrun": {overrun(30 * day), false}, "overrun, cold": {overrun(0), false},
		"warmed": {warmed(30*day, 0.02), true}, "cold": {warmed(0, 0.02), true},
	} {
		o := plots.Options{Point: -1, Metric: "unavailability"}
		c, err := drawer(t, "welch", o)(want.data.open(t))
		if err != nil {
			t.Fatal(err)
		}
		if got := !strings.Contains(c.Subtitle, "It does not settle: it rises"); got != want.settles {
			t.Errorf("%s: %q", name, c.Subtitle)
		}
		var svg strings.Builder
		if err := c.WriteSVG(&svg); err != nil {
			t.Fatal(err)
		}
		if all := strings.Contains(svg.String(), ">300</text>"); all == (name == "warmed") {
			t.Errorf("%s: whether 300 days are shown is %v", name, all)
		}
	}
}
