package experiments

import (
	"math"
	"testing"

	"nines/sim/stat/stattest"
)

// point is the point estimate of a metric in one scope.
func point(t *testing.T, r *Result, metric, scope string) float64 {
	t.Helper()
	e, ok := r.Find(metric, scope)
	if !ok {
		t.Fatalf("nothing measures %s of %s", metric, scope)
	}
	return e.Mean
}

// Faults heal after 2 h on average and somebody reports them after 1 h: exp(−1/2) of them are noticed. Counting what is
// noticed after all, or each node of a fault, would be found.
func TestUnnoticed(t *testing.T) {
	r := mustRun(t, compiled(t, pairText, "faults.crash={on: web, effect: hang, time_to_failure: 170h, heals: 2h}",
		"detection.all={policy: human, delay: {dist: constant, value: 1h}, closes: {dist: constant, value: 1s}, "+
			"sees: {hang: 100%}}"), 0)
	n := point(t, r, "incidents", "fault:crash") * float64(r.Sample.Len())
	for _, scope := range []string{"fault:crash", "fleet"} {
		got, want := point(t, r, "unnoticed", scope), 1-math.Exp(-0.5)
		stattest.Check(t, scope, stattest.Normal(got, want, math.Sqrt(want*(1-want)/n)))
		stattest.Alarm(t, scope+", the others", stattest.Normal(got, 1-want, math.Sqrt(want*(1-want)/n)))
	}
}

// The cost is that of two nodes at 120 a year, and of the hours that two hands are called out for or stay on after a
// shift; who stops at its end is never paid any.
func TestCostCountsOvertime(t *testing.T) {
	for _, more := range []string{"call_out: 1h", "at_end: finish", "at_end: stop"} {
		r := mustRun(t, compiled(t, pairText, "faults.crash.needs={crew: hands}",
			"resources.crews={hands: {count: 2, overtime: 60/h, shifts: [{from: 8h, to: 16h}], "+more+"}}"), 0)
		over := point(t, r, "overtime", "crew:hands") * 2 * 8760 // hours a year
		if got, want := point(t, r, "cost", "fleet"), 240+60*over; (over < 20) != (more == "at_end: stop") ||
			math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s: %g hours off duty and a cost of %g, not %g", more, over, got, want)
		}
	}
}

// The cost is that of two nodes at 120 a year, of the parts that are used, and of those on the shelf.
func TestCostCountsParts(t *testing.T) {
	r := mustRun(t, compiled(t, pairText, "resources.spares={disk: {stock: 2, lead_time: 1h, cost: 7, holding: 30/y}}",
		"faults.crash.needs={spare: disk}"), 0)
	used, lie := point(t, r, "parts_used", "spare:disk"), point(t, r, "on_shelf", "spare:disk")
	if lie >= 2 || lie < 1.9 {
		t.Errorf("%g of 2 parts on the shelf", lie)
	}
	if got, want := point(t, r, "cost", "fleet"), 240+7*used+30*lie; used < 50 || math.Abs(got/want-1) > 1e-9 {
		t.Errorf("%g parts a year and a cost of %g, not %g", used, got, want)
	}
}
