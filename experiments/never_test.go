package experiments

import (
	"context"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// TestLessThanAsked would catch a point of a sweep that ends it since it installs less than a service asks for, a bound
// where all is known, and services that stay up though all that they need is never up. "fed" and "fond" need each
// other unless core serves, so that they cannot start; "free" has another that serves.
func TestLessThanAsked(t *testing.T) {
	d, err := scenario.Parse("test.yaml", []byte(`
version: 1
name: quorum
time: { horizon: 1y }
topology: [ { level: node, count: 2, class: web } ]
faults: { crash: { on: web, effect: down, time_to_failure: 170h, repair: 5h } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services:
  core: { runs_on: web, up_when: { at_least: 3 } }
  fond: { needs: [ fed ] }
  fed: { needs: [ { any: [ core, fond ] } ] }
  free: { needs: [ { any: [ core, spare ] } ] }
  spare: { runs_on: web, up_when: { at_least: 1 } }
run: { replications: { min: 3, max: 3 } }
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, warmup := range []string{"0s", "5d"} {
		point, err := d.With([]scenario.Setting{{Path: "time.warmup", Value: warmup}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := point.Compile(scenario.DefaultCatalogs()); err == nil {
			t.Error("what is no point of a sweep is not refused")
		}
		s, err := point.CompilePoint(scenario.DefaultCatalogs())
		if err != nil {
			t.Fatal(err)
		}
		r, err := Run(context.Background(), s, Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, service := range []string{"core", "fond", "fed"} {
			for metric, want := range map[string]float64{"availability": 0, "unavailability": 1, "downtime": year,
				"outages": 0, "time_to_first_outage": 0} {
				e, _ := r.Find(metric, "service:"+service)
				if e.Mean != want || e.Low != want || e.High != want {
					t.Errorf("%s of %s is %g (%g to %g), want %g", metric, service, e.Mean, e.Low, e.High, want)
				}
			}
		}
		free, _ := r.Find("availability", "service:free")
		spare, _ := r.Find("availability", "service:spare")
		if free.Mean != spare.Mean || free.Mean < 0.99 {
			t.Errorf("what has another to serve it is up for %g, and that one for %g", free.Mean, spare.Mean)
		}
	}
}

// A variant that installs less than a service asks for is one in which it is never up: certain, and compared like any
// other.
func TestVariantsThatAreNeverUp(t *testing.T) {
	d, err := scenario.Parse("test.yaml", []byte(pairText))
	if err != nil {
		t.Fatal(err)
	}
	less, err := d.With([]scenario.Setting{{Path: "services.api.up_when.at_least", Value: "3"}})
	if err != nil {
		t.Fatal(err)
	}
	never, err := less.CompilePoint(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	c, err := Compare(t.Context(), Versus{Variants: []Variant{{Name: "pair", Scenario: compiled(t, pairText)},
		{Name: "never", Scenario: never}},
		Criteria:   []Criterion{{Metric: "availability", Scope: "service:api", Primary: true}},
		Confidence: 0.95}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e, _ := c.Results[1].Find("availability", "service:api"); e.Mean != 0 || e.High != 0 || e.Method != result.NeverUp {
		t.Errorf("availability is %g, at most %g, by %q", e.Mean, e.High, e.Method)
	}
	if d := c.Differences[0]; d.Estimate.Point > -0.9 {
		t.Errorf("less available by %g", d.Estimate.Point)
	}
}

// An objective on work lost, where no action loses any, would be met by having no value.
func TestObjectivesOnNothing(t *testing.T) {
	s := compiled(t, pairText+"slo: [ { metric: work_lost, scope: \"fault:crash\", at_most: 1h } ]\n")
	if problems, ok := Check(s).(scenario.Problems); !ok || problems[0].Line == 0 {
		t.Errorf("got %v, want an error with its place", problems)
	}
}
