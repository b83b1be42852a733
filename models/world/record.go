package world

import "nines/models"

// closed records an incident that is over.
func (m *meter) closed(w *World, x *incident) {
	if x.onset < m.start {
		return
	}
	m.Faults[x.fault].Restore.Add(float64(w.now() - x.onset))
	if x.entered[models.Locating] < 0 {
		m.Faults[x.fault].Unnoticed++
	}
	m.record(w, x, false)
}

// record keeps an incident if it took a service down, and now and then drops the short ones.
func (m *meter) record(w *World, x *incident, open bool) {
	if !x.downing || x.onset < m.start || x.kind != genuine {
		return
	}
	r := models.IncidentRecord{
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
	if len(m.Worst) >= 2*models.MaxWorst {
		m.Worst = models.Worst(m.Worst)
	}
}
