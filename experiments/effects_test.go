package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// effectsOf plays a sweep of two classes of nodes, of which only the number of one matters to a service, and returns
// what it finds.
func effectsOf(t *testing.T, replications, design string, metrics ...string) []result.EffectRow {
	t.Helper()
	text := strings.Replace(pairText, "count: 2, class: web", "classes: { web: 2, db: 3 }", 1)
	text = strings.Replace(text, "classes: { web: { throughput: 100/s, cost: 10/month } }",
		"classes: { web: { cost: 10/month }, db: { cost: 30/month } }", 1)
	base, err := scenario.Parse("base.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for path, value := range map[string]string{"time.start": "equilibrium", "time.warmup": "100h",
		"time.horizon": "2000h", "services.api.up_when.at_least": "2", "run.replications": replications} {
		if err := base.Set(path, value); err != nil {
			t.Fatal(err)
		}
	}
	return effectsFrom(t, base, design, metrics...)
}

// effectsFrom plays a sweep of a base.
func effectsFrom(t *testing.T, base *scenario.Document, design string, metrics ...string) []result.EffectRow {
	t.Helper()
	document, err := scenario.Parse("scenario/testdata/sweep.yaml", []byte("version: 1\nbase: web.yaml\n"+design))
	if err != nil {
		t.Fatal(err)
	}
	study, err := document.Sweep()
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	study.Base = base // instead of the one that it names
	system, err := base.CompilePoint(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	points, _, err := study.Points(system)
	if err != nil {
		t.Fatal(err)
	}
	e := NewEffects(study, metrics, system.Spec.Run)
	compile := func(i int) (*scenario.Scenario, error) {
		d, err := base.With(points[i])
		if err != nil {
			return nil, err
		}
		return d.CompilePoint(scenario.DefaultCatalogs())
	}
	_, err = Sweep(t.Context(), Points{N: len(points), Compile: compile, Deliver: func(i int, r *Result) error {
		e.Add(i, r)
		return nil
	}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Rows()
}

// effectRow finds what one measure says of a dimension.
func effectRow(t *testing.T, rows []result.EffectRow, metric, path, measure, setting string) result.EffectRow {
	t.Helper()
	for _, r := range rows {
		if r.Metric == metric && strings.HasSuffix(r.Path, path) && r.Measure == measure && r.Setting == setting {
			return r
		}
	}
	t.Fatalf("no %s of %s on %s in %+v", measure, path, metric, rows)
	return result.EffectRow{}
}

// The differences of a tornado hold the exact ones: of two nodes that must both be up, and of prices.
func TestTornadoIsExact(t *testing.T) {
	rows := effectsOf(t, "{min: 40, max: 40}", `design: tornado
vary:
  - { path: faults.crash.repair.mean, range: 4h..8h }
  - { path: topology.node.classes.db, range: 2..6 }
`, "unavailability", "cost")
	down := func(repair float64) float64 { return 1 - math.Pow(170/(170+repair), 2) }
	for setting, repair := range map[string]float64{"4h": 4, "8h": 8} {
		r := effectRow(t, rows, "unavailability", "mean", "difference", setting)
		if want := down(repair) - down(5); r.Low > want || r.High < want || r.N != 40 {
			t.Errorf("repairs of %s move unavailability by %+v, want %g", setting, r, want)
		}
	}
	const each = 30 * 12
	for setting, more := range map[string]float64{"2": -1, "6": 3} {
		if r := effectRow(t, rows, "cost", "db", "difference", setting); math.Abs(r.Estimate-more*each) > 1e-6 ||
			r.Unit != "money/y" {
			t.Errorf("%s nodes move cost by %+v, want %g", setting, r, more*each)
		}
		if r := effectRow(t, rows, "unavailability", "db", "difference", setting); r.Estimate != 0 {
			t.Errorf("%s nodes that no service needs move unavailability by %+v", setting, r)
		}
	}
}

// Effects on cost, which is a sum, are the same wherever a step is taken; on unavailability they depend on it.
func TestMorrisIsExact(t *testing.T) {
	rows := effectsOf(t, "{min: 40, max: 40}", `design: morris
points: 40
vary:
  - { path: faults.crash.repair.mean, range: 1h..9h }
  - { path: topology.node.classes.db, range: 1..4 step 1 }
`, "unavailability", "cost")
	// Steps of two thirds over four numbers are steps of two: in shares of the whole, three nodes.
	if r := effectRow(t, rows, "cost", "db", "mean size", ""); math.Abs(r.Estimate-3*30*12) > 1e-6 ||
		effectRow(t, rows, "cost", "db", "spread", "").Estimate > 1e-6 {
		t.Errorf("a step in nodes does %+v to cost", r)
	}
	if r := effectRow(t, rows, "cost", "mean", "mean size", ""); r.Estimate != 0 {
		t.Errorf("repairs cost %+v", r)
	}
	r := effectRow(t, rows, "unavailability", "mean", "mean", "")
	if r.Unit != "decades" || !(r.Estimate > 0.5 && r.Estimate < 1.5) {
		t.Errorf("repairs nine times as long do %+v", r)
	}
}

// A step from one of a few values to another counts by how far it goes: 2 nodes of 30 for all of it, of any number of
// values.
func TestMorrisStepsThroughLists(t *testing.T) {
	for _, values := range []string{"[10, 30]", "[10, 20, 30]", "[10, 15, 20, 25, 30]"} {
		path := "classes.db.cost"
		rows := effectsOf(t, "{min: 2, max: 2}", "design: morris\npoints: 40\nvary:\n  - { path: "+path+", values: "+
			strings.NewReplacer(",", "/month,", "]", "/month]").Replace(values)+
			" }\n  - { path: faults.crash.repair.mean, range: 1h..9h }\n", "cost")
		const want = 3 * 20 * 12
		if r := effectRow(t, rows, "cost", path, "mean size", ""); math.Abs(r.Estimate-want) > 1e-6 ||
			effectRow(t, rows, "cost", path, "spread", "").Estimate > 1e-6 {
			t.Errorf("steps through %s do %+v to cost, want %d", values, r, want)
		}
	}
}

// Of a sum the shares of the variance are those of its terms: 4 values of nodes of 10, and 4 of 30.
func TestSobolIsExact(t *testing.T) {
	rows := effectsOf(t, "{min: 2, max: 2}", `design: sobol
points: 800
vary:
  - { path: topology.node.classes.web, range: 2..5 step 1 }
  - { path: topology.node.classes.db, range: 1..4 step 1 }
`, "cost")
	for path, want := range map[string]float64{"web": 0.1, "db": 0.9} {
		for _, measure := range []string{"first", "total"} {
			if r := effectRow(t, rows, "cost", path, measure, ""); math.Abs(r.Estimate-want) > 0.12 || r.Low > want ||
				r.High < want || r.Unit != "share" || r.N != 200 {
				t.Errorf("%s of %s is %+v, want %g", measure, path, r, want)
			}
		}
	}
}
