package main

import (
	"fmt"

	"nines/models"
	"nines/sim/unit"
)

// fares follows how the requests of each service fare, from one point of the time series to the next.
type fares map[int]*fare

// fare is that of one service.
type fare struct {
	at      float64 // the last point, in seconds since the end of the warm-up
	sums    models.Progress
	failing bool
	unsaid  bool // that it fails many, or no longer does
}

// The shares of requests that fail from which on a service is told of as failing them, and below which it no longer is.
const (
	manyFail = 0.10
	fewFail  = 0.05
)

// follow takes in a note of what has become of requests and returns it with what has become of them since the point
// before, which was at from, and the share that it Loses. That the service fails many, or no longer does, is news once,
// when it is told of.
func (f fares) follow(at float64, n models.Note, told bool) (since models.Note, from float64, news bool) {
	x := f[n.Service]
	if x == nil {
		x = &fare{}
		f[n.Service] = x
	}
	from, since = x.at, n
	p := &since.Requests
	p.Arrived, p.Tries = p.Arrived-x.sums.Arrived, p.Tries-x.sums.Tries
	p.Served, p.Failed = p.Served-x.sums.Served, p.Failed-x.sums.Failed
	x.at, x.sums = at, n.Requests
	if over := p.Served + p.Failed; over > 0 {
		since.Loses = float64(p.Failed) / float64(over)
		if now := since.Loses > manyFail || x.failing && since.Loses >= fewFail; now != x.failing {
			x.failing, x.unsaid = now, !x.unsaid // what was not said and is over needs no word
		}
	}
	if news = told && x.unsaid; news {
		x.unsaid = false
	}
	return since, from, news
}

// faring says a note about requests, as a service begins to fail many or no longer does.
func faring(b *models.Blueprint, n models.Note) string {
	name := b.Services[n.Service].Name
	tries := float64(n.Requests.Tries) / float64(max(n.Requests.Arrived, 1))
	if n.Loses < fewFail {
		return fmt.Sprintf("service %s serves its requests again, with %.1f tries for each", name, tries)
	}
	return fmt.Sprintf("service %s fails %s of its requests, with %.1f tries for each", name,
		unit.Ratio(n.Loses).Percent(), tries)
}

// counter is the element of traceEvents for the rates of requests between two points, in a window from start.
func counter(b *models.Blueprint, n models.Note, from, at, start float64) traceEvent {
	rate := func(count uint64) float64 { return float64(count) / (at - from) }
	r := n.Requests
	return traceEvent{Name: "requests of " + b.Services[n.Service].Name + " per second", Ph: "C",
		Ts: max(from, start) * 1e6, Pid: servicesPid, Tid: n.Service + 1,
		Args: map[string]float64{"came": rate(r.Arrived), "tries": rate(r.Tries), "served": rate(r.Served)}}
}
