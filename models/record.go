package models

import (
	"cmp"
	"math"
	"slices"
)

const maxWorst = 10_000 // incidents kept

// closed records an incident that is over.
func (m *meter) closed(w *World, x *incident) {
	if x.onset < m.start {
		return
	}
	m.Faults[x.fault].Restore.Add(float64(w.now() - x.onset))
	if x.entered[locating] < 0 {
		m.Faults[x.fault].Unnoticed++
	}
	m.record(w, x, false)
}

// record keeps an incident if it took a service down, and now and then drops the short ones.
func (m *meter) record(w *World, x *incident, open bool) {
	if !x.downing || x.onset < m.start || x.kind != genuine {
		return
	}
	r := IncidentRecord{
		Replication: int(w.draws.key.Replication), Serial: int(x.serial), Fault: int(x.fault),
		Where: x.where, Service: int(x.service), Onset: float64(x.onset - m.start), Open: open,
		Nodes: int(x.nodes), Capacity: x.lost,
	}
	for s := range r.Parts {
		if r.Parts[s] = nan; x.entered[s] >= 0 {
			r.Parts[s] = x.parts[s]
		}
	}
	if open {
		r.Parts[x.stage] += float64(w.now() - x.since)
	}
	m.Worst = append(m.Worst, r)
	if len(m.Worst) >= 2*maxWorst {
		m.Worst = Worst(m.Worst)
	}
}

// Worst sorts records, the longest first and equal ones as they were, and keeps the first 10,000.
func Worst(records []IncidentRecord) []IncidentRecord {
	slices.SortStableFunc(records, func(a, b IncidentRecord) int { return cmp.Compare(b.Duration(), a.Duration()) })
	return records[:min(len(records), maxWorst)]
}

// Duration is the time from onset to over, or to the end of the run.
func (r *IncidentRecord) Duration() float64 {
	total := 0.0
	for _, part := range r.Parts {
		if !math.IsNaN(part) {
			total += part
		}
	}
	return total
}
