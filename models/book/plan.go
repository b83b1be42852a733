package book

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
)

// Plan is what the book derives from a blueprint: immutable, and shared by all books of it.
type Plan struct {
	*models.Blueprint
	nodes     []int     // by class
	services  []service // in the order of the blueprint
	onClass   [][]int16 // by class: services that run on it
	touched   [][]int16 // by class: those, and the services that need them
	gates     gates     // of all services, as they stand when every node is up
	unmet     []error   // why services can never be up, where they are not refused for it
	needs     *needs    // nil where no service needs another
	uncounted []bool    // by cause: its downtime does not count; nil where all counts
	zones     int
	cures     cures
	processes int // 0 where there are too many to tell them apart
}

// service is what does not change about one.
type service struct {
	id       int16
	root     int32   // gate that says whether it is up
	own      int32   // likewise, as far as its own nodes go: root, or below it; none where it runs on none
	end      int32   // behind the last of the gates below own, which follow it
	depth    int     // of the domains that the leaf gates stand for
	gateOf   []int32 // by domain at that depth (component number); the leaf gate
	never    bool    // it is down even when every node is up
	byNodes  bool    // leaf gates count nodes; otherwise units of throughput
	units    []int64 // by class: units of throughput of a healthy node, 0 where it is not of the service
	perUnit  float64 // requests per second in a unit
	allUnits int64   // installed
	allNodes int
	demand   models.Demand // on it
	pressed  bool          // it is up while it reaches what traffic asks for: the gate of its own rule follows the demand
	members  []int32       // leaves of its log to begin with, which alone can be to blame; nil: it has none
	levels   []int64       // units at which the throughput reachable is at one of its levels, the highest first
}

// UnitsInstalled is about how many units the whole of a service is divided into: enough for shares of 1e-12 and far
// from overflow. Whole units make sums exact: what is taken away and given back leaves nothing behind.
const UnitsInstalled = 1 << 50

// maxTraced is the number of processes beyond which they are not told apart in the outcome.
const maxTraced = 20_000

// Prepare derives the plan. It fails where a service cannot be up, unless that is to be played; the error is a
// models.Flaw.
func Prepare(b *models.Blueprint) (*Plan, error) {
	p := &Plan{Blueprint: b, nodes: b.Topology.ByClass(), onClass: make([][]int16, len(b.Classes)), zones: b.Zones()}
	if n := b.Processes(); n <= maxTraced {
		p.processes = n
	}
	for f := range b.Faults {
		if !b.Faults[f].Uncounted {
			continue
		}
		if p.uncounted == nil {
			p.uncounted = make([]bool, len(b.Faults)+1)
		}
		p.uncounted[f] = true
	}
	if err := p.planNeeds(); err != nil {
		return nil, err
	}
	for i := range b.Services {
		if err := p.addService(i); err != nil {
			return nil, models.At("services."+b.Services[i].Name+".up_when", err)
		}
		for _, c := range b.Services[i].Classes {
			p.onClass[c] = append(p.onClass[c], int16(i))
		}
	}
	p.findNever()
	p.planCures()
	p.touched = p.onClass
	if p.needs != nil {
		p.touched = p.needs.touched(p.onClass)
	}
	return p, nil
}

// addService lays the gates of one service behind those that exist.
func (p *Plan) addService(id int) error {
	s := service{id: int16(id), units: make([]int64, len(p.Classes)), own: none}
	if log := p.Services[id].Log; log > 0 {
		s.members = p.Logs[log-1].Members
	}
	top := p.layTop(id)
	if s.root = top; len(p.Services[id].Classes) > 0 {
		if err := p.addOwn(id, &s, top); err != nil {
			return err
		}
	}
	p.services = append(p.services, s)
	return nil
}

