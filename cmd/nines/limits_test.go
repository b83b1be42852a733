package main

import (
	"testing"

	"nines/experiments/scenario"
	"nines/models"
)

// Memory is bounded whatever is asked for. It would catch a bound that forgets the processes of faults, or that leaves
// nobody to do the work.
func TestWorkersFor(t *testing.T) {
	system := func(nodes, targets int) *scenario.Scenario {
		b := &models.Blueprint{Topology: &models.Topology{Leaves: make([]models.Leaf, nodes)}}
		b.Faults = []models.Fault{{Targets: make([]models.ComponentID, targets)}}
		return &scenario.Scenario{Blueprint: b}
	}
	small, large, huge := system(10, 10), system(1e6, 1e6), system(1e6, 3e7)
	for _, c := range []struct {
		jobs, processors int
		scenarios        []*scenario.Scenario
		want             int
	}{
		{0, 2, []*scenario.Scenario{small}, 2},
		{0, 1000, []*scenario.Scenario{small}, mostJobs},
		{200, 2, []*scenario.Scenario{small}, 200},
		{200, 2, []*scenario.Scenario{small, large}, 10},
		{200, 2, []*scenario.Scenario{huge}, 1},
	} {
		if got := workersFor(c.jobs, c.processors, c.scenarios); got != c.want {
			t.Errorf("%d jobs on %d processors: %d workers, want %d", c.jobs, c.processors, got, c.want)
		}
	}
}
