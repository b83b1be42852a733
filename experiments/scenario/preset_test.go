package scenario

import (
	"fmt"
	"math"
	"testing"
	"time"

	"nines/models/failure"
	"nines/sim/dist"
)

const frame = `version: 1
topology: [{level: zone, count: 2}, {level: node, count: 3}]
traffic: {service: api, arrivals: {rate: 1/s}}
services: {api: {runs_on: node, up_when: {at_least: 1}}}
faults: {x: %s}
`

// compileFault compiles a scenario around one fault and returns the laws of its life and of its end.
func compileFault(t *testing.T, fault string) (life, end dist.Law) {
	t.Helper()
	d, err := Parse("f.yaml", fmt.Appendf(nil, frame, fault))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("%s:\n%v", fault, err)
	}
	f := s.Blueprint.Faults[0]
	if end = f.Repair; end == nil {
		end = f.Heals
	}
	return f.Failure.(failure.Renewal).Life, end
}

func TestEveryPresetCompiles(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Presets() {
		if p.Source == "" || p.Evidence == "" || p.Note == "" || seen[p.Name] {
			t.Errorf("%s: no source, no evidence, no note, or twice", p.Name)
		}
		seen[p.Name] = true
		if p.Kind == presetFault {
			compileFault(t, "{on: zone, preset: "+p.Name+"}")
		} else {
			compileFault(t, "{on: zone, rate: 1/y, repair: {preset: "+p.Name+"}}")
		}
	}
}

// The mixture of the LANL repair times has quantiles known from its six constants; a weight or unit read wrongly would
// move them by far more than the 0.1 % of their rounding.
func TestRepairMixture(t *testing.T) {
	_, law := compileFault(t, "{on: zone, rate: 1/y, repair: {preset: lanl.repair}}")
	for p, want := range map[float64]float64{0.5: 60.25, 0.9: 335, 0.99: 3811, 0.999: 29158} {
		if got := law.Quantile(p) / 60; math.Abs(got/want-1) > 1e-3 {
			t.Errorf("quantile %g is %.2f min, want %g", p, got, want)
		}
	}
	if got := law.Mean() / 60; math.Abs(got-309.3) > 0.1 {
		t.Errorf("mean %.2f min, want 309.3", got)
	}
}

// Whatever is given beside a preset takes the place of what the preset says, also where it says it in another way.
func TestOverrides(t *testing.T) {
	life, end := compileFault(t, "{on: zone, preset: ford.node, rate: 2/y, repair: {preset: lanl20.life, scale: 1h}}")
	if got := life.Mean(); math.Abs(got-365*86400/2) > 1 {
		t.Errorf("mean life %g s, want half a year", got)
	}
	if want := 3600 * math.Gamma(1+1/0.485); math.Abs(end.Mean()/want-1) > 1e-12 {
		t.Errorf("mean repair %g s, want %g", end.Mean(), want)
	}
}

// The three ways of saying how often agree.
func TestWaysOfSayingHowOften(t *testing.T) {
	year := 365 * 24 * time.Hour.Seconds()
	for fault, want := range map[string]float64{
		"{on: zone, rate: 4/y, repair: 1h}":                          year / 4,
		"{on: zone, time_to_failure: 2y, repair: 1h}":                2 * year,
		"{on: zone, probability: 63.2120558829% per 1y, repair: 1h}": year, // 1 − 1/e
	} {
		life, end := compileFault(t, fault)
		if math.Abs(life.Mean()/want-1) > 1e-9 || end.Mean() != 3600 {
			t.Errorf("%s: mean life %g s, want %g", fault, life.Mean(), want)
		}
	}
}
