package world_test

import (
	"math"
	"slices"

	"nines/models"
	"nines/models/traffic"
	. "nines/models/worldtest"
	"nines/policies/balancing"
	"nines/policies/retrying"
	"nines/sim"
)

// played has the requests to all services played one by one, some thousand of them, or those in glimpses. Each takes
// hours, as what happens to nodes does.
func (d *dice) played(b *models.Blueprint) {
	if !d.yes(2) || len(b.Traffic) == 0 || unplayable(b) {
		return
	}
	for i := range b.Faults {
		b.Faults[i].Overload = nil // it strikes at flow fidelity
	}
	const less = 1. / (1 << 16)
	for i := range b.Classes {
		b.Classes[i].Throughput *= less
	}
	for i := range b.Services {
		slowed(&b.Services[i].Rule, less)
	}
	for i := range b.Traffic {
		b.Traffic[i].Demand.Mean *= less
	}
	for _, s := range b.Flows() {
		i := slices.IndexFunc(b.Traffic, func(t models.Traffic) bool { return t.Service == s })
		if i < 0 {
			i = len(b.Traffic)
			b.Traffic = append(b.Traffic, models.Traffic{Service: s})
		}
		b.Traffic[i].Lane = d.lane()
	}
	for i := range b.Services {
		for k := range b.Services[i].Calls {
			b.Services[i].Calls[k].InTurn = d.yes(2)
		}
	}
	if d.yes(3) {
		b.Glimpses = &models.Glimpses{Length: 20 * Hour, Lead: 50 * Hour, Count: 20, Each: 1 + d.pick(2)}
	}
}

// slowed asks for less by the second, in a rule and in what it says of domains.
func slowed(r *models.Rule, less float64) {
	if r.Rate *= less; r.Each != nil {
		each := *r.Each
		slowed(&each, less)
		r.Each = &each
	}
}

// unplayable reports detectors and actions that are played at flow fidelity alone.
func unplayable(b *models.Blueprint) bool {
	meters := func(w models.Watch) bool {
		_, meters := w.Detector.(models.Meter)
		return meters
	}
	return slices.ContainsFunc(b.Watches, meters) ||
		slices.ContainsFunc(b.Recoverer.Actions(), func(a models.Action) bool { return a.Elsewhere })
}

// lane is how the requests to a service are played.
func (d *dice) lane() *models.Lane {
	patience := func() sim.Duration {
		if d.yes(2) {
			return sim.Duration(d.hours(24) * Hour)
		}
		return sim.Duration(math.Inf(1))
	}
	l := &models.Lane{
		Arrivals: traffic.Poisson{}, Work: Exponential(1 / Hour), Fast: 12 * Hour,
		Serving: models.Serving{Slots: 1 + d.pick(3), Sharing: d.yes(3), Frees: d.yes(2), Limit: []int{-1, 0, 3}[d.pick(3)],
			Fate: models.Fate(d.pick(4))},
		Client: models.Client{Timeout: patience(), Deadline: patience(), GivesUp: models.GivingUp(d.pick(3)),
			Retry: models.Retry{Tries: 1 + d.pick(3)}},
		Balancer: []models.Balancer{balancing.RoundRobin{}, balancing.LeastConnections{}, balancing.Random{},
			balancing.Ring{Points: 5}}[d.pick(4)],
	}
	if l.Serving.Sharing && l.Serving.Limit == 0 {
		l.Serving.Limit = 1
	}
	if d.yes(2) {
		l.Client.Retry.Backoff = retrying.Constant{Wait: Hour / 2}
	}
	if d.yes(3) {
		l.Encryption = &models.Encryption{Clients: 5, Full: 0.1, Idle: patience(), Rotates: patience(), Resumes: 3 * Hour}
	}
	return l
}
