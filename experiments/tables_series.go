package experiments

import (
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/sim"
	"nines/sim/stat"
)

// SeriesRows lists the time series: availability so far of each service, throughput reachable, nodes up, demand, where
// requests are played what became of them from one point to the next and how long they took, and the point
// availabilities that were asked for.
func (s *Sample) SeriesRows(key result.Key) []result.SeriesRow {
	var rows []result.SeriesRow
	b, p := s.blueprint, &s.pooled
	step := float64(b.Time.Horizon) / float64(len(p.series))
	before := &tickSample{}
	for i := range p.series {
		tick := &p.series[i]
		t := float64(b.Time.Horizon) * float64(i+1) / float64(len(p.series))
		add := func(metric, scope, unit string, values []float64) {
			rows = append(rows, seriesRow(result.SeriesRow{Key: key, T: t, Metric: metric, Scope: scope, Unit: unit}, values))
		}
		for v, service := range b.Services {
			up := make([]float64, len(tick.downtime[v]))
			for r, down := range tick.downtime[v] {
				up[r] = min(max(1-down/t, 0), 1)
			}
			add("availability", "service:"+service.Name, "ratio", up)
			if rated(b, v) {
				add("capacity", "service:"+service.Name, "1/s", tick.capacity[v])
			}
		}
		add("nodes_up", "fleet", "count", tick.nodesUp)
		for f, s := range b.Flows() {
			add("demand", "service:"+b.Services[s].Name, "1/s", tick.demand[f:f+1])
		}
		tick.addPlayed(b, before, step, add)
		before = tick
	}
	rows = append(rows, s.pointRows(key)...)
	result.Series.Sort(rows)
	return rows
}

// OpeningRows lists the series of the warm-up, at times before 0: of each service the share of the time since the point
// before that it was down, nodes up, and requests under way where they are played. There are none without a warm-up.
func (s *Sample) OpeningRows(key result.Key) []result.SeriesRow {
	var rows []result.SeriesRow
	b, ticks := s.blueprint, s.pooled.opening
	for i := range ticks {
		t := float64(b.Time.Warmup) * (float64(i+1)/float64(len(ticks)) - 1)
		add := func(metric, scope, unit string, values []float64) {
			rows = append(rows, seriesRow(result.SeriesRow{Key: key, T: t, Metric: metric, Scope: scope, Unit: unit}, values))
		}
		for v, service := range b.Services {
			add("unavailability", "service:"+service.Name, "ratio", downSince(ticks, i, v, b.Time.Warmup))
		}
		add("nodes_up", "fleet", "count", ticks[i].nodesUp)
		for f := range ticks[i].lanes {
			add("in_progress", "service:"+b.Services[b.Flows()[f]].Name, "count", ticks[i].underWay(f))
		}
	}
	result.Opening.Sort(rows)
	return rows
}

// downSince is the share of the time from the point before the i-th on that a service was down, by replication; the
// points are of a span of time that begins with nothing counted.
func downSince(ticks []tickSample, i, service int, span sim.Duration) []float64 {
	down, bin := slices.Clone(ticks[i].downtime[service]), float64(span)/float64(len(ticks))
	for r := range down {
		if i > 0 {
			down[r] -= ticks[i-1].downtime[service][r]
		}
		down[r] = min(max(down[r]/bin, 0), 1) // a difference of sums may be off by their rounding
	}
	return down
}

// underWay is how many requests of a flow are under way, by replication.
func (t *tickSample) underWay(flow int) []float64 {
	under := make([]float64, len(t.lanes[flow]))
	for r := range under {
		under[r] = float64(t.lanes[flow][r].UnderWay)
	}
	return under
}

// addPlayed adds what became of requests that are played, and how many faults were active, from the point before, which
// is empty for the first, to this one. Requests under way are counted as it is taken.
func (t *tickSample) addPlayed(b *models.Blueprint, before *tickSample, step float64,
	add func(metric, scope, unit string, values []float64)) {
	for f, lane := range t.lanes {
		scope := "service:" + b.Services[b.Flows()[f]].Name
		rate := func(metric string, of func(p *models.Progress) uint64) {
			values := make([]float64, len(lane))
			for r := range lane {
				count := of(&lane[r])
				if before.lanes != nil {
					count -= of(&before.lanes[f][r])
				}
				values[r] = float64(count) / step
			}
			add(metric, scope, "1/s", values)
		}
		rate("arrival_rate", func(p *models.Progress) uint64 { return p.Arrived })
		rate("try_rate", func(p *models.Progress) uint64 { return p.Tries })
		rate("goodput", func(p *models.Progress) uint64 { return p.Served })
		rate("lost_rate", func(p *models.Progress) uint64 { return p.Failed })
		add("in_progress", scope, "count", t.underWay(f))
		t.addLatencies(f, before, func(metric string, values []float64) { add(metric, scope, "s", values) })
	}
	for f, spent := range t.spent {
		active := slices.Clone(spent)
		for r := range active {
			if before.spent != nil {
				active[r] -= before.spent[f][r]
			}
			active[r] = max(active[r], 0) / step // a difference of sums may be off by their rounding
		}
		add("faults_active", "fault:"+b.Faults[f].Name, "count", active)
	}
}

// addLatencies adds how long the requests to a flow took that were served since the point before, over the replications
// in which any were.
func (t *tickSample) addLatencies(flow int, before *tickSample, add func(metric string, values []float64)) {
	var p50, p99 []float64
	for r, now := range t.lanes[flow] {
		if before.lanes == nil && now.Served > 0 || before.lanes != nil && now.Served > before.lanes[flow][r].Served {
			p50, p99 = append(p50, now.P50), append(p99, now.P99)
		}
	}
	if len(p50) > 0 {
		add("latency_p50", p50)
		add("latency_p99", p99)
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
			rows = append(rows, seriesRow(row, s.column(q).values))
		}
	}
	return rows
}

func seriesRow(row result.SeriesRow, values []float64) result.SeriesRow {
	sorted := slices.Sorted(slices.Values(values))
	row.N, row.Mean = len(sorted), sum(sorted)/float64(len(sorted))
	at := func(p float64) float64 { return stat.QuantileOf(sorted, p) }
	row.P05, row.P25, row.P50, row.P75, row.P95 = at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)
	return row
}
