package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
)

// It would catch a bound taken for the wrong side, and an interval that touches its bound left undecided.
func TestVerdict(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		low, high, bound float64
		atLeast          bool
		want             result.Verdict
	}{
		{2, 3, 1, true, result.Met}, {2, 3, 2, true, result.Met}, {2, 3, 2.5, true, result.Undecided},
		{2, 3, 3, true, result.Undecided}, {2, 3, 4, true, result.Violated},
		{2, 3, 4, false, result.Met}, {2, 3, 3, false, result.Met}, {2, 3, 2.5, false, result.Undecided},
		{2, 3, 2, false, result.Undecided}, {2, 3, 1, false, result.Violated},
		{0, inf, 1, false, result.Undecided}, {2, inf, 1, true, result.Met},
		{nan, nan, 1, true, result.Undecided}, {nan, nan, 1, false, result.Undecided},
	} {
		if got := verdict(c.low, c.high, c.bound, c.atLeast); got != c.want {
			t.Errorf("%g to %g against %g, at least %t: %s, want %s", c.low, c.high, c.bound, c.atLeast, got, c.want)
		}
	}
}

func TestMeets(t *testing.T) {
	atLeast, atMost := scenario.Objective{AtLeast: true, Bound: 5}, scenario.Objective{Bound: 5}
	for value, want := range map[float64][2]bool{4: {false, true}, 5: {true, true}, 6: {true, false}} {
		if got := [2]bool{meets(atLeast, value), meets(atMost, value)}; got != want {
			t.Errorf("%g meets at least and at most 5: %t, want %t", value, got, want)
		}
	}
	if !meets(atLeast, math.NaN()) || !meets(atMost, math.NaN()) {
		t.Error("a replication that has no value violates an objective")
	}
}

func TestWindowValue(t *testing.T) {
	w := models.Window{Downtime: []float64{0, 36}, Flows: []models.Requests{{}, {Arrived: 1000, Lost: 10}}}
	for metric, want := range map[string]float64{
		"availability": 0.99, "unavailability": 0.01, "downtime": 0.01 * year, "request_success": 0.99,
	} {
		if got := windowValue(metric, w, 1, 1, 3600); math.Abs(got-want) > 1e-12*want {
			t.Errorf("%s of the window is %g, want %g", metric, got, want)
		}
	}
}

