package requests

import (
	"math"

	"nines/models"
	"nines/sim"
)

// Plan is what a lane plays, immutable and shared by all runs of it. Nodes are those of the service, numbered from 0.
type Plan struct {
	*models.Lane
	Entity uint64 // whose streams it draws from
	Demand *models.Demand
	Calls  []Call
	Panic  models.Panic
	Most   int          // requests that are under way at any time, ≥ 1, and likewise tries; more are refused
	Warmup sim.Duration // the demand counts from its end
	Speeds []float64    // by node: how fast it serves while it is well, in seconds of work per second, > 0
	Weight []float64    // by node: as the balancer is told, > 0
	Zone   []int32      // by node: likewise, counted from 0; none: 0
}

// Call is that of another service.
type Call struct {
	models.Call
	Lane int32 // its number on the road
	// Ranks are, by the priority of the request that calls, the one that its call has, none where that is drawn; nil: all
	// are drawn.
	Ranks []int16
}

// rank is the priority of a call that a try makes; none where it is drawn.
func (c *Call) rank(x *try) int16 {
	if c.Ranks == nil {
		return int16(none)
	}
	return c.Ranks[x.rank]
}

// nextStage is the first of the calls that are made after those with one.
func (p *Plan) nextStage(kind int) int {
	next := kind
	for next < len(p.Calls) && p.Calls[next].Stage == p.Calls[kind].Stage {
		next++
	}
	return next
}

// varies reports whether requests differ in more than their work, and that none is about what another is.
func (p *Plan) varies() bool {
	return p.Keys.Count > 0 || p.Own != nil || p.Encryption != nil || len(p.Priorities) > 1 || p.Balancers > 1
}

// screens reports whether some tries are not sent, though there are nodes to send them to.
func (p *Plan) screens() bool {
	return p.Client.Admission != nil || p.Client.Quorum != nil || p.Client.Hedge != nil
}

// heeds reports whether it is kept in mind how tries fare.
func (p *Plan) heeds() bool {
	c := &p.Client
	return p.Zones > 0 || p.Ejecting != nil || c.Admission != nil || c.Retry.Budget != nil || c.Hedge != nil
}

// times reports whether requests are hedged, tried again or given up after some time.
func (p *Plan) times() bool {
	c := &p.Client
	return c.Hedge != nil || c.Retry.Tries > 1 || !math.IsInf(float64(min(c.Timeout, c.Deadline)), 1)
}

// none is the number of nothing and nobody.
const none int32 = -1
