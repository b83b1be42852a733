package experiments

import (
	"iter"
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/sim/stat"
)

// HistogramRows lists the distributions: outage durations of services, times to restore of faults, latencies, times to
// commit, nodes up, and the downtime of each replication.
func (s *Sample) HistogramRows(key result.Key) []result.HistogramRow {
	var rows []result.HistogramRow
	b, p := s.blueprint, &s.pooled
	for i, service := range b.Services {
		scope := "service:" + service.Name
		row := result.HistogramRow{Key: key, Metric: "mttr", Scope: scope, Unit: "s"}
		rows = append(rows, cells(row, p.outages[i].Buckets())...)
		rows = append(rows, s.downtimeCells(key, scope)...)
	}
	for f, fault := range b.Faults {
		row := result.HistogramRow{Key: key, Metric: "mttr", Scope: "fault:" + fault.Name, Unit: "s"}
		rows = append(rows, cells(row, p.restores[f].Buckets())...)
	}
	for f, service := range b.Flows() {
		row := result.HistogramRow{Key: key, Metric: "latency", Scope: "service:" + b.Services[service].Name, Unit: "s"}
		rows = append(rows, cells(row, p.latencies[f].Buckets())...)
	}
	for i := range b.Transactions {
		row := result.HistogramRow{Key: key, Metric: "commit_time", Scope: "transaction:" + b.Transactions[i].Name, Unit: "s"}
		rows = append(rows, cells(row, p.commits[i].Buckets())...)
	}
	for down, seconds := range p.down {
		if up := float64(len(b.Topology.Leaves) - down); seconds > 0 {
			rows = append(rows, result.HistogramRow{
				Key: key, Metric: "nodes_up", Scope: "fleet", Unit: "count", Lower: up, Upper: up, Weight: seconds,
			})
		}
	}
	result.Histograms.Sort(rows)
	return rows
}

func cells[N uint64 | float64](row result.HistogramRow, buckets iter.Seq[stat.Bucket[N]]) []result.HistogramRow {
	var rows []result.HistogramRow
	for bucket := range buckets {
		row.Lower, row.Upper, row.Weight = bucket.Low, bucket.High, float64(bucket.Weight)
		rows = append(rows, row)
	}
	return rows
}

// downtimeCells is one cell for each downtime that a replication had.
func (s *Sample) downtimeCells(key result.Key, scope string) []result.HistogramRow {
	q := s.find("downtime", scope)
	values := slices.Sorted(slices.Values(s.column(q).values))
	var rows []result.HistogramRow
	for _, v := range values {
		if v *= s.quantities[q].scale; len(rows) > 0 && rows[len(rows)-1].Lower == v {
			rows[len(rows)-1].Weight++
			continue
		}
		rows = append(rows, result.HistogramRow{
			Key: key, Metric: "downtime", Scope: scope, Unit: "s/y", Lower: v, Upper: v, Weight: 1,
		})
	}
	return rows
}

// find returns the number of a quantity, −1 if there is none.
func (s *Sample) find(metric, scope string) int {
	return slices.IndexFunc(s.quantities, func(q quantity) bool { return q.metric == metric && q.scope == scope })
}

// IncidentRows lists the worst incidents that took a service down.
func (s *Sample) IncidentRows(key result.Key) []result.IncidentRow {
	var rows []result.IncidentRow
	all := installed(s.blueprint)
	for _, r := range models.Worst(slices.Clone(s.pooled.worst)) {
		rows = append(rows, incidentRow(s.blueprint, key, &r, all))
	}
	result.Incidents.Sort(rows)
	return rows
}

// installed is the throughput of all services, in requests per second.
func installed(b *models.Blueprint) float64 {
	total := 0.0
	for i := range b.Services {
		total += b.Installed(i)
	}
	return total
}

// incidentRow tells of one incident in a system with so much installed. No requests are counted by incident.
func incidentRow(b *models.Blueprint, key result.Key, r *models.IncidentRecord, installed float64) result.IncidentRow {
	end := r.Onset + r.Duration()
	if r.Open {
		end = nan
	}
	return result.IncidentRow{
		Key: key, Replication: r.Replication, Incident: r.Serial, Start: r.Onset,
		Detect: r.Parts[models.Undetected], Switchover: r.Parts[models.Switching],
		Locate: r.Parts[models.Locating], Wait: r.Parts[models.Waiting],
		Repair: r.Parts[models.Repairing], Verify: r.Parts[models.Verifying],
		End: end, Cause: b.Faults[r.Fault].Name, Scope: "service:" + b.Services[r.Service].Name,
		NodesAffected: r.Nodes, CapacityLost: r.Capacity / installed, RequestsFailed: nan,
	}
}
