package work_test

import (
	"fmt"
	"strings"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
)

// TestCallOut plays nights of a crew that is on duty from 8 to 16 h and can be called out. Node 1 may strike with what
// passes by itself after half an hour; whatever strikes the others has to be repaired. It would catch hands that come
// later than the shift or twice, that go home while somebody waits or come back without a call, and calls for nobody.
func TestCallOut(t *testing.T) {
	for name, c := range map[string]struct {
		hands        int
		comes, takes float64     // hours
		passes       []float64   // strikes of node 1
		stays        [][]float64 // strikes of nodes 2, 3, …
		want         string
		busy, line   float64 // hours
		jobs, waited int
	}{
		"the shift begins before they would come": {1, 3, 1, nil, [][]float64{{6, 9.5}},
			"6 call 2, 8 begin 2, 9.5 begin 2", 2 + 2, 2, 2, 1},
		"the shift begins as they come": {1, 2, 1, nil, [][]float64{{6, 9.5}},
			"6 call 2, 8 begin 2, 9.5 begin 2", 2 + 2, 2, 2, 1},
		"they come before the shift begins": {1, 3, 1, nil, [][]float64{{4.75, 9.5}},
			"4.75 call 2, 7.75 begin 2, 9.5 begin 2", 3 + 2, 3, 2, 1},
		"they stay while somebody waits, and then go home": {1, 1, 2, nil, [][]float64{{1, 6.5}, {1.5}},
			"1 call 2, 1.5 queue 3, 2 begin 2, 4 begin 3, 6.5 call 2, 7.5 begin 2", 5 + 3, 1 + 2.5 + 1, 3, 3},
		"who has stayed on after a shift goes home": {1, 1, 2, nil, [][]float64{{15}, {16.5}, {16.75}},
			"15 begin 2, 16.5 queue 3, 16.75 queue 4, 17 call 3, 18 begin 3, 20 begin 4", 7, 1.5 + 3.25, 3, 2},
		"who was called out and stays on after a shift goes home": {1, 0.5, 10, nil, [][]float64{{7}, {12}},
			"7 call 2, 7.5 begin 2, 12 queue 3, 17.5 call 3, 18 begin 3", 0.5 + 10 + 0.5 + 10, 0.5 + 6, 2, 2},
		"a night's hands are on duty in the morning": {1, 0.5, 2, nil, [][]float64{{7}, {8.5}},
			"7 call 2, 7.5 begin 2, 8.5 queue 3, 9.5 begin 3", 0.5 + 4, 0.5 + 1, 2, 2},
		"they come for whoever waits": {1, 2, 1, []float64{1}, [][]float64{{2}},
			"1 call 1, 2 queue 2, 3 begin 2", 2 + 1, 0.5 + 1, 2, 2},
		"who is on the way for another is not called again": {2, 2, 1, []float64{1}, [][]float64{{2}},
			"1 call 1, 2 queue 2, 3 begin 2", 2 + 1, 0.5 + 1, 2, 2},
		"they come in vain": {1, 2, 1, []float64{1}, [][]float64{{3.5}},
			"1 call 1, 3.5 call 2, 5.5 begin 2", 2 + 3, 0.5 + 2, 2, 2},
		"they come in vain with the shift": {1, 3, 1, []float64{7}, [][]float64{{8.5, 9.75, 16.5}},
			"7 call 1, 8.5 begin 2, 9.75 begin 2, 16.5 call 2, 19.5 begin 2", 1 + 2 + 4, 0.5 + 3, 4, 2},
		"the first to come goes to whoever has waited longest": {2, 2, 1, []float64{1}, [][]float64{{1.25}, {2}},
			"1 call 1, 1.25 call 2, 2 queue 3, 3 begin 2, 3.25 begin 3", 2 + 2 + 2, 0.5 + 1.75 + 1.25, 3, 3},
		"who is there does not wait for others": {2, 1, 0.5, nil, [][]float64{{1, 2.75}, {2.25}},
			"1 call 2, 2 begin 2, 2.25 call 3, 2.5 begin 3, 2.75 queue 2, 3 begin 2", 1 + 1 + 1.5, 1 + 0.25 + 0.25, 3, 3},
		"a second is called for the second": {2, 3, 4, nil, [][]float64{{15}, {18}, {18.5}},
			"15 begin 2, 18 call 3, 18.5 queue 4, 19 call 4, 21 begin 3, 22 begin 4", 4 + 7 + 7, 3 + 3.5, 3, 2},
		"somebody else is called while one stays on": {2, 1, 4, nil, [][]float64{{15}, {16.5}, {17}},
			"15 begin 2, 16.5 call 3, 17 queue 4, 17.5 begin 3, 19 call 4, 20 begin 4", 4 + 5 + 5, 1 + 3, 3, 2},
	} {
		t.Run(name, func(t *testing.T) {
			targets := []models.ComponentID{2, 3, 4}[:len(c.stays)]
			passing := Scripted("passes", At(c.passes...), Dead, 1, 1)
			passing.Heals = Constant(0.5)
			b := Fleet(4, Never, 32, passing, Scripted("stays", Script{Hours: c.stays}, Dead, c.takes, targets...))
			b.Faults[0].Crew, b.Faults[1].Crew = 0, 0
			b.Crews = []models.Crew{{Name: "hands", Count: c.hands, CallOut: Constant(c.comes),
				Shifts: []models.Shift{{From: 8 * Hour, To: 16 * Hour}}}}
			got, o := handsTold(t, b)
			if got != c.want {
				t.Errorf("%s,\nwant %s", got, c.want)
			}
			Near(t, "time at work and on the way", o.Busy, c.busy*Hour)
			Near(t, "time waited", o.Line, c.line*Hour)
			if o.Jobs != c.jobs || o.Waited != c.waited {
				t.Errorf("%d of %d jobs waited, want %d of %d", o.Waited, o.Jobs, c.waited, c.jobs)
			}
		})
	}
}

// handsTold is what the hands of the only crew do for which node, at which hour.
func handsTold(t *testing.T, b *models.Blueprint) (string, models.CrewOutcome) {
	t.Helper()
	var told []string
	w := new(world.World)
	w.Tell(func(n models.Note) {
		word := map[models.What]string{models.Queues: "queue", models.Calls: "call", models.Starts: "begin"}[n.What]
		if word != "" {
			told = append(told, fmt.Sprintf("%v %s %d", float64(n.At)/Hour, word, n.Where))
		}
	})
	plan := Prepared(t, b)
	w.Reset(plan, 1, 0)
	sim.Run(sim.NewCalendar(), Checked(t, w, 1000), b.End(), sim.Options{})
	return strings.Join(told, ", "), w.Finish().Crews[0]
}