// A downtime that is as long as it may be is met, by the mean as by the window, however the bound was written.
func TestExactlyAtTheBound(t *testing.T) {
	for minutes := 3; minutes < 60; minutes += 3 {
		r, err := Run(t.Context(), compiled(t, fmt.Sprintf(`
version: 1
name: tie
time: { horizon: 7d }
topology: [ { level: node, count: 1 } ]
faults: { work: { on: node, at: 17h, for: %[1]dm } }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
slo: [ { metric: downtime, at_most: %[1]dm per 7d } ]
run: { replications: { min: 2, max: 2 } }
`, minutes)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if j := r.Judgments[0]; j.Verdict != result.Met {
			t.Errorf("%d minutes of %d: %v", minutes, minutes, j.Verdict)
		}
	}
}

// judged runs the pair, which is down for some seven hours a year, with objectives and returns their judgments by name.
func judged(t *testing.T, slo string, sets ...string) (*Result, map[string]Judgment) {
	t.Helper()
	r := mustRun(t, compiled(t, pairText+"slo: [ "+slo+" ]\n", sets...), 0)
	all := map[string]Judgment{}
	for i, j := range r.Judgments {
		_, name, _ := strings.Cut(r.Estimates[r.Sample.objective(i)].Scope, "@")
		all[name] = j
	}
	return r, all
}

// Each objective has a verdict of its own, of the mean or of the share that meets it, whatever else is asked of the
// same metric; the row of the metric carries the gravest.
func TestObjectivesAreJudgedApart(t *testing.T) {
	r, all := judged(t, `{metric: downtime, at_most: 100h per 1y}, {metric: downtime, at_most: 1m per 1y},
  {metric: availability, at_least: 99.5%, over: 73d, in: 80%}, {metric: availability, at_least: 99.999%, in: 90%},
  {metric: time_to_first_outage, at_least: 1h}`)
	for name, want := range map[string]result.Verdict{
		"downtime<=100h per 1y": result.Met, "downtime<=1m per 1y": result.Violated,
		"availability>=99.5%/73d": result.Met, "availability>=99.999%": result.Violated,
		"time_to_first_outage>=1h": result.Met,
	} {
		j, ok := all[name]
		row, _ := r.Find("slo_met", "service:api@"+name)
		if !ok || j.Verdict != want || row.SLOVerdict != want {
			t.Errorf("%s: %q, in the summary %q, want %q (%+v)", name, j.Verdict, row.SLOVerdict, want, j.Mean)
		}
		if j.Confidence < 0.95 {
			t.Errorf("%s: decided at %g, below the confidence asked for", name, j.Confidence)
		}
	}
	if e, _ := r.Find("downtime", "service:api"); e.SLOVerdict != result.Violated || e.SLOBound != 60 {
		t.Errorf("the row of downtime is %s of %g s, want violated of 60 s", e.SLOVerdict, e.SLOBound)
	}
}

// A mean that meets its bound while a period misses it is met on average only, unless the objective says in how many it
// must be met, or that the mean is enough; one that no period misses is met.
func TestMetOnAverageOnly(t *testing.T) {
	for slo, want := range map[string]result.Verdict{
		"{metric: downtime, at_most: 10h per 1y}":            result.OnAverage,
		"{metric: downtime, at_most: 10h per 1y, in: mean}":  result.Met,
		"{metric: downtime, at_most: 10h per 1y, in: 50%}":   result.Met,
		"{metric: downtime, at_most: 10h per 1y, in: 95%}":   result.Violated,
		"{metric: downtime, at_most: 10h per 1y, over: 73d}": result.OnAverage,
		"{metric: downtime, at_most: 900h per 1y}":           result.Met,
	} {
		r, all := judged(t, slo, "run.replications={min: 100, max: 100}")
		for name, j := range all {
			if j.Verdict != want {
				t.Errorf("%s: %s, want %s: mean %+v, met in %+v", slo, j.Verdict, want, j.Mean, j.Met)
			}
			if row, _ := r.Find("slo_met", "service:api@"+name); row.SLOVerdict != want {
				t.Errorf("%s: %s in the summary", slo, row.SLOVerdict)
			}
		}
	}
}

const scripted = `
version: 1
topology: [ { level: node, count: 1 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 2, max: 2 } }
`

// No part of the horizon goes unjudged: of 59 days in windows of 30 the last 29 are in a window that ends with them and
// has 15 days down. Windows one after the other see half an hour on day 29 and on day 31 apart; of those that begin at
// any instant, 28 days and 3.6 minutes of 30 days see more than 43.2 minutes of both.
func TestEveryInstantIsJudged(t *testing.T) {
	const late = "faults={late: {on: fleet, effect: down, at: 40d, for: 15d}}"
	const straddled = "faults={a: {on: fleet, effect: down, at: 29d, for: 30m}, " +
		"b: {on: fleet, effect: down, at: 31d, for: 30m}}"
	for _, c := range []struct {
		horizon, faults, slo string
		want                 float64
	}{
		{"59d", late, "over: 30d", 30. / 59},
		{"60d", straddled, "over: 30d", 1},
		{"60d", straddled, "over: 30d, rolling: true", 1 - (28+3.6/1440)/30},
		{"60d", straddled, "over: 60d, rolling: true", 1},
	} {
		slo := "slo=[{metric: availability, at_least: 99.9%, " + c.slo + ", in: 99%}]"
		r := mustRun(t, compiled(t, scripted, "time.horizon="+c.horizon, c.faults, slo), 0)
		if got := r.Judgments[0].Met.Mean; math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s of %s: %.9f meet it, want %.9f", c.slo, c.horizon, got, c.want)
		}
	}
}

// Every way to say the same has the same share of windows, rolling or not.
func TestRollingSaysOneThingInThreeWays(t *testing.T) {
	_, all := judged(t, `{metric: availability, at_least: 99.9%, over: 30d, rolling: true},
  {metric: unavailability, at_most: 0.1%, over: 30d, rolling: true},
  {metric: downtime, at_most: 43.2m per 30d, over: 30d, rolling: true},
  {metric: availability, at_most: 99.9%, over: 30d, rolling: true}`)
	share := all["availability>=99.9%/30d rolling"].Met.Mean
	for name, j := range all {
		want := share
		if name == "availability<=99.9%/30d rolling" {
			want = 1 - share
		}
		if math.Abs(j.Met.Mean-want) > 1e-9 || share < 0.1 || share > 0.9 {
			t.Errorf("%s: %.12f, want %.12f", name, j.Met.Mean, want)
		}
	}
}

// A verdict is that of the interval which is shown, at any confidence; what is undecided has none.
func TestVerdictsFollowTheConfidenceAskedFor(t *testing.T) {
	const slo = "{metric: downtime, at_most: 9h per 1y, in: mean}"
	for confidence, want := range map[string]result.Verdict{"50%": result.Met, "99.99%": result.Undecided} {
		r, all := judged(t, slo, "run.confidence="+confidence)
		e, _ := r.Find("downtime", "service:api")
		j := all["downtime<=9h per 1y"]
		if j.Verdict != want || j.Verdict != verdict(e.Low, e.High, j.Objective.Bound, false) {
			t.Errorf("at %s, from %g to %g h: %q, want %q", confidence, e.Low/3600, e.High/3600, j.Verdict, want)
		}
		if decided := j.Verdict != result.Undecided; decided != (j.Confidence > 0) {
			t.Errorf("at %s: %q with %g confidence", confidence, j.Verdict, j.Confidence)
		}
	}
}
