package experiments

import "nines/models"

// courses are the time series of the first replications: of each its numbers in one list, point after point. Quantiles
// over replications take all of them.
type courses struct {
	services, faults int         // numbers of a point: faults only where requests are played
	stores           []int       // by store: numbers of a point
	demand           [][]float64 // by point, then by flow: the same in every replication
	rows             [][]float64 // by replication
}

// The time series holds at most so many replications, and no more numbers than seriesNumbers (of 8 bytes) where that
// leaves fewestCourses: its quantiles need no more, and memory does.
const (
	seriesReplications = 10_000
	fewestCourses      = 1000
	seriesNumbers      = 1 << 24
)

// The numbers of a point: downtime by service, throughput reachable by service, nodes up, how long each fault was
// active, how the groups of each store have stood (see models.Tick), and, of each flow that is played, laneNumbers in
// this order.
const (
	laneArrived = iota
	laneTries
	laneServed
	laneFailed
	laneUnderWay
	laneP50
	laneP99
	laneNumbers
)

func (c *courses) downtime(service int) int { return service }
func (c *courses) capacity(service int) int { return c.services + service }
func (c *courses) nodesUp() int             { return 2 * c.services }
func (c *courses) spent(fault int) int      { return 2*c.services + 1 + fault }
func (c *courses) stand(store, number int) int {
	at := c.spent(c.faults) + number
	for _, n := range c.stores[:store] {
		at += n
	}
	return at
}
func (c *courses) lane(flow, number int) int {
	return c.stand(len(c.stores), 0) + flow*laneNumbers + number
}

// add takes in the course of the next replication, as long as there is room.
func (c *courses) add(ticks []models.Tick) {
	if len(ticks) == 0 {
		return
	}
	if c.demand == nil {
		c.services, c.faults = len(ticks[0].Downtime), len(ticks[0].Spent)
		for _, of := range ticks[0].Stand {
			c.stores = append(c.stores, len(of))
		}
		for i := range ticks {
			c.demand = append(c.demand, ticks[i].Demand)
		}
	}
	each := len(ticks) * c.lane(len(ticks[0].Lanes), 0)
	if len(c.rows) >= min(seriesReplications, max(fewestCourses, seriesNumbers/each)) {
		return
	}
	row := make([]float64, 0, each)
	for i := range ticks {
		t := &ticks[i]
		row = append(append(append(row, t.Downtime...), t.Capacity...), float64(t.NodesUp))
		row = append(row, t.Spent...)
		for _, of := range t.Stand {
			row = append(row, of...)
		}
		for _, p := range t.Lanes {
			row = append(row, float64(p.Arrived), float64(p.Tries), float64(p.Served), float64(p.Failed),
				float64(p.UnderWay), p.P50, p.P99)
		}
	}
	c.rows = append(c.rows, row)
}

// points is how many points each course has.
func (c *courses) points() int { return len(c.demand) }

// at is a number of a point, by replication.
func (c *courses) at(point, number int) []float64 {
	values := make([]float64, len(c.rows))
	for r, row := range c.rows {
		values[r] = row[point*(len(row)/len(c.demand))+number]
	}
	return values
}

// since is by how much a number has grown from the point before, by replication; for the first, from 0.
func (c *courses) since(point, number int) []float64 {
	values := c.at(point, number)
	if point > 0 {
		for r, before := range c.at(point-1, number) {
			values[r] -= before
		}
	}
	return values
}
