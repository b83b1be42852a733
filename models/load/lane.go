package load

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/models/fleet"
	"nines/models/glimpses"
	"nines/models/requests"
	"nines/sim"
	"nines/sim/flat"
)

// Where requests are played one by one the traffic of each service is a lane, and the road that they lie on plays
// requests by itself. Lanes are told what an event has changed of nodes, in truth and as balancers may know, and of
// what services need.

// known is what a lane was told of a node.
type known struct {
	condition requests.Condition
	chosen    bool
}

// planLanes gathers the nodes that serve requests. Errors are models.Flaws.
func (p *Plan) planLanes() error {
	if err := p.refuse(); err != nil {
		return err
	}
	p.seats = nowhere(len(p.Topology.Leaves))
	p.lanes = make([]requests.Plan, len(p.streams))
	for k := range p.streams {
		x := &p.streams[k]
		p.lanes[k] = requests.Plan{Lane: p.LaneOf(x.service), Entity: uint64(x.service), Demand: p.users(x.service),
			Panic: p.Panic, Warmup: p.Time.Warmup, Most: models.MostUnderWay}
		for _, c := range x.calls {
			p.lanes[k].Calls = append(p.lanes[k].Calls, requests.Call{Call: c.Call, Lane: int32(c.flow),
				Ranks: models.SameRanks(p.lanes[k].Priorities, p.LaneOf(c.Service).Priorities)})
		}
	}
	p.seat()
	if p.Glimpses != nil {
		p.glimpses = glimpses.Prepare(p.Glimpses, &p.Time, p.lanes)
	}
	return nil
}

// seat gives nodes their places in lanes.
func (p *Plan) seat() {
	zones := p.Topology.Zones()
	for leaf := range p.Topology.Leaves {
		class := p.Topology.Leaves[leaf].Class
		if flow := p.flowOf[class]; flow != fleet.None {
			x := &p.lanes[flow]
			p.seats[leaf] = int32(len(x.Speeds))
			x.Speeds = append(x.Speeds, p.Classes[class].Throughput*x.MeanTry()/float64(x.Serving.Slots))
			x.Weight = append(x.Weight, p.Classes[class].Weight)
			x.Zone = append(x.Zone, zones[leaf])
		}
	}
}

// users is what comes to a service: their requests or, where each has a session, they.
func (p *Plan) users(service int) *models.Demand {
	for i := range p.Traffic {
		if t := &p.Traffic[i]; t.Service == service {
			come := t.Demand
			come.Ends = float64(p.Time.Horizon)
			if s := t.Lane.Session; s != nil {
				come.Mean /= s.Requests.Mean()
			}
			return &come
		}
	}
	return nil
}

// refuse what is not played request by request.
func (p *Plan) refuse() error {
	for i := range p.Faults {
		if f := &p.Faults[i]; f.Overload != nil {
			return models.At("faults."+f.Name, fmt.Errorf("fault %s: overload strikes at flow fidelity", f.Name))
		}
	}
	for _, w := range p.Watches {
		if _, ok := w.Detector.(models.Meter); ok {
			return models.At("detection."+w.Name, fmt.Errorf("detector %s looks at requests at flow fidelity", w.Name))
		}
	}
	for _, a := range p.Recoverer.Actions() {
		if a.Elsewhere {
			return models.At("actions."+a.Name, errors.New("nodes are stood in for at flow fidelity"))
		}
	}
	return nil
}

func (l *Load) resetLanes() {
	l.known = flat.Fill(l.known, len(l.seats), known{requests.Condition{Slow: 1}, true})
	if l.glimpsing() {
		l.road.Reset(nil, l.chance)
		l.tape.Reset(l.glimpses, l.chance)
		return
	}
	l.road.Reset(l.lanes, l.chance)
}

func (l *Load) copyLanes(src *Load) {
	l.road.CopyFrom(&src.road)
	l.known = flat.Copy(l.known, src.known)
	if l.glimpsing() {
		l.tape.CopyFrom(&src.tape, l.chance)
	}
}

// Advance plays requests that come, wait and are answered before a time, or some of them; it reports whether those were
// all.
func (l *Load) Advance(until sim.Time) (done bool) {
	if l.glimpsing() {
		return until < l.End() || l.glimpse()
	}
	played, done := l.road.Advance(until)
	l.book.Played(played)
	return done
}

// inform tells lanes what an event has changed.
func (l *Load) inform(drag float64) {
	before := l.flows[0].told.drag
	for k := range l.flows {
		f := &l.flows[k]
		f.told = l.hear(f, drag)
		fails := 1 - f.told.passes
		if f.told.interrupted {
			fails = 1
		}
		l.needs(k, fails)
	}
	news := [2][]int32{l.sight.Turned(), l.fleet.Touched()}
	for _, leaves := range news {
		for _, leaf := range leaves {
			l.entrust(leaf)
		}
	}
	if drag != before {
		for leaf := range l.seats {
			l.tell(int32(leaf))
		}
	}
	for _, leaves := range news {
		for _, leaf := range leaves {
			l.tell(leaf)
		}
	}
}

// entrust tells its lane whether a node is trusted. That comes before how nodes are, so that nothing of what is sent on
// when they fail goes to one that is known to be among them.
func (l *Load) entrust(leaf int32) {
	if seat := l.seats[leaf]; seat != fleet.None {
		if now := l.sight.Chosen(leaf); now != l.known[leaf].chosen {
			l.trusts(int(l.flowOf[l.fleet.Class(leaf)]), seat, now)
			l.known[leaf].chosen = now
		}
	}
}

// tell tells its lane how a node is.
func (l *Load) tell(leaf int32) {
	if seat := l.seats[leaf]; seat != fleet.None {
		if now := l.judge(leaf); now != l.known[leaf] {
			l.becomes(int(l.flowOf[l.fleet.Class(leaf)]), seat, now.condition)
			l.known[leaf] = now
		}
	}
}

// judge is what its lane has to know of a node.
func (l *Load) judge(leaf int32) known {
	c := l.fleet.Condition(leaf)
	x := known{requests.Condition{Slow: c.Slow / (1 - l.flows[0].told.drag)}, l.sight.Chosen(leaf)}
	if c.Up {
		x.condition.Fails = 1 - c.Answers
		if c.Answers > 0 {
			x.condition.Wrong = 1 - c.Quality/c.Answers
		}
		return x
	}
	switch l.fleet.Fails(leaf) {
	case models.Hang:
		x.condition.Hung = true
	case models.Partition:
		x.condition.Apart = true
	default:
		x.condition.Down = true
	}
	return x
}

// checkLanes holds lanes to their invariants, and what they were told to the truth.
func (l *Load) checkLanes() error {
	for leaf, seat := range l.seats {
		if now := l.judge(int32(leaf)); seat != fleet.None && now != l.known[leaf] {
			return fmt.Errorf("node %d: requests are told %v, not %v", leaf, l.known[leaf], now)
		}
	}
	if l.glimpsing() {
		return l.tape.Check()
	}
	return l.road.Check()
}
