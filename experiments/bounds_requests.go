package experiments

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/stat"
	"nines/sim/unit"
)

// unfailing reports whether nothing can fail a request to a service: no fault of its nodes or needs, no limit or
// patience that it could run into, and none of its calls. What this function does not know of may.
func unfailing(b *models.Blueprint, service int) bool {
	if !untouched(b, service) || b.Panic.Closed {
		return false
	}
	for _, c := range b.Services[service].Calls {
		if !c.Optional && !unfailing(b, c.Service) {
			return false
		}
	}
	l := *b.LaneOf(service)
	s, never := l.Serving, sim.Duration(math.Inf(1))
	l.Arrivals, l.Work, l.Own, l.Balancer, l.Cache, l.Encryption, l.Client.Hedge = nil, nil, nil, nil, nil, nil, nil
	l.Keys, l.Priorities, l.Client.Retry, l.Network = models.Keys{}, nil, models.Retry{}, models.Network{}
	l.Fast, l.SlowStart, l.Balancers, l.Staleness = 0, 0, 0, 0
	l.Session, l.Idle, l.Zones, l.ByBalancer = nil, 0, 0, false
	return models.Keeps(s.Discipline) && reflect.DeepEqual(l, models.Lane{
		Serving: models.Serving{Slots: s.Slots, Sharing: s.Sharing, Discipline: s.Discipline, Limit: -1, Fate: s.Fate,
			Frees: s.Frees, Brownout: s.Brownout, Optional: s.Optional},
		Client: models.Client{Timeout: never, Deadline: never, GivesUp: l.Client.GivesUp},
	})
}

// impossible reports whether no request to a service can fail in one way, whatever else may happen to it. What this
// function does not know of may.
func impossible(b *models.Blueprint, service int, how models.Fared) bool {
	l, never := b.LaneOf(service), sim.Duration(math.Inf(1))
	switch how {
	case models.Wrong, models.Broken, models.Failed, models.Lost:
		return untouched(b, service)
	case models.Late:
		return l.Client.Timeout == never && l.Client.Deadline == never
	case models.Full:
		return l.Serving.Limit < 0
	case models.Shed:
		return l.Serving.Shedding == nil && models.Keeps(l.Serving.Discipline)
	case models.NeedFailed:
		return len(b.Services[service].Calls) == 0 && len(b.Services[service].Needs) == 0
	}
	return false
}

// thrifty reports whether all that nodes of a service do answers a request: none fails, is sent twice, or is recalled
// by who has called.
func thrifty(b *models.Blueprint, service int) bool {
	for i := range b.Services {
		if slices.ContainsFunc(b.Services[i].Calls, func(c models.Call) bool { return c.Service == service }) {
			return false
		}
	}
	return b.LaneOf(service).Client.Hedge == nil && unfailing(b, service)
}

// none is what has not happened where the share of some metric is at its best; of others no request failed.
var none = map[string]string{
	"fast_requests":  "no request failed or took longer than the threshold",
	"wasted_work":    "no node served in vain",
	"full_answers":   "nothing was left out of any request",
	"stale_requests": "no request was served with what had expired",
}

// unfailed bounds the share of requests that fail, or are not fast or served in vain, where none of those that were
// played was. They do not fail independently: one that finds no room is followed by others. So it is the rate of spells
// in which requests fail times how long one lasts, which is taken to be no longer than what is slowest to pass of all
// that can fail them: faults, or a queue, which lasts as long as the longest that one of its requests took. That all
// fail in such a spell is the worst that can be. ok is false where some failed.
func (s *Sample) unfailed(q int, c column, confidence float64) (e stat.Estimate, ok bool) {
	k := &s.quantities[q]
	if k.latencies == "" || len(c.values) == 0 || sum(k.losses(c)) > 0 {
		return e, false
	}
	longest := s.longestLatency(k.latencies)
	lasting := fmt.Sprintf("the longest latency (%s)", unit.Duration(longest).Human())
	if len(k.causes) > 0 {
		restoring, slowest := s.slowest(k.causes)
		if restoring == 0 {
			return e, false
		}
		if restoring > longest {
			longest, lasting = restoring, slowest
		}
	}
	exposure := float64(s.blueprint.Time.Horizon) * s.seen
	e = stat.PoissonTotalAtMost(exposure, min(longest, exposure), confidence)
	e.Method = "Poisson rate × " + lasting + ", one-sided"
	e = e.Warn("%s in %s: the bound takes a spell of that to last as long as %s; simulate longer or more "+
		"replications", cmp.Or(none[k.metric], "no request failed"), unit.Duration(exposure).Human(), lasting)
	e.N, e.High = len(c.values), min(e.High, 1)
	if k.mirrored() {
		e.Point, e.Low, e.High = 1-e.Point, 1-e.High, 1-e.Low
	}
	return e, true
}

// ofRequests marks quantities as being about the requests of a service. Shares of them that failed or did not are
// certain where nothing can fail one.
func ofRequests(list []quantity, service string, sure bool) []quantity {
	for i := range list {
		k := &list[i]
		k.requests = true
		switch k.metric {
		case "request_success", "failed_requests":
			k.latencies, k.sure = "service:"+service, k.sure || sure
		case "lost_rate":
			k.sure = sure
		}
		if none[k.metric] != "" {
			k.latencies = "service:" + service
		}
	}
	return list
}

// longestLatency is that of the requests of a service that were served in all replications, in seconds; 0 where none
// were.
func (s *Sample) longestLatency(service string) (longest float64) {
	for _, spells := range s.spells[s.find("latency_p50", service)] {
		if n := len(spells); n > 0 {
			longest = max(longest, spells[n-1].Value+spells[n-1].Off)
		}
	}
	return longest
}
