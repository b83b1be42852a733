package experiments

import (
	"testing"

	"nines/models"
)

// Time series of wide systems are kept of fewer replications, of narrow ones of more, and of none beyond
// what is enough; what is kept of each is what was taken in.
func TestCoursesAreBounded(t *testing.T) {
	for services, want := range map[int]int{1: seriesReplications, 4000: seriesNumbers / (2 * 8001),
		10_000: fewestCourses} {
		ticks := make([]models.Tick, 2)
		for i := range ticks {
			ticks[i] = models.Tick{Downtime: make([]float64, services), Capacity: make([]float64, services), NodesUp: 7 + i}
			ticks[i].Capacity[services-1] = 3
		}
		var c courses
		c.add(ticks)
		if c.at(1, c.nodesUp())[0] != 8 || c.at(0, c.capacity(services-1))[0] != 3 || c.since(1, c.nodesUp())[0] != 1 {
			t.Errorf("%d services: a course reads as %v", services, c.rows[0])
		}
		c.rows = make([][]float64, want-1) // as the real ones take 130 MB and more
		for range 3 {
			c.add(ticks)
		}
		if len(c.rows) != want {
			t.Errorf("%d services: %d replications, want %d", services, len(c.rows), want)
		}
	}
}
