package experiments

import (
	"slices"
	"strconv"

	"nines/experiments/result"
	"nines/models"
	"nines/sim"
	"nines/sim/stat"
)

// SeriesRows lists the time series: availability so far of each service, throughput reachable, nodes up, demand, how
// the groups of stores stand, where requests are played what became of them from one point to the next and how long
// they took, and the point availabilities that were asked for.
func (s *Sample) SeriesRows(key result.Key) []result.SeriesRow {
	b, c := s.blueprint, &s.pooled.courses
	rows := make([]result.SeriesRow, 0, c.points()*(2*len(b.Services)+1+len(b.Flows())))
	step := float64(b.Time.Horizon) / float64(c.points())
	for i := range c.points() {
		t := float64(b.Time.Horizon) * float64(i+1) / float64(c.points())
		add := func(metric, scope, unit string, values []float64) {
			rows = append(rows, seriesRow(result.SeriesRow{Key: key, T: t, Metric: metric, Scope: scope, Unit: unit}, values))
		}
		for v, service := range b.Services {
			up := c.at(i, c.downtime(v))
			for r, down := range up {
				up[r] = min(max(1-down/t, 0), 1)
			}
			add("availability", "service:"+service.Name, "ratio", up)
			if rated(b, v) {
				add("capacity", "service:"+service.Name, "1/s", c.at(i, c.capacity(v)))
			}
		}
		add("nodes_up", "fleet", "count", c.at(i, c.nodesUp()))
		for f, s := range b.Flows() {
			add("demand", "service:"+b.Services[s].Name, "1/s", c.demand[i][f:f+1:f+1])
		}
		c.addStores(b, i, step, add)
		c.addPlayed(b, i, step, add)
	}
	rows = append(rows, s.pointRows(key)...)
	result.Series.Sort(rows)
	return rows
}

// OpeningRows lists the series of the warm-up, at times before 0: of each service the share of the time since the point
// before that it was down, nodes up, and requests under way where they are played. There are none without a warm-up.
func (s *Sample) OpeningRows(key result.Key) []result.SeriesRow {
	var rows []result.SeriesRow
	b, c := s.blueprint, &s.pooled.opening
	for i := range c.points() {
		t := float64(b.Time.Warmup) * (float64(i+1)/float64(c.points()) - 1)
		add := func(metric, scope, unit string, values []float64) {
			rows = append(rows, seriesRow(result.SeriesRow{Key: key, T: t, Metric: metric, Scope: scope, Unit: unit}, values))
		}
		for v, service := range b.Services {
			add("unavailability", "service:"+service.Name, "ratio", c.downSince(i, v, b.Time.Warmup))
		}
		add("nodes_up", "fleet", "count", c.at(i, c.nodesUp()))
		for f, v := range b.Flows() {
			if b.Plays() && b.Glimpses == nil {
				add("in_progress", "service:"+b.Services[v].Name, "count", c.at(i, c.lane(f, laneUnderWay)))
			}
		}
	}
	result.Opening.Sort(rows)
	return rows
}

// downSince is the share of the time from the point before the i-th on that a service was down, by replication; the
// points are of a span of time that begins with nothing counted.
func (c *courses) downSince(i, service int, span sim.Duration) []float64 {
	down, bin := c.since(i, c.downtime(service)), float64(span)/float64(c.points())
	for r := range down {
		down[r] = min(max(down[r]/bin, 0), 1) // a difference of sums may be off by their rounding
	}
	return down
}

// addStores adds how many groups of each store there were, on average since the point before, by how many fragments
// they could still lose, and how many were lost.
func (c *courses) addStores(b *models.Blueprint, point int, step float64,
	add func(metric, scope, unit string, values []float64)) {
	for s, n := range c.stores {
		scope := "data:" + b.Stores[s].Name
		for k := range n {
			metric := "groups_gone"
			if k < n-1 {
				metric = "groups_bearing_" + strconv.Itoa(k)
			}
			groups := c.since(point, c.stand(s, k))
			for r := range groups {
				groups[r] = max(groups[r], 0) / step // a difference of sums may be off by their rounding
			}
			add(metric, scope, "count", groups)
		}
	}
}

// addPlayed adds what became of requests that are played, and how many faults were active, from the point before to
// this one. Requests under way are counted as it is taken.
func (c *courses) addPlayed(b *models.Blueprint, point int, step float64,
	add func(metric, scope, unit string, values []float64)) {
	if !b.Plays() || b.Glimpses != nil { // which see no course of the whole
		return
	}
	each := func(values []float64) []float64 {
		for r := range values {
			values[r] = max(values[r], 0) / step // a difference of sums may be off by their rounding
		}
		return values
	}
	for f, service := range b.Flows() {
		scope := "service:" + b.Services[service].Name
		add("arrival_rate", scope, "1/s", each(c.since(point, c.lane(f, laneArrived))))
		add("try_rate", scope, "1/s", each(c.since(point, c.lane(f, laneTries))))
		add("goodput", scope, "1/s", each(c.since(point, c.lane(f, laneServed))))
		add("lost_rate", scope, "1/s", each(c.since(point, c.lane(f, laneFailed))))
		add("in_progress", scope, "count", c.at(point, c.lane(f, laneUnderWay)))
		c.addLatencies(point, f, func(metric string, values []float64) { add(metric, scope, "s", values) })
	}
	for f := range c.faults {
		add("faults_active", "fault:"+b.Faults[f].Name, "count", each(c.since(point, c.spent(f))))
	}
}

// addLatencies adds how long the requests to a flow took that were served since the point before, over the replications
// in which any were.
func (c *courses) addLatencies(point, flow int, add func(metric string, values []float64)) {
	middle, last := c.at(point, c.lane(flow, laneP50)), c.at(point, c.lane(flow, laneP99))
	var p50s, p99s []float64
	for r, n := range c.since(point, c.lane(flow, laneServed)) {
		if n > 0 {
			p50s, p99s = append(p50s, middle[r]), append(p99s, last[r])
		}
	}
	if len(p50s) > 0 {
		add("latency_p50", p50s)
		add("latency_p99", p99s)
	}
}

// pointRows are the point availabilities; their instants stand in the scope of the quantity and in T of the row.
func (s *Sample) pointRows(key result.Key) []result.SeriesRow {
	var rows []result.SeriesRow
	for i, at := range s.blueprint.Time.ReportAt {
		for q := range s.quantities {
			k := &s.quantities[q]
			if k.report != i+1 {
				continue
			}
			row := result.SeriesRow{Key: key, T: float64(at), Metric: k.metric, Scope: k.subject, Unit: k.unit}
			rows = append(rows, seriesRow(row, slices.Clone(s.column(q).values)))
		}
	}
	return rows
}

// seriesRow completes a row by values that are its own.
func seriesRow(row result.SeriesRow, sorted []float64) result.SeriesRow {
	slices.Sort(sorted)
	row.N, row.Mean = len(sorted), sum(sorted)/float64(len(sorted))
	at := func(p float64) float64 { return stat.QuantileOf(sorted, p) }
	row.P05, row.P25, row.P50, row.P75, row.P95 = at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)
	return row
}
