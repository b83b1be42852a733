package work_test

import (
	"fmt"
	"strings"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/dispatching"
	"nines/sim"
)

// TestWhoIsNext has one pair of hands choose who is next. Two racks (components 1 and 2) hold two web nodes and a
// database each (3, 4, 5 and 6, 7, 8). A web node takes the hands from 1 to 10 h; meanwhile another one comes to wait
// at 2 h, a database at 3 h, the power of its rack at 4 h and the other database at 6 h. It would catch work taken
// from somebody, equals of which the last comes first, and an order by what was true when they came: the databases are
// in danger until the power is back, and then both services have something to lose.
func TestWhoIsNext(t *testing.T) {
	ordered := func(names ...string) models.Dispatcher {
		return Must(dispatching.NewPriority(dispatching.PriorityConfig{Order: names}))
	}
	for name, c := range map[string]struct {
		d    models.Dispatcher
		want string
	}{
		"nobody is asked": {nil, "3 4 8 2 5"},
		"first come":      {dispatching.FIFO{}, "3 4 8 2 5"},
		"the shortest":    {dispatching.Shortest{}, "3 8 5 2 4"},
		"the widest":      {dispatching.Widest{}, "3 2 4 8 5"},
		"a stated order":  {ordered("power", "quick"), "3 2 8 5 4"},
		"the others last": {ordered("quick"), "3 8 5 4 2"},
		"in danger":       {dispatching.Endangered{}, "3 8 2 5 4"},
	} {
		t.Run(name, func(t *testing.T) {
			b := System([]models.Level{{Name: "rack", Counts: []int{2}}, Nodes(
				models.ClassCount{Class: 0, Count: 2, Label: "web"}, models.ClassCount{Class: 1, Count: 1, Label: "db"},
			)}, Never, 30)
			script := func(name string, takes float64, where []models.ComponentID, hours ...[]float64) models.Fault {
				f := Scripted(name, Script{Hours: hours}, Dead, takes, where...)
				f.Crew = 0
				return f
			}
			b.Faults = []models.Fault{
				script("slow", 9, []models.ComponentID{3, 4}, []float64{1}, []float64{2}),
				script("quick", 1, []models.ComponentID{8, 5}, []float64{3}, []float64{6}),
				script("power", 5, []models.ComponentID{2}, []float64{4}),
			}
			b.Services = []models.Service{{Name: "api", Classes: []int{0}, Rule: models.Rule{Nodes: 1}},
				{Name: "data", Classes: []int{1}, Rule: models.Rule{Nodes: 1}}}
			b.Crews = []models.Crew{{Name: "hands", Count: 1, Dispatcher: c.d}}
			if got := begun(t, b); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// begun are the components on which work begins, in that order.
func begun(t *testing.T, b *models.Blueprint) string {
	t.Helper()
	var told []string
	w := new(world.World)
	w.Tell(func(n models.Note) {
		if n.What == models.Starts {
			told = append(told, fmt.Sprint(n.Where))
		}
	})
	w.Reset(Prepared(t, b), 1, 0)
	sim.Run(sim.NewCalendar(), Checked(t, w, 1000), b.End(), sim.Options{})
	return strings.Join(told, " ")
}
