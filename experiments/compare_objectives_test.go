package experiments

import (
	"math"
	"testing"

	"nines/sim/stat/stattest"
)

// compareMet compares in how many periods variants meet their only objective.
func compareMet(t *testing.T, variants ...Variant) *Comparison {
	t.Helper()
	scopes := ObjectiveScopes(variants[0].Scenario)
	if len(scopes) != 1 {
		t.Fatalf("objectives %q", scopes)
	}
	c, err := Compare(t.Context(), Versus{Variants: variants, Confidence: 0.95,
		Criteria: []Criterion{{Metric: "slo_met", Scope: scopes[0], Primary: true}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A node of 100 d without a failure meets an objective of none with exp(−100 d/MTTF): the share of the runs for which
// two variants differ in that is known. Of windows of ten days one after the other, each meets it with exp(−10 d/MTTF),
// but for a repair, which takes a second.
func TestCompareObjectives(t *testing.T) {
	const text = `
version: 1
time: { horizon: 100d }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, time_to_failure: 100d, repair: 1s } }
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 400, max: 400 } }
`
	for over, want := range map[string]float64{"": math.Exp(-0.5) - math.Exp(-1), ", over: 10d": math.Exp(-0.05) -
		math.Exp(-0.1)} {
		some := text + "slo: [ { metric: outages, at_most: 0, in: 50%" + over + " } ]\n"
		c := compareMet(t, Variant{Name: "base", Scenario: compiled(t, some)},
			Variant{Name: "same", Scenario: compiled(t, some)},
			Variant{Name: "better", Scenario: compiled(t, some, "faults.crash.time_to_failure=200d")})
		same, better := c.Differences[0], c.Differences[1]
		if !same.Identical || !better.Evident(0.95) {
			t.Errorf("%q: %+v, %+v", over, same, better)
		}
		e := better.Estimate
		stattest.Check(t, "difference"+over, stattest.Normal(e.Point, want, (e.High-e.Low)/(2*1.96)))
		stattest.Alarm(t, "difference"+over+", none", stattest.Normal(e.Point, 0, (e.High-e.Low)/(2*1.96)))
	}
}

// Two systems that both meet an objective in all that was seen are not the same for that.
func TestComparingWhatIsAlwaysMet(t *testing.T) {
	for over, set := range map[string]string{"runs": "slo=[{metric: downtime, at_most: 300d per 1y, in: 50%}]",
		"windows": "slo=[{metric: availability, at_least: 1%, over: 30d, in: 50%}]"} {
		c := compareMet(t, Variant{Name: "base", Scenario: compiled(t, pairText, set)},
			Variant{Name: "slower", Scenario: compiled(t, pairText, set, "faults.crash.repair=6h")})
		if d := c.Differences[0]; d.Identical || d.Evident(0.95) || d.Estimate.Point != 0 || d.Estimate.High < 0.04 {
			t.Errorf("%s: %+v", over, d)
		}
	}
}
