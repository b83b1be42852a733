package main

import (
	"testing"

	"nines/models"
)

// Memory is bounded whatever is asked for. It would catch a bound that forgets the processes of faults, or that leaves
// nobody to do the work.
func TestWorkersFor(t *testing.T) {
	system := func(nodes, targets int) outline {
		b := &models.Blueprint{Topology: &models.Topology{Leaves: make([]models.Leaf, nodes)}}
		b.Faults = []models.Fault{{Targets: make([]models.ComponentID, targets)}}
		return outline{parts: partsOf(b)}
	}
	small, large, huge := system(10, 10), system(1e6, 1e6), system(1e6, 3e7)
	for _, c := range []struct {
		jobs, processors int
		systems          []outline
		want             int
	}{
		{0, 2, []outline{small}, 2},
		{0, 1000, []outline{small}, mostJobs},
		{200, 2, []outline{small}, 200},
		{200, 2, []outline{small, large}, 10},
		{200, 2, []outline{huge}, 1},
	} {
		if got := workersFor(c.jobs, c.processors, c.systems); got != c.want {
			t.Errorf("%d jobs on %d processors: %d workers, want %d", c.jobs, c.processors, got, c.want)
		}
	}
}
