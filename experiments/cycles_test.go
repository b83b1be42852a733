package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/models/exact"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// fiveText is five nodes with one crew, of which four are needed, from when all are new on. A cycle takes some 20 h.
const fiveText = `
version: 1
time: { horizon: 40h }
topology: [ { level: node, count: 5 } ]
faults: { crash: { on: node, time_to_failure: 50h, repair: 5h, needs: { crew: hands } } }
detection: { all: { policy: instant } }
localization: { policy: exact }
resources: { crews: { hands: { count: 1 } } }
services: { app: { runs_on: node, up_when: { at_least: 4 } } }
run: { regenerative: true, replications: { min: 4000, max: 4000 } }
`

var fiveNodes = exact.KofN{Repairman: exact.Repairman{Nodes: 5, Crews: 1, MTTF: 50, MTTR: 5}, Need: 4}

// Runs of two cycles' length tell the long run all the same. It would catch cycles that are cut at the end of the run,
// of which the long ones are missing, and warm-ups: the availability of the same runs is far better.
func TestLongRunIsExactFromShortRuns(t *testing.T) {
	truth := 1 - fiveNodes.Unavailability()
	r := mustRun(t, compiled(t, fiveText), 2)
	long, _ := r.Find("long_run_availability", "service:app")
	if p := stattest.Normal(long.Mean, truth, long.SD/math.Sqrt(float64(long.N))); p < 0.001 || long.N < 8000 {
		t.Errorf("in the long run %v of %d cycles, exactly %v: p %v", long.Mean, long.N, truth, p)
	}
	if wide := (long.High - long.Low) / 2; wide > (1-truth)/10 {
		t.Errorf("known to %v of %v only", wide, 1-truth)
	}
	if run, _ := r.Find("availability", "service:app"); run.Low < truth {
		t.Errorf("runs from new on have %v to %v, no better than %v", run.Low, run.High, truth)
	}
}

// It would catch cycles that depend on those before, and an interval that is too narrow for the few that a study has.
func TestLongRunIsCovered(t *testing.T) {
	const studies, each = 400, 10
	truth := fiveNodes.Unavailability()
	s := compiled(t, fiveText, "time.horizon=120h")
	w, covered, half := newPool(1).workers[0], 0, 0.0
	for study := range studies {
		var c stat.Cycles
		for replication := range each {
			o := w.play(t.Context(), s.Plan, 7, study*each+replication)
			c.Merge(o.Cycles[0])
		}
		e := stat.CycleShare(c, 0.95)
		if e.Low <= truth && truth <= e.High {
			covered++
		}
		half += (e.High - e.Low) / 2 / truth / studies
	}
	if share := float64(covered) / studies; share < 0.93 || share > 0.97 {
		t.Errorf("%.2f %% of intervals ±%.2f cover %v", 100*share, half, truth)
	}
}

// A fleet that is never all up has no cycles, and says so instead of guessing from the few that end.
func TestCyclesThatDoNotEnd(t *testing.T) {
	r := mustRun(t, compiled(t, strings.Replace(fiveText, "count: 5", "count: 60", 1), "resources.crews.hands.count=60",
		"run.replications={min: 40, max: 40}"), 1)
	e, _ := r.Find("long_run_availability", "service:app")
	if !math.IsNaN(e.Mean) || !strings.HasPrefix(e.Method, "not estimable") || len(e.Warnings) == 0 {
		t.Errorf("%+v", e)
	}
}

// It would catch cycles that do not come back from the ledger as they went into it.
func TestCyclesAreKept(t *testing.T) {
	s := compiled(t, fiveText, "run.replications={min: 50, max: 50}")
	dir := t.TempDir()
	w, keep := keepIn(t, dir, result.Fresh)
	first, err := Run(t.Context(), s, Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}
	w, keep = keepIn(t, dir, result.Resume)
	keep.Whole = true
	again, err := Run(t.Context(), s, Options{Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Discard(); err != nil {
		t.Fatal(err)
	}
	a, _ := first.Find("long_run_availability", "service:app")
	b, _ := again.Find("long_run_availability", "service:app")
	if a.Mean != b.Mean || a.Low != b.Low || a.N != b.N || a.N == 0 {
		t.Errorf("played %+v, recalled %+v", a, b)
	}
}