// addOwn lays the gates of the rule that a service has for its own nodes, below a top where there is one.
func (p *Plan) addOwn(id int, s *service, top int32) error {
	s.gateOf = make([]int32, len(p.Topology.Domains))
	total := 0.0
	for _, c := range p.Services[id].Classes {
		total += float64(float64(p.nodes[c]) * p.Classes[c].Throughput)
	}
	if total == 0 {
		return fmt.Errorf("service %s runs on no node that has a throughput", p.Services[id].Name)
	}
	s.perUnit = total / UnitsInstalled
	for _, c := range p.Services[id].Classes {
		s.units[c] = int64(math.Round(p.Classes[c].Throughput / s.perUnit))
		s.allUnits += int64(p.nodes[c]) * s.units[c]
		s.allNodes += p.nodes[c]
	}
	for _, share := range p.Services[id].Levels {
		s.levels = append(s.levels, part(share*float64(s.allUnits)))
	}
	s.pressed, s.demand = p.Services[id].Rule.Demand, p.DemandOn(id)
	if s.pressed && !slices.Contains(p.Flows(), id) {
		return fmt.Errorf("service %s is to meet the demand on it, and there is no traffic on it", p.Services[id].Name)
	}
	s.own = p.layGates(s, &p.Services[id].Rule, models.Fleet, top)
	s.end = int32(len(p.gates))
	p.fillGates(s)
	if top == none {
		s.root = s.own
	}
	if p.gates[s.own].open() {
		if top != none {
			p.gates[top].have++
		}
		return nil
	}
	err := fmt.Errorf("service %s can never be up: %s", p.Services[id].Name, p.shortfall(s, &p.Services[id].Rule))
	if !p.Blueprint.Unmet {
		return fmt.Errorf("%w; ask for less, or add nodes", err)
	}
	p.unmet, s.never = append(p.unmet, err), true
	return nil
}

// findNever marks the services that are never up for want of another that is not, and takes what is never up out of
// the gates that count it.
func (p *Plan) findNever() {
	if p.unmet == nil || p.needs == nil {
		return
	}
	up := p.needs.starting(func(service int) bool { return !p.services[service].never })
	for s := range p.services {
		if p.services[s].never = !p.needs.has(up, s); !p.services[s].never {
			continue
		}
		for _, g := range p.needs.feeds[s] {
			p.gates.supply(g, -1)
		}
	}
}

// Unmet says of services why their rules can never be met, where the blueprint has them played.
func (p *Plan) Unmet() []error { return p.unmet }

// NeverUp reports whether a service is down even when every node is up, by its rule or for want of what it needs.
func (p *Plan) NeverUp(service int) bool { return p.services[service].never }

func (p *Plan) shortfall(s *service, r *models.Rule) string {
	switch {
	case r.Nodes > 0:
		return fmt.Sprintf("it asks for %d nodes and runs on %d", r.Nodes, s.allNodes)
	case r.Each != nil:
		g := p.gates[s.own]
		return fmt.Sprintf("it asks for %d domains and at most %d can meet the condition", g.need, g.have)
	}
	return "it asks for more throughput than is installed"
}

// Serves reports whether a service runs on a class.
func (p *Plan) Serves(service int, class int16) bool { return p.services[service].units[class] > 0 }

// Misses reports whether it matters to a service that a node is stood in for beside another: where its rule counts
// domains, and they sit in different ones.
func (p *Plan) Misses(service int16, leaf, host int32) bool {
	depth := p.services[service].depth
	return depth > 0 && p.Topology.Above(leaf, depth) != p.Topology.Above(host, depth)
}

// On lists the services that run on a class.
func (p *Plan) On(class int16) []int16 { return p.onClass[class] }

// Nodes is how many nodes of a class there are.
func (p *Plan) Nodes(class int) int { return p.nodes[class] }

// Maintains reports whether it is of interest when a cause holds nodes, since its downtime does not count.
func (p *Plan) Maintains(cause int) bool { return p.Trail && p.uncounted != nil && p.uncounted[cause] }

// Excuses reports whether there are causes whose downtime does not count.
func (p *Plan) Excuses() bool { return p.uncounted != nil }

// Part of a node's units that a share leaves, rounded: the same whole number whenever it is asked.
func Part(units int64, share float64) int64 { return int64(float64(float64(units)*share) + 0.5) }

// Units is a healthy node's throughput in units of a service.
func (p *Plan) Units(service, class int16) int64 { return p.services[service].units[class] }
