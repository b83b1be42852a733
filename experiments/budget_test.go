package experiments

import (
	"strings"
	"testing"
)

// A run without a stated end goes on until it is as precise as asked for, or its budget of events is used: not the
// number of replications ends it, nor the time that they take, so that any number of workers plays as many.
func TestRunsEndWithTheirBudget(t *testing.T) {
	const asked, budget = "run.precision={metric: unavailability, scope: service:s, relative: 0.5%}", 200_000
	s := compiled(t, cutOff, "run={seed: 3}", asked, "run.budget=200k")
	r := mustRun(t, s, 1)
	if r.Reason != Exhausted || r.Sample.work > budget*1.1 || r.Sample.work < budget*0.8 {
		t.Errorf("ended for reason %d after %d replications and %g events of %d", r.Reason, r.Sample.Len(), r.Sample.work,
			budget)
	}
	if n := mustRun(t, s, 4).Sample.Len(); n != r.Sample.Len() {
		t.Errorf("4 workers play %d replications, one %d", n, r.Sample.Len())
	}
	if text := strings.Join(r.Warnings, "\n"); !strings.Contains(text, "is not known to ±0.5% after 200 k events") {
		t.Errorf("it does not say that nothing was seen:\n%s", text)
	}
	seen := mustRun(t, compiled(t, pairOfNodes, "run={seed: 3}", asked, "run.budget=200k"), 1)
	if text := strings.Join(seen.Warnings, "\n"); !strings.Contains(text, "events, not to the ±0.5% asked for") ||
		!strings.Contains(text, "(--budget ") {
		t.Errorf("it does not say what was reached and what more would take:\n%s", text)
	}
	more := compiled(t, cutOff, "run={seed: 3}", asked, "run.budget=1M")
	if n := mustRun(t, more, 1).Sample.Len(); n < 4*r.Sample.Len() || n > 6*r.Sample.Len() {
		t.Errorf("five times the budget plays %d replications for %d", n, r.Sample.Len())
	}
	stated := compiled(t, cutOff, "run={seed: 3, replications: {max: 50}}", asked)
	if n := mustRun(t, stated, 1).Sample.Len(); n != 50 {
		t.Errorf("%d replications where 50 are allowed", n)
	}
	least := compiled(t, cutOff, "run={seed: 3, replications: {min: 60}}", asked, "run.budget=1")
	if n := mustRun(t, least, 1).Sample.Len(); n != 60 {
		t.Errorf("%d replications where 60 are the least", n)
	}
}

// Where nothing says how precise a run should be, it says how precise it is, and what better would take.
func TestWhatIsVagueIsSaid(t *testing.T) {
	const words = "--precision unavailability:5% would take about"
	for run, want := range map[string]bool{"run={seed: 3}": true, "run={replications: {min: 40, max: 40}}": false} {
		r := mustRun(t, compiled(t, pairOfNodes, run), 1)
		if got := strings.Contains(strings.Join(r.Warnings, "\n"), words); got != want {
			t.Errorf("%s: warnings %q", run, r.Warnings)
		}
	}
}
