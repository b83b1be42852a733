package world_test

import (
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	"nines/policies/balancing"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
)

// The tests of this package hold the world to answers that are known without it. Laws are given in hours, since that is
// how one thinks of repairs; the world counts seconds.

const hour = 3600.0

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

func exponential(hours float64) dist.Law { return must(dist.NewExponential(hours * hour)) }

func constant(hours float64) dist.Law { return must(dist.NewConstant(hours * hour)) }

// crash is a fault with exponential lives and repairs of these means, in hours.
func crash(mttf, mttr float64) models.Fault {
	return lasting("crash", exponential(mttf), exponential(mttr))
}

func lasting(name string, life, repair dist.Law) models.Fault {
	return models.Fault{
		Name: name, Failure: failure.Renewal{Life: life}, Repair: repair,
		Symptom: models.Symptom{Effect: models.Down, Loss: 1}, Hits: 1, Crew: -1, Spare: -1,
	}
}

// fleet is n nodes of one class that serve a request per second each, a service that needs some of them, perfect
// instruments, and faults that strike the nodes unless they say otherwise.
func fleet(n int, rule models.Rule, hours float64, faults ...models.Fault) *models.Blueprint {
	levels := []models.Level{{Name: "node", Count: n, Classes: []models.ClassCount{{Count: n, Label: "node"}}}}
	return system(levels, rule, hours, faults...)
}

func system(levels []models.Level, rule models.Rule, hours float64, faults ...models.Fault) *models.Blueprint {
	classes := levels[len(levels)-1].Classes
	b := &models.Blueprint{
		Name: "test", Topology: must(models.Lay(levels, len(classes))), Faults: faults,
		Time:       models.Timing{Horizon: sim.Duration(hours * hour)},
		Watches:    []models.Watch{{Name: "instant", Detector: detection.Instant{}}},
		Localizers: []models.Localizer{localization.Exact{}}, Recoverer: recovery.HandsOn{}, Splitter: balancing.RoundRobin{},
		Services: []models.Service{{Name: "api", Rule: rule}},
	}
	for c, class := range classes {
		b.Classes = append(b.Classes, models.Class{Name: class.Label, Throughput: 1, Weight: 1})
		b.Services[0].Classes = append(b.Services[0].Classes, c)
	}
	for f := range faults {
		if faults[f].Targets == nil {
			faults[f].Targets = b.Topology.AtDepth(len(levels))
		}
	}
	return b
}

// prepared is a blueprint made ready to be played.
func prepared(t testing.TB, b *models.Blueprint) *world.Plan {
	t.Helper()
	plan, err := world.Prepare(b)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// play runs one replication from beginning to end.
func play(w *world.World, c *sim.Calendar, plan *world.Plan, replication int) *models.Outcome {
	c.Reset()
	w.Reset(plan, 1, uint32(replication))
	sim.Run(c, w, plan.End(), sim.Options{})
	return w.Finish()
}

// replicate plays n replications and hands over each outcome. With -short, what needs many of them is skipped.
func replicate(t testing.TB, b *models.Blueprint, n int, use func(o *models.Outcome)) {
	t.Helper()
	if testing.Short() && n >= 40 {
		t.Skip("needs its replications")
	}
	plan := prepared(t, b)
	w, c := new(world.World), sim.NewCalendar()
	for i := range n {
		use(play(w, c, plan, i))
	}
}

// collect is replicate for one number of each outcome.
func collect(t testing.TB, b *models.Blueprint, n int, read func(o *models.Outcome) float64) []float64 {
	t.Helper()
	var xs []float64
	replicate(t, b, n, func(o *models.Outcome) { xs = append(xs, read(o)) })
	return xs
}
