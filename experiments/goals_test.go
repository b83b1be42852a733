package experiments

import (
	"strings"
	"testing"

	"nines/sim/stat"
)

// A run that stops when its precision is reached has looked several times and stopped at a favorable one. Its intervals
// hold what they promise all the same: looks are few, and the half-width is held to less than was asked for.
func TestStoppingCovers(t *testing.T) {
	if testing.Short() {
		t.Skip("some 30,000 replications")
	}
	s := loner(t, "run.replications={min: 10, max: 2000}",
		"run.precision={metric: unavailability, relative: 12%}").Scenario
	const n = 600
	covered, replications := 0, 0
	runner := newRunner(Options{})
	for range n {
		s.Spec.Run.Seed++
		r, err := runner.run(t.Context(), s)
		if err != nil || r.Reason != Precise {
			t.Fatalf("reason %d, %v", r.Reason, err)
		}
		replications += r.Sample.Len()
		if e, _ := r.Find("unavailability", "service:api"); e.Low <= 5.0/175 && 5.0/175 <= e.High {
			covered++
		}
	}
	t.Logf("covered in %d of %d, %d replications each", covered, n, replications/n)
	if low := stat.ClopperPearson(covered, n, 0.999).High; low < 0.95 {
		t.Errorf("intervals of 95 %% cover the truth in %d of %d runs that stop at a precision", covered, n)
	}
}

// A run with several goals stops when the last of them is reached, and one that ends before says what is lacking, and
// only that.
func TestSeveralGoals(t *testing.T) {
	one := loner(t, "run.replications={min: 10, max: 4000}",
		"run.precision={metric: unavailability, relative: 20%}").Scenario
	both := loner(t, "run.replications={min: 10, max: 4000}",
		"run.precision={metric: unavailability, relative: 20%, and: [{metric: outages, relative: 4%}]}").Scenario
	few := loner(t, "run.replications={min: 10, max: 30}",
		"run.precision={metric: unavailability, relative: 90%, and: [{metric: outages, relative: 1%}]}").Scenario
	first, second, third := mustRun(t, one, 0), mustRun(t, both, 0), mustRun(t, few, 0)
	if first.Reason != Precise || second.Reason != Precise || second.Sample.Len() <= first.Sample.Len() {
		t.Errorf("%d replications for one goal, %d for both", first.Sample.Len(), second.Sample.Len())
	}
	p := stat.Precision{Relative: 0.04, Min: 2}
	if e := second.Sample.relevant(second.Sample.find("outages", "service:api"), 0.95); !p.Met(e) {
		t.Errorf("stopped before the outages were known: %+v", e)
	}
	said := strings.Join(third.Warnings, "\n")
	if third.Reason != Exhausted || !strings.Contains(said, "outages is known to ±") ||
		strings.Contains(said, "unavailability is known to") {
		t.Errorf("reason %d, %s", third.Reason, said)
	}
}
