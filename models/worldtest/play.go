package worldtest

import (
	"testing"

	"nines/models"
	"nines/models/world"
	"nines/sim"
)

// Prepared is a blueprint made ready to be played.
func Prepared(t testing.TB, b *models.Blueprint) *world.Plan {
	t.Helper()
	plan, err := world.Prepare(b)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// Play runs one replication from beginning to end.
func Play(w *world.World, c *sim.Calendar, plan *world.Plan, replication int) *models.Outcome {
	c.Reset()
	w.Reset(plan, 1, uint32(replication))
	sim.Run(c, w, plan.End(), sim.Options{})
	return w.Finish()
}

// First is the outcome of the first replication.
func First(t *testing.T, b *models.Blueprint) *models.Outcome {
	t.Helper()
	return Play(new(world.World), sim.NewCalendar(), Prepared(t, b), 0)
}

// Replicate plays n replications and hands over each outcome. With -short, what needs many of them is skipped.
func Replicate(t testing.TB, b *models.Blueprint, n int, use func(o *models.Outcome)) {
	t.Helper()
	if testing.Short() && n >= 40 {
		t.Skip("needs its replications")
	}
	plan := Prepared(t, b)
	w, c := new(world.World), sim.NewCalendar()
	for i := range n {
		use(Play(w, c, plan, i))
	}
}

// Collect is Replicate for one number of each outcome.
func Collect(t testing.TB, b *models.Blueprint, n int, read func(o *models.Outcome) float64) []float64 {
	t.Helper()
	var xs []float64
	Replicate(t, b, n, func(o *models.Outcome) { xs = append(xs, read(o)) })
	return xs
}

// Story plays a run and returns when an event of one kind was told, in hours.
func Story(t *testing.T, b *models.Blueprint, what models.What) []float64 {
	t.Helper()
	var at []float64
	Notes(t, b, func(n models.Note) {
		if n.What == what {
			at = append(at, float64(n.At)/Hour)
		}
	})
	return at
}

// Notes plays a run and hands on its story.
func Notes(t *testing.T, b *models.Blueprint, use func(n models.Note)) {
	t.Helper()
	plan := Prepared(t, b)
	w := new(world.World)
	w.Tell(use)
	Play(w, sim.NewCalendar(), plan, 0)
}

// Checked is a world that is checked after each of the first so many events.
func Checked(t *testing.T, w *world.World, checks int) sim.Model {
	return &checkedWorld{t: t, World: w, checks: checks}
}

// checkedWorld fails its test at the first event that breaks an invariant.
type checkedWorld struct {
	t *testing.T
	*world.World
	checks int
}

func (w *checkedWorld) Handle(c *sim.Calendar, e sim.Event) {
	w.World.Handle(c, e)
	if w.checks--; w.checks >= 0 {
		if err := w.Check(); err != nil {
			w.t.Fatalf("after %s of %d: %v", world.KindName(e.Kind), e.Who, err)
		}
	}
}
