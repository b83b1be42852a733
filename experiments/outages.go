package experiments

import (
	"cmp"
	"context"
	"slices"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
)

// Outage is one of a service, as far as it lies in the measured time.
type Outage struct {
	Replication int
	Start       float64             // seconds since the end of the warm-up; 0 where it began before
	Length      float64             // seconds, up to the end of the run where it was not over then
	Open        bool                // it was not over then
	Began       *result.IncidentRow // the incident that began it; nil: none that struck in the measured time
	Besides     []Beside            // that was not over then
}

// Beside is how many incidents of a fault were not over when an outage began that another one began.
type Beside struct {
	Fault          string
	Going, Waiting int // all, and those of them that waited for hands or parts
}

// Downtime is that of a service in one replication.
type Downtime struct {
	Replication int
	Seconds     float64
}

// LongestOutages finds the longest outages of a service, the longest first, by playing replications again: those with
// the longest downtime before the others, since no outage is longer than the downtime that it is part of. It ends when
// no replication that is left can have a longer one than the last of so many, or when it has played most replications;
// sure tells which. What a script does in every replication counts once. Downtimes are of all replications, in any
// order. Where the context ends, it returns that error.
func LongestOutages(ctx context.Context, s *scenario.Scenario, key result.Key, service int, downtimes []Downtime,
	wanted, most int) (longest []Outage, sure bool, err error) {
	order := slices.Clone(downtimes)
	slices.SortStableFunc(order, func(a, b Downtime) int { return cmp.Compare(b.Seconds, a.Seconds) })
	for i, x := range order {
		if x.Seconds <= 0 || len(longest) == wanted && longest[wanted-1].Length >= x.Seconds {
			return longest, true, nil
		}
		if i == most {
			return longest, false, nil
		}
		found, err := outagesOf(ctx, s, key, service, x.Replication)
		if err != nil {
			return nil, false, err
		}
		for _, outage := range found {
			if !slices.ContainsFunc(longest, outage.scripted) {
				longest = append(longest, outage)
			}
		}
		slices.SortStableFunc(longest, func(a, b Outage) int { return cmp.Compare(b.Length, a.Length) })
		longest = slices.Clip(longest[:min(len(longest), wanted)])
	}
	return longest, true, nil
}

// scripted reports whether another outage is the same in another replication: chance repeats no instant.
func (o *Outage) scripted(other Outage) bool {
	return o.Replication != other.Replication && o.Start == other.Start && o.Length == other.Length
}

// outagesOf plays a replication again and lists the outages of a service in the measured time. An outage belongs to the
// incident that struck, or grew, at the same instant and was told of last before it.
func outagesOf(ctx context.Context, s *scenario.Scenario, key result.Key, service, replication int) ([]Outage, error) {
	b := s.Blueprint
	warmup := float64(b.Time.Warmup)
	var all []Outage
	var serials []int // of the incidents that began them; −1: none
	var story Story
	var struck models.Note // last
	began := -1            // which incident began the outage that is going on
	var besides []Beside   // when it began
	enter := func(t *Thread, end float64, open bool) {
		if t.Service != service || end <= 0 {
			return
		}
		start := max(0, float64(t.At)-warmup)
		all = append(all, Outage{Replication: replication, Start: start, Length: end - start, Open: open,
			Besides: besides})
		serials = append(serials, began)
	}
	var w worker
	w.world.Tell(func(n models.Note) {
		switch {
		case n.What == models.Begins, n.What == models.Grows:
			struck = n
		case n.What == models.Falls && n.Service == service:
			if began = -1; struck.What != 0 && struck.At == n.At {
				began = struck.Incident
			}
			besides = besidesOf(b, &story, began)
		}
		if step, moves := story.Follow(n); moves && step.To == "" {
			enter(step.Thread, float64(n.At)-warmup, false)
		}
	})
	o := w.play(ctx, s.Plan, uint64(s.Spec.Run.Seed), replication)
	if o == nil {
		return nil, context.Cause(ctx) // nil where it does not end by itself
	}
	for _, t := range story.Open() {
		enter(t, float64(b.Time.Horizon), true)
	}
	for i := range all {
		at := slices.IndexFunc(o.Worst, func(r models.IncidentRecord) bool { return r.Serial == serials[i] })
		if at >= 0 {
			row := incidentRow(b, key, &o.Worst[at], installed(b))
			all[i].Began = &row
		}
	}
	return all, nil
}

// besidesOf counts the incidents of a story that are not over, but for one.
func besidesOf(b *models.Blueprint, story *Story, but int) (all []Beside) {
	counts := make([]Beside, len(b.Faults))
	for _, t := range story.open {
		if t.Service >= 0 || t.Fault < 0 || t.Incident == but {
			continue
		}
		counts[t.Fault].Going++
		if t.Stage == models.Waiting.String() {
			counts[t.Fault].Waiting++
		}
	}
	for f, x := range counts {
		if x.Fault = b.Faults[f].Name; x.Going > 0 {
			all = append(all, x)
		}
	}
	return all
}
