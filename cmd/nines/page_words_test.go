package main

import (
	"math"
	"slices"
	"testing"

	"nines/experiments"
	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

// tellingOf makes a page of a sweep from a summary alone.
func tellingOf(estimates ...result.Estimate) *telling {
	f := &result.Folder{Manifest: result.Manifest{Verb: "sweep", Service: "service:api",
		Axes: []result.Axis{{Path: "crews", Label: "hands"}}}}
	r := &report{folder: f, recipe: &recipe{}, summary: result.Summary{Estimates: estimates}}
	return &telling{report: r, one: r, page: &page.Page{Reasons: []string{"How sure."}}}
}

func pointOf(i int, crews, metric, scope, metricUnit string, mean float64) result.Estimate {
	return result.Estimate{Key: result.Key{Point: i, Params: []result.Param{{Path: "crews", Value: crews}}}, N: 40,
		Metric: metric, Scope: scope, Unit: metricUnit, Mean: mean, Low: mean, High: mean}
}

// It would catch incidents that wait told as if they were being mended, and words where nothing was broken.
func TestWhatWasBrokenIsTold(t *testing.T) {
	for _, c := range []struct {
		all  []experiments.Beside
		want string
	}{
		{nil, ""},
		{[]experiments.Beside{{Fault: "crash", Going: 1}}, "Incidents not over when it struck: 1 of crash. "},
		{[]experiments.Beside{{Fault: "crash", Going: 34, Waiting: 33}, {Fault: "disk", Going: 2, Waiting: 2}},
			"Incidents not over when it struck: 34 of crash, 33 of which waited for hands or parts; 2 of disk, waiting for " +
				"hands or parts. "},
	} {
		if got := alsoBroken(c.all); got != c.want {
			t.Errorf("%+v: %q, want %q", c.all, got, c.want)
		}
	}
}

// It would catch a service that is never up told of a point where it is up now and then, and one that is left out.
func TestServicesThatAreNeverUpAreNamed(t *testing.T) {
	x := tellingOf(pointOf(0, "1", "availability", "service:api", "ratio", 0),
		pointOf(1, "2", "availability", "service:api", "ratio", 1e-9),
		pointOf(2, "3", "availability", "service:db", "ratio", 0), pointOf(3, "4", "availability", "service:db", "ratio", 0))
	x.neverUp()
	want := []string{"Service api is never up, in any replication of hands 1.",
		"Service db is never up, in any replication of hands 3; hands 4.", "How sure."}
	if !slices.Equal(x.page.Reasons, want) {
		t.Errorf("%q, want %q", x.page.Reasons, want)
	}
}

// It would catch a downtime of all the time that reads as if more might be, and one that has as much by its rule.
func TestDowntimeOfAllTheTime(t *testing.T) {
	year := float64(unit.Year)
	e := result.Estimate{Metric: "downtime", Unit: "s/y", Mean: year, Low: 0.9 * year, High: year}
	c := column{metric: "downtime", scale: scale{size: 60}}
	if got, want := c.cell(&e, bothEnds), "always (≥ 473,040)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e.Mean, e.High = 0.95*year, 0.97*year
	if got, want := c.cell(&e, bothEnds), "499,320 (473,040 – 509,832)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// It would catch the cause of another service, and the first instead of the largest.
func TestMainCauseOfAPoint(t *testing.T) {
	share := func(scope string, mean float64) result.Estimate {
		return pointOf(0, "1", "downtime_share", scope, "ratio", mean)
	}
	for _, c := range []struct {
		several bool
		point   []result.Estimate
		want    string
	}{
		{false, nil, ""}, {false, []result.Estimate{share("fault:a", 0.3), share("fault:b", 0.7)}, "b 70 %"},
		{true, []result.Estimate{share("fault:a@api", 0.6), share("fault:b@api", 0.4), share("fault:b@db", 1)}, "a 60 %"},
	} {
		if got := mainCause("downtime_share", c.point, "api", c.several); got != c.want {
			t.Errorf("%+v: %q, want %q", c.point, got, c.want)
		}
	}
}

// It would catch a point said to miss one objective that misses two, and one that is undecided said to miss what it may
// meet.
func TestAllThatAPointMissesIsNamed(t *testing.T) {
	met := func(bound string, verdict result.Verdict) result.Estimate {
		e := pointOf(0, "1", "slo_met", "service:api@availability>="+bound, "ratio", 0)
		e.SLOVerdict = verdict
		return e
	}
	x := tellingOf(met("99%", result.Violated), met("90%", result.Met), met("99.9%", result.Violated))
	for _, bound := range []string{"99%", "90%", "99.9%"} {
		x.recipe.SLO = append(x.recipe.SLO, objectiveText{Metric: "availability", AtLeast: bound})
	}
	for _, c := range []struct {
		standing, lacks, want string
	}{
		{"infeasible", "", "availability>=99.9% and availability>=99%"}, {"undecided", "", "availability>=99.9%"},
		{"infeasible", "too few nodes", "too few nodes"},
	} {
		x.looked = []result.PlanRow{{Standing: c.standing, Failing: "availability>=99.9%", Lacks: c.lacks}}
		if got := x.failure(0); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// It would catch two prices of one step, and a price of a difference that may be none.
func TestPricesOfNines(t *testing.T) {
	row := func(point int, role string, cost, nines, half float64) result.PlanRow {
		return result.PlanRow{Key: result.Key{Point: point}, Role: role, Unit: "money/y", Mean: cost, Nines: nines,
			NinesLow: nines - half, NinesHigh: nines + half}
	}
	r := &report{looked: []result.PlanRow{row(0, "chosen", 100, 3, 0.1), row(1, "", 200, 3.5, 0.1),
		row(2, "", 300, 3.6, 0.1), row(3, "", 500, 4.6, 0.1)},
		worths: []result.WorthRow{{Key: result.Key{Point: 1}, PerNine: 250, NinesLow: 0.3, NinesHigh: 0.5}}}
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 1, "250/y"}, {1, 2, "~"}, {2, 3, "200/y"}} {
		if got := r.perNine(&r.looked[c.from], &r.looked[c.to]); got != c.want {
			t.Errorf("%d to %d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	for _, c := range []struct {
		low, high, per float64
		want           string
	}{{-0.1, 0.2, 250, "~"}, {0.1, 0.2, math.NaN(), "–"}, {-0.2, -0.1, 250, "250/y"}} {
		x := result.WorthRow{PerNine: c.per, NinesLow: c.low, NinesHigh: c.high}
		if got := r.stepPerNine(&x); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// It would catch what users of a log lose left out where it is more than the downtime, or told where it is less, and a
// cause that is left out.
func TestWhatUsersLoseIsTold(t *testing.T) {
	minutes := func(metric, scope string, x float64) result.Estimate {
		e := pointOf(0, "1", metric, scope, "ratio", x*60/float64(unit.Year))
		e.Low, e.High = 0.5*e.Mean, 2*e.Mean
		return e
	}
	down := pointOf(0, "1", "downtime", "service:api", "s/y", 18*60)
	x := tellingOf(down, minutes("unwritable", "log:etcd", 225), minutes("leaderless", "log:etcd", 18),
		minutes("slow_leader", "log:etcd", 206), minutes("unwritable", "log:calm", 17))
	x.shown = down.Key
	x.usersLose()
	want := "What users of etcd lose is more than the downtime: unwritable 225 min/y, entries are not committed, or not " +
		"in time: 18.0 min/y without a leader, 206 min/y under a slow leader."
	if len(x.page.Numbers) != 1 || x.page.Numbers[0].Value != "225 min/y" || x.page.Reasons[0] != want {
		t.Errorf("%+v, %q", x.page.Numbers, x.page.Reasons)
	}
}
