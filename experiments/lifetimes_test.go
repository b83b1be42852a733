package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/models"
	"nines/sim/stat"
)

// cutOff is a fleet whose incidents are cut off by the end of the run.
const cutOff = `
version: 1
time: { horizon: 1000h }
topology: [ { level: node, count: 20 } ]
faults: { crash: { on: node, effect: down, rate: 1/30d, repair: { dist: constant, value: 20h } } }
services: { s: { runs_on: node, up_when: { at_least: 10 } } }
run: { replications: { min: 10, max: 10 } }
`

// What is cut off counts with what it would have taken: a repair of 20 h is one of 20 h, and passes every 14 d find
// what is rotten after 7, where that is rare. Counted with their time so far they would be 19.8 h and 6.3 d.
func TestWhatIsCutOffIsNotOver(t *testing.T) {
	r := mustRun(t, compiled(t, cutOff), 1)
	for _, metric := range []string{"mttr", "repair"} {
		if e, _ := r.Find(metric, "fleet"); !alikeWithin(e.Mean, 72000, 1e-9) || !(e.Low < 72000 && 72000 < e.High) {
			t.Errorf("%s is %g s (%g to %g) by %s, want 72000", metric, e.Mean, e.Low, e.High, e.Method)
		}
	}
	r = mustRun(t, compiled(t, cutOff, "time.horizon=30d", "faults.crash.effect=corrupt", "faults.crash.repair=1h",
		"faults.crash.rate=1/3000d", "topology.node.count=2000",
		"detection={ scrub: { policy: consistency, every: 14d, sees: { corrupt: 90% } } }"), 1)
	e, _ := r.Find("detection_time", "detector:scrub")
	if e.Low > 7*86400 || e.High < 7*86400 || e.High-e.Low > 2*86400 {
		t.Errorf("passes every 14 d find it after %g s (%g to %g), want 7 d", e.Mean, e.Low, e.High)
	}
	if e, _ := r.Find("mttr", "fleet"); !math.IsNaN(e.Mean) || !strings.HasPrefix(e.Method, "not estimable (") {
		t.Errorf("one in ten is never found, and the mean is %g by %q", e.Mean, e.Method)
	}
}

func alikeWithin(a, b, relative float64) bool { return math.Abs(a-b) <= relative*math.Abs(b) }

// wearing wears out: it hardly ever fails within half of its mean life.
const wearing = `
version: 1
time: { horizon: 500h, start: new }
topology: [ { level: node, count: 1 } ]
faults: { wear: { on: node, effect: down, time_to_failure: { dist: weibull, shape: 3, mean: 1000h }, repair: 1h } }
services: { s: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 500, max: 500 } }
`

// Of parts that wear out and are new at the start neither uptime over outages (5,492 h for 1,000) nor the exponential
// law tells when they fail: there is no mean to be had from half a life, but a bound, and quantiles that lie within it.
func TestWearingPartsHaveNoMeanYet(t *testing.T) {
	w, keep := keepIn(t, t.TempDir(), result.Fresh)
	r, err := Run(t.Context(), compiled(t, wearing), Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	scale := 1000 * 3600 / math.Gamma(4.0/3)
	within := 0.0 // mean of the time to failure or the horizon, whichever is shorter
	for x := 0.5; x < 500; x++ {
		within += 3600 * math.Exp(-math.Pow(x*3600/scale, 3))
	}
	for _, metric := range []string{"time_to_first_outage", "mttf", "mtbf"} {
		e, _ := r.Find(metric, "service:s")
		if !math.IsNaN(e.Mean) || !math.IsNaN(e.High) || e.Low > within+3600 || e.Low < 0.95*within {
			t.Errorf("%s is %g s (%g to %g) by %q; want at least about %g", metric, e.Mean, e.Low, e.High, e.Method, within)
		}
	}
	first, _ := r.Find("time_to_first_outage", "service:s")
	if want := scale * math.Cbrt(-math.Log(0.95)); !alikeWithin(first.P05, want, 0.15) || !math.IsNaN(first.P50) {
		t.Errorf("one in twenty fails within %g s, half within %g; want %g, and nobody knows", first.P05, first.P50, want)
	}
	censored := 0
	for row, err := range publishedAs(t, w, r).Replications() {
		if err != nil {
			t.Fatal(err)
		}
		if row.Metric == "time_to_first_outage" {
			censored += row.Censored
		}
	}
	if censored < 430 || censored > 480 {
		t.Errorf("%d of 500 first outages are marked as cut off", censored)
	}
}

// uniformLives last 100 h on average, at most 200, and are watched for 400 after they have settled.
const uniformLives = `
version: 1
time: { horizon: 400h, warmup: 1000h }
topology: [ { level: node, count: 1 } ]
faults: { wear: { on: node, effect: down, time_to_failure: { dist: uniform, min: 0s, max: 200h },
  repair: { dist: constant, value: 1h } } }
services: { s: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 400, max: 400 } }
`

// The spells that count are those that begin in the measured time. The one that is under way when it begins is long,
// 133 h on average, because long ones are met more often; with it the mean would be some 109 h instead of 100.
func TestSpellsUnderWayDoNotCount(t *testing.T) {
	s := mustRun(t, compiled(t, uniformLives), 1).Sample
	l := s.lifetimes[s.find("mttf", "service:s")]
	naive := stat.Ratio([]float64{3, 4, 5}, []float64{1, 1, 1}, 0.95) // only its relative width counts
	if e := l.mean(naive); !alikeWithin(e.Point, 100*3600, 0.025) || e.Method != "product limit" {
		t.Errorf("up for %g h on average by %q, want 100", e.Point/3600, e.Method)
	}
	if rate := s.estimate(s.find("mtbf", "service:s"), 0.95); rate.Low > 101*3600 || rate.High < 101*3600 {
		t.Errorf("between outages %g h (%g to %g), want 101", rate.Point/3600, rate.Low/3600, rate.High/3600)
	}
}

// A record that is played again and again is one observation: no interval, of the time between outages neither.
func TestOneRecordHasNoInterval(t *testing.T) {
	o := literal()
	outcomes := make([]*models.Outcome, 12)
	for i := range outcomes {
		outcomes[i] = o
	}
	r := estimated(t, outcomes...)
	for _, metric := range []string{"mttf", "mtbf", "outages", "mttr"} {
		if e, _ := r.Find(metric, "service:api"); e.Low != e.High {
			t.Errorf("%s of one record played 12 times: %g to %g", metric, e.Low, e.High)
		}
	}
}

// Where the end of each run cuts off every time there is, no mean is to be had: what was seen of them is the least that
// it can be, whether they come by chance or by a script.
func TestNothingEnded(t *testing.T) {
	for _, fault := range []string{"rate: 6/h, repair: { dist: constant, value: 900s }", "at: 10s, for: 900s"} {
		r := mustRun(t, compiled(t, `
version: 1
time: { horizon: 300s }
topology: [ { level: node, count: 1 } ]
faults: { f: { on: node, effect: down, `+fault+` } }
services: { s: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`), 1)
		for _, scope := range []string{"fault:f", "fleet", "service:s"} {
			e, _ := r.Find("mttr", scope)
			if !math.IsNaN(e.Mean) || !math.IsNaN(e.High) || !strings.Contains(e.Method, "not estimable") {
				t.Errorf("%s: mttr of %s is %g (%g to %g) by %q where every restore takes 900 s and none was seen to end",
					fault, scope, e.Mean, e.Low, e.High, e.Method)
			}
		}
	}
}
