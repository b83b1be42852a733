package experiments

import (
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
	w := models.Window{Downtime: []float64{0, 36}, Arrived: 1000, Lost: 10}
	for metric, want := range map[string]float64{
		"availability": 0.99, "unavailability": 0.01, "downtime": 0.01 * year, "request_success": 0.99,
	} {
		if got := windowValue(metric, w, 1, 3600); math.Abs(got-want) > 1e-12*want {
			t.Errorf("%s of the window is %g, want %g", metric, got, want)
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
			t.Errorf("%s: %q, in the summary %q, want %q (%+v)", name, j.Verdict, row.SLOVerdict, want, j.Estimate)
		}
		if j.Confidence < 0.95 {
			t.Errorf("%s: decided at %g, below the confidence asked for", name, j.Confidence)
		}
	}
	if e, _ := r.Find("downtime", "service:api"); e.SLOVerdict != result.Violated || e.SLOBound != 60 {
		t.Errorf("the row of downtime is %s of %g s, want violated of 60 s", e.SLOVerdict, e.SLOBound)
	}
}

// A verdict is that of the interval which is shown, at any confidence; what is undecided has none.
func TestVerdictsFollowTheConfidenceAskedFor(t *testing.T) {
	const slo = "{metric: downtime, at_most: 9h per 1y}"
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
