package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/models"
)

// The worst that data went through where no service went down: the replication in which most of it was lost, unreadable
// or short of fragments, and what struck most nodes in that.

// strikes collects the incidents of a replication, as they are told.
type strikes struct {
	blueprint *models.Blueprint
	rows      []result.IncidentRow
	at        map[int]int // by number of an incident: 1 more than the place of its row
	lost      map[int]int // likewise: groups of data that were lost with it
}

func (s *strikes) end(float64) error { return nil }

func (s *strikes) tell(at float64, n models.Note) {
	if n.Incident < 0 {
		return
	}
	if n.What == models.Begins && n.Fault >= 0 {
		nan := math.NaN()
		s.rows = append(s.rows, result.IncidentRow{Incident: n.Incident, Start: at, End: nan, Detect: nan, Switchover: nan,
			Locate: nan, Wait: nan, Repair: nan, Verify: nan, Cause: s.blueprint.Faults[n.Fault].Name,
			NodesAffected: n.Nodes, CapacityLost: nan, RequestsFailed: nan})
		s.at[n.Incident] = len(s.rows)
	}
	if s.at[n.Incident] == 0 {
		return
	}
	row := &s.rows[s.at[n.Incident]-1]
	switch {
	case n.What == models.LosesData:
		s.lost[n.Incident] += n.Groups
	case n.What == models.Alarms && math.IsNaN(row.Detect):
		row.Detect = at - row.Start
	case n.What == models.Heals || n.What == models.Ends:
		row.End = at
		if !math.IsNaN(row.Detect) {
			row.Repair = row.End - row.Start - row.Detect
		}
	}
}

// keptWorst are how data fares, the worst first.
var keptWorst = []struct{ metric, fared string }{{"bytes_lost", "of %s was lost, the most of its %d runs"},
	{"unreadable", "of %s was unreadable on average over time, the most of its %d runs"},
	{"degraded", "of %s was short of fragments on average over time, the most of its %d runs"}}

// worstKept are the incidents with which most data was lost, or that struck most nodes, in the replication in which it
// fared worst, and which that is; none where it is not known.
func (t *telling) worstKept() (rows []result.IncidentRow, which string, err error) {
	stores := scopesOf(t.one.summary.Estimates, "data")
	if len(stores) == 0 || !t.playable(&t.shown) {
		return nil, "", nil
	}
	var worst replicated
	at := t.shown
	for _, x := range keptWorst {
		at = t.worstPoint(x.metric, "data:"+stores[0])
		values, err := t.valuesOf(&at, x.metric, "data:"+stores[0])
		if err != nil {
			return nil, "", err
		}
		if n := len(values); n > 0 && values[n-1].value > 0 {
			worst = values[n-1]
			unit := t.one.find(x.metric, "data:"+stores[0]).Unit
			which = scaleFor(unit, worst.value).text(worst.value) + " " + fmt.Sprintf(x.fared, stores[0], n)
			break
		}
	}
	if which == "" || !t.playable(&at) {
		return nil, "", nil
	}
	s, err := t.struckIn(&at, worst.replication)
	if err != nil {
		return nil, "", err
	}
	slices.SortStableFunc(s.rows, func(a, b result.IncidentRow) int {
		return cmp.Or(cmp.Compare(s.lost[b.Incident], s.lost[a.Incident]), cmp.Compare(b.NodesAffected, a.NodesAffected),
			cmp.Compare(t.lasted(&b), t.lasted(&a)))
	})
	return s.rows[:min(len(s.rows), mostTold)], which, nil
}

// worstPoint is the configuration with the largest mean of a metric: of the points of a sweep, of which none is more
// than another; else the one that is shown.
func (t *telling) worstPoint(metric, scope string) result.Key {
	at, most := t.shown, 0.0
	if t.folder.Manifest.Verb != "sweep" {
		return at
	}
	for _, point := range t.configurations() {
		if e := findIn(point, metric, scope); e != nil && e.Mean > most {
			at, most = point[0].Key, e.Mean
		}
	}
	return at
}

// struckIn plays a replication of a configuration again, which is playable, for its incidents.
func (t *telling) struckIn(k *result.Key, replication int) (*strikes, error) {
	system := t.systemOf(k)
	s := &strikes{blueprint: system.Blueprint, at: map[int]int{}, lost: map[int]int{}}
	if err := retell(t.ctx, system, uint32(replication), window{0, t.horizon(k)}, s); err != nil {
		return nil, err
	}
	for i := range s.rows {
		s.rows[i].Key, s.rows[i].Replication = *k, replication
	}
	return s, nil
}

// lostGroups is how many groups of data were lost with an incident.
func (s *story) lostGroups() (n int) {
	for _, x := range s.notes {
		if x.note.What == models.LosesData && x.note.Incident == s.row.Incident {
			n += x.note.Groups
		}
	}
	return n
}
