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

// TestShiftsStop plays days of a crew that is on duty from 8 to 16 h and lays its work down at 16 h. It would catch
// work that is begun anew or forgotten, a case that loses its place to those who came later, hands that stay on, and
// hours of duty that are counted as overtime.
func TestShiftsStop(t *testing.T) {
	for name, c := range map[string]struct {
		hands               int
		comes, takes, heals float64     // hours; 0: nobody is called, nothing passes
		strikes             [][]float64 // by node
		want                string
		busy, over, line    float64 // hours
	}{
		"it goes on in the morning": {1, 0, 6, 0, [][]float64{{12}},
			"12 begin 1, 16 stop 1, 32 resume 1, 34 end 1", 6, 0, 16},
		"done as the shift ends": {1, 0, 6, 0, [][]float64{{10}}, "10 begin 1, 16 end 1", 6, 0, 0},
		"it lies for two nights": {1, 0, 13, 0, [][]float64{{12}},
			"12 begin 1, 16 stop 1, 32 resume 1, 40 stop 1, 56 resume 1, 57 end 1", 13, 0, 32},
		"who was first goes on first": {1, 0, 6, 0, [][]float64{{12}, {11}, {17}},
			"11 begin 2, 12 queue 1, 16 stop 2, 17 queue 3, 32 resume 2, 33 end 2, 33 begin 1, 39 end 1, 39 begin 3, " +
				"40 stop 3, 56 resume 3, 61 end 3", 18, 0, 16 + 21 + 22 + 16},
		"in the order in which they came": {2, 0, 6, 0, [][]float64{{13}, {12}, {14}},
			"12 begin 2, 13 begin 1, 14 queue 3, 16 stop 2, 16 stop 1, 32 resume 2, 32 resume 1, 34 end 2, 34 begin 3, " +
				"35 end 1, 40 end 3", 18, 0, 16 + 16 + 20},
		"it passes while it lies": {1, 0, 6, 10, [][]float64{{12}}, "12 begin 1, 16 stop 1", 4, 0, 6},
		"others are called out": {1, 1, 6, 0, [][]float64{{12}, {13}},
			"12 begin 1, 13 queue 2, 16 stop 1, 16 call 1, 17 resume 1, 19 end 1, 19 begin 2, 25 end 2",
			4 + 1 + 2 + 6, 1 + 2 + 6, 1 + 6},
		"who was called out is on duty and stops": {1, 1, 12, 0, [][]float64{{6}},
			"6 call 1, 7 begin 1, 16 stop 1, 16 call 1, 17 resume 1, 20 end 1", 1 + 9 + 1 + 3, 2 + 1 + 3, 2},
	} {
		t.Run(name, func(t *testing.T) {
			nodes := []models.ComponentID{1, 2, 3}[:len(c.strikes)]
			crash := Scripted("crash", Script{Hours: c.strikes}, Dead, c.takes, nodes...)
			b := Fleet(3, Never, 70, crash)
			b.Faults[0].Crew = 0
			b.Crews = []models.Crew{{Name: "hands", Count: c.hands, Stops: true}}
			for day := sim.Duration(0); day < 3; day++ {
				b.Crews[0].Shifts = append(b.Crews[0].Shifts,
					models.Shift{From: (24*day + 8) * Hour, To: (24*day + 16) * Hour})
			}
			if c.comes > 0 {
				b.Crews[0].CallOut = Constant(c.comes)
			}
			if c.heals > 0 {
				b.Faults[0].Heals = Constant(c.heals)
			}
			got, o := workTold(t, b)
			if got != c.want {
				t.Errorf("%s,\nwant %s", got, c.want)
			}
			Near(t, "time at work and on the way", o.Busy, c.busy*Hour)
			Near(t, "of it off duty", o.Over, c.over*Hour)
			Near(t, "time waited", o.Line, c.line*Hour)
		})
	}
}

// workTold is what the hands of the only crew do for which node and when it is well again, at which hour.
func workTold(t *testing.T, b *models.Blueprint) (string, models.CrewOutcome) {
	t.Helper()
	var told []string
	w := new(world.World)
	w.Tell(func(n models.Note) {
		word := map[models.What]string{models.Queues: "queue", models.Calls: "call", models.Starts: "begin",
			models.Stops: "stop", models.Resumes: "resume", models.Ends: "end"}[n.What]
		if word != "" {
			told = append(told, fmt.Sprintf("%v %s %d", float64(n.At)/Hour, word, n.Where))
		}
	})
	w.Reset(Prepared(t, b), 1, 0)
	sim.Run(sim.NewCalendar(), Checked(t, w, 1000), b.End(), sim.Options{})
	return strings.Join(told, ", "), w.Finish().Crews[0]
}
