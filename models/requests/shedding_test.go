package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/balancing"
	"nines/policies/shedding"
)

// TestShedding would catch a node that counts the one that comes, that sheds those who wait, or the wrong class: chains
// know how many are taken in at each length of the line, and of the classes a sum over it.
func TestShedding(t *testing.T) {
	for _, p := range []models.Shedding{shedding.Linear{From: 1, To: 6}, shedding.Utilization{Above: 0.4, Most: 0.9}} {
		lane := farm(1, 3.4, exponential(1), balancing.Random{})
		lane.Serving.Slots, lane.Serving.Shedding = 3, p
		there, taken, sojourn := exact.Shedding{Station: exact.Station{Servers: 3, Arrive: 3.4, Serve: 1}, Most: 60,
			Sheds: func(n int) float64 { return p.Sheds(n, 3) }}.Answers()
		t.Run(p.String(), func(t *testing.T) { hold(t, lane, 4_000, nil, success(taken), mean(sojourn)) })
		lane.Priorities = []models.Priority{{Share: 0.3}, {Share: 0.5}, {Share: 0.2}}
		answers := []answer{success(taken)}
		for rank := range lane.Priorities {
			want := 0.0
			for n, at := range there {
				want += at * (1 - models.ShedOf(p.Sheds(n, 3), lane.Priorities, rank))
			}
			answers = append(answers, answer{"class", func(o *models.LaneOutcome) float64 {
				return float64(o.Classes[rank].Served) / float64(o.Classes[rank].Over)
			}, want})
		}
		t.Run("by class, "+p.String(), func(t *testing.T) { hold(t, lane, 4_000, nil, answers...) })
	}
}
