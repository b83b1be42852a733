package experiments

import (
	"math"
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/models/failure"
	"nines/sim/stat"
)

// unsampled is what of a scenario replications tell nothing about.
type unsampled struct {
	strikes bool // when its faults strike, if any do, is known in advance: what comes out alike does so always
	record  bool // some of them come from one record, played as it was: another year would be another record
	draws   bool // some of them are drawn from one record: how well it tells what is to come is not known
}

func unsampledOf(b *models.Blueprint) unsampled {
	u := unsampled{strikes: len(b.Faults) > 0 || unerring(b)}
	for f := range b.Faults {
		_, recorded := b.Faults[f].Failure.(models.Recorded)
		scheduled, _ := b.Faults[f].Failure.(failure.Scheduled)
		_, drawn := b.Faults[f].Failure.(models.Resampled)
		record, _ := b.Faults[f].Failure.(failure.Record)
		u.strikes = u.strikes && recorded && !drawn
		u.draws = u.draws || drawn
		u.record = u.record || record.Observed || scheduled.Observed
	}
	return u
}

// unerring reports whether nobody is suspected who is well.
func unerring(b *models.Blueprint) bool {
	return !slices.ContainsFunc(b.Watches, func(w models.Watch) bool { return w.Mistake() != models.Unerring{} })
}

// spared marks what is certain of a service that no fault can take down, nor work after a false alarm or on somebody
// innocent: where none of its time is lost, none ever is.
func spared(b *models.Blueprint, s int, list []quantity) []quantity {
	if !untouched(b, s) {
		return list
	}
	for i := range list {
		switch list[i].metric {
		case "availability", "unavailability", "downtime", "outages", "reliability":
			list[i].sure = true
		}
	}
	return list
}

// untouched reports whether neither faults nor what is done about them, rightly or not, reach a service or what it
// needs hard.
func untouched(b *models.Blueprint, s int) bool {
	causes := causesOf(b, b.Hard(s), true)
	return causes != nil && len(causes) == 0 && !b.Soft(s) && !b.Treats() && unerring(b)
}

// judge takes from an estimate the interval that would pass for an error of sampling where nothing is sampled. Of a run
// that plays a record as it was, all is said to be given that. Requests always come at random, and only where nothing
// can fail one is that none did as it must be.
func (u unsampled) judge(e stat.Estimate, c column, k *quantity) stat.Estimate {
	if math.IsNaN(e.Point) {
		return e // nothing is known, by chance or otherwise
	}
	if u.strikes && !k.requests && c.alike() || k.sure && unlost(c, k) {
		e = certain(e)
	}
	switch {
	case u.record:
		e.Method += result.GivenRecord
	case u.draws:
		e.Method += result.OfDraws
	}
	return e
}

// certain is an estimate of what cannot be otherwise.
func certain(e stat.Estimate) stat.Estimate {
	e.Low, e.High, e.SD, e.Method, e.Warnings = e.Point, e.Point, 0, result.NoChance, nil
	return e
}

// lifeless reports that a quantity is about what nodes do of the requests to a service, and that all of these are down
// for all of every replication, as is known in advance: whenever requests come, none is served.
func (s *Sample) lifeless(k *quantity) bool {
	b := s.blueprint
	if !k.requests || !s.unsampled.strikes || !slices.Contains(served, k.metric) {
		return false
	}
	service := slices.IndexFunc(b.Services, func(x models.Service) bool { return k.scope == "service:"+x.Name })
	if service < 0 {
		return false
	}
	return !slices.ContainsFunc(b.Services[service].Classes, func(class int) bool {
		q := s.find("node_availability", "class:"+b.Classes[class].Name)
		if q < 0 {
			return true
		}
		up := s.column(q)
		return len(up.tops) == 0 || slices.Max(up.tops) > 0
	})
}

// served are the metrics that are 0 where nodes do nothing.
var served = []string{"request_success", "fast_requests", "goodput", "utilization"}

// unlost reports that no replication lost any of what a quantity is a share of.
func unlost(c column, k *quantity) bool {
	return len(c.values) > 0 && slices.Min(c.values) == slices.Max(c.values) && sum(k.losses(c)) == 0
}

// alike reports that replications, more than one, are the same.
func (c *column) alike() bool {
	same := func(xs []float64) bool { return slices.Max(xs) == slices.Min(xs) }
	return len(c.tops) > 1 && same(c.tops) && same(c.bottoms)
}
