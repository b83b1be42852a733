package load

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/models/fleet"
	"nines/models/glimpses"
	"nines/models/requests"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all loads of it.
type Plan struct {
	*sight.Plan
	streams  []stream
	meshes   []mesh
	calls    bool    // some service calls another
	flowOf   []int32 // by class: the flow of the service that its nodes serve; None without one
	plans    []strainPlan
	alerts   []alertPlan
	longest  sim.Duration    // that alerts look back
	lanes    []requests.Plan // by flow, at request fidelity; else none
	glimpses *glimpses.Plan  // likewise, where they are played in glimpses
	seats    []int32         // by leaf: its number among the nodes of its lane, or None
	pressed  []int           // flows of services that have to meet the demand on them, whatever that is
}

// stream is what does not change about the traffic of one service.
type stream struct {
	*book.Plan
	service int
	mesh    int           // index into meshes
	demand  models.Demand // while all that call it answer all that they are sent
	users   float64       // what users send it, as a part of the demand of its mesh
	calls   []call
	// installed is the throughput of its service while all is well, requests per second.
	installed float64
	places    []int32 // by class: its place among those of the service; None where that does not run on it
}

// call is one of another flow.
type call struct {
	models.Call
	flow int
}

// mesh is flows that are connected by calls: one demand says what all of them are sent.
type mesh struct {
	demand models.Demand // of the first users among them
	flows  []int         // each behind those that call it
	calls  bool
	fails  bool // there are calls without which requests fail
}

// strainPlan is one overload fault among the nodes of one class under load: they share a clock, see strain.
type strainPlan struct {
	fault     int16
	flow      int
	class     int     // index into the classes of its service
	processes []int32 // of the nodes
	processOf []int32 // by leaf; None where it is not among them
}

// Prepare derives the plan: a clock for every overload fault in every class under load. Errors are models.Flaws.
// Cost: O(overload faults × nodes).
func Prepare(seen *sight.Plan) (*Plan, error) {
	p := &Plan{Plan: seen}
	p.planFlows()
	if err := p.fit(); err != nil {
		return nil, err
	}
	if p.Plays() {
		return p, p.planLanes()
	}
	for i := range p.Faults {
		f := &p.Faults[i]
		if f.Overload == nil {
			continue
		}
		if err := p.planStrain(i, f); err != nil {
			return nil, models.At("faults."+f.Name, fmt.Errorf("fault %s: %w", f.Name, err))
		}
	}
	return p, p.planAlerts()
}

// planFlows lays out the traffic of every service that has any.
func (p *Plan) planFlows() {
	p.flowOf = nowhere(len(p.Classes))
	flows := p.Flows()
	for flow, s := range flows {
		x := stream{Plan: p.Book, service: s, demand: p.DemandOn(s), places: nowhere(len(p.Classes)),
			installed: p.Installed(s)}
		for at, c := range p.Services[s].Classes {
			x.places[c], p.flowOf[c] = int32(at), int32(flow)
		}
		for _, c := range p.Services[s].Calls {
			x.calls = append(x.calls, call{c, slices.Index(flows, c.Service)})
		}
		if p.streams = append(p.streams, x); p.Book.Pressed(s) {
			p.pressed = append(p.pressed, flow)
		}
	}
	p.planMeshes(flows)
}

// planMeshes puts flows that are connected by calls together.
func (p *Plan) planMeshes(flows []int) {
	first := make([]int, len(flows)) // of those that a flow is connected with
	for k := range first {
		first[k] = k
	}
	for range first { // at most as many steps as the longest chain has
		for k := range p.streams {
			for _, c := range p.streams[k].calls {
				least := min(first[k], first[c.flow])
				first[k], first[c.flow] = least, least
			}
		}
	}
	at := make([]int, len(flows)) // 1 more than the mesh, by the first of its flows
	for _, s := range p.Callers() {
		k := slices.Index(flows, s)
		if at[first[k]] == 0 {
			p.meshes = append(p.meshes, mesh{})
			at[first[k]] = len(p.meshes)
		}
		p.join(at[first[k]]-1, k)
	}
	for i := range p.Traffic {
		if p.Traffic[i].Used() {
			p.feed(slices.Index(flows, p.Traffic[i].Service), p.Traffic[i].Demand)
		}
	}
}

// join adds a flow to a mesh that has those that call it.
func (p *Plan) join(to, flow int) {
	m, x := &p.meshes[to], &p.streams[flow]
	m.flows, x.mesh = append(m.flows, flow), to
	m.calls = m.calls || len(x.calls) > 0
	p.calls = p.calls || m.calls
	m.fails = m.fails || slices.ContainsFunc(x.calls, func(c call) bool { return !c.Optional })
}

// feed has users send requests to a flow.
func (p *Plan) feed(flow int, d models.Demand) {
	x := &p.streams[flow]
	m := &p.meshes[x.mesh]
	switch {
	case m.demand.Mean == 0:
		m.demand, x.users = d, 1
	default:
		x.users = d.Mean / m.demand.Mean
	}
}

// nowhere is None for each of so many classes.
func nowhere(classes int) []int32 { return flat.Fill([]int32(nil), classes, fleet.None) }

func (p *Plan) planStrain(fault int, f *models.Fault) error {
	if err := p.checkOverload(f); err != nil {
		return err
	}
	before := len(p.plans)
	for flow := range p.streams {
		for class, c := range p.Services[p.streams[flow].service].Classes {
			if x := p.strainOn(fault, class, c); len(x.processes) > 0 {
				x.flow = flow
				p.plans = append(p.plans, x)
			}
		}
	}
	if len(p.plans) == before {
		return errors.New("the service under load does not run on its nodes; put it on a class of that service")
	}
	return nil
}

func (p *Plan) checkOverload(f *models.Fault) error {
	o := f.Overload
	_, aging := f.Failure.(models.Aging)
	_, recorded := f.Failure.(models.Recorded)
	switch {
	case len(p.Traffic) == 0:
		return errors.New("without traffic there is no overload")
	case p.Seeker != nil:
		return errors.New("overload goes with a balancing policy that splits rates whatever the load, as random does")
	case !(o.Rate > 0 && o.Above >= 0 && o.Steepness > 0) || math.IsInf(o.Rate+o.Above+o.Steepness, 1):
		return errors.New("overload takes a rate and a steepness above 0")
	case aging || recorded || f.Lemons > 0:
		return errors.New("overload goes with lives that are exponential and alike")
	}
	for _, target := range f.Targets {
		if _, leaf := p.Topology.Leaf(target); !leaf {
			return errors.New("overload is a matter of nodes, not of domains")
		}
	}
	return nil
}

// strainOn gathers the nodes of a class that an overload fault strikes.
func (p *Plan) strainOn(fault, class, c int) strainPlan {
	x := strainPlan{fault: int16(fault), class: class, processOf: make([]int32, len(p.Topology.Leaves))}
	for i := range x.processOf {
		x.processOf[i] = fleet.None
	}
	first := p.FirstProcess(int16(fault))
	for t, target := range p.Faults[fault].Targets {
		if leaf, _ := p.Topology.Leaf(target); int(p.Topology.Leaves[leaf].Class) == c {
			x.processOf[leaf] = first + int32(t)
			x.processes = append(x.processes, x.processOf[leaf])
		}
	}
	return x
}
