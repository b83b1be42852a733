package experiments

import (
	"context"
	"testing"

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
