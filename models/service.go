package models

// Service is something users ask for, provided by the nodes of some classes, by other services that it needs, or by
// both. It is up while its rule holds, its log has a leader, what it needs of stores can be used, one of its nodes
// holds its lock, and everything that it needs is up; a service without classes has no rule. The rule judges, it does
// not gate traffic: at flow fidelity what is lost follows from the nodes.
type Service struct {
	Name    string
	Classes []int // indices of the classes it runs on
	Rule    Rule
	Needs   []Dependency // each is missed at once when it is lost, and serves at once when it is back
	Calls   []Call       // of other services, for the requests that go to it
	Stores  []Backing    // each of another store
	Lock    *Lock        // without whose holder it is down; nil: it has none
	// Kept: it has no rule but that a node is up, which what suspends it from apart implies: it runs on the nodes of its
	// stores, or on those that may hold its lock, and they are not to blame besides.
	Kept bool
	// Log is that without whose leader it is down: 1 and its index into Blueprint.Logs; 0: none.
	Log int
	// Levels are shares of its installed throughput, the highest first, of which a trail tells how many cannot be
	// reached.
	Levels []float64
}

// Rule is a condition on the nodes that a service runs on, within the fleet or, nested, within one domain. Of nodes it
// sets exactly one of Nodes, Share, Rate, Demand and Majority.
type Rule struct {
	Nodes    int     // at least so many nodes up
	Share    float64 // at least this share of the installed throughput reachable, in (0, 1]
	Rate     float64 // at least so many requests per second reachable
	Demand   bool    // at least what the traffic on the service asks of it now, within the fleet as a whole
	Majority bool    // more than half of the nodes up or, with Each, of the domains where it has nodes
	// Each is the condition on every domain at depth Depth; the rule holds where at least Domains of them meet it.
	Each    *Rule
	Depth   int
	Domains int
}

// Dependency is a condition on other services: that one is up or, where Of names any, that enough of them are met.
type Dependency struct {
	Service int          // index into Blueprint.Services, where Of is empty
	Of      []Dependency // alternatives, at most MaxServices, each of which may be one service or again some
	AtLeast int          // of them, 1 … len(Of)
	// Soft is the share of its requests that a service loses while this is not met, in (0, 1]; 0: the service is down
	// then. Within Of it has no meaning.
	Soft float64
}

// Each visits the services that a dependency names, those named twice twice.
func (d *Dependency) Each(visit func(service int)) {
	if len(d.Of) == 0 {
		visit(d.Service)
	}
	for i := range d.Of {
		d.Of[i].Each(visit)
	}
}

// Reaches tells of each service whether a given one needs it, directly or through others, or is it; nil for a service
// that needs no other.
func (b *Blueprint) Reaches(service int) []bool {
	if len(b.Services[service].Needs) == 0 {
		return nil
	}
	return b.reach(service, func(*Dependency) bool { return true })
}

// Hard is Reaches for the services without which the given one may be down.
func (b *Blueprint) Hard(service int) []bool {
	return b.reach(service, func(d *Dependency) bool { return d.Soft == 0 })
}

// Soft reports whether a service may lose requests while it is up, for want of what it needs or what that needs.
func (b *Blueprint) Soft(service int) bool {
	soft := false
	for s, reached := range b.reach(service, func(d *Dependency) bool {
		soft = soft || d.Soft > 0
		return true
	}) {
		soft = soft || reached && b.Services[s].Backed()
	}
	return soft
}

// reach tells which services are needed by one through dependencies of a kind, itself among them.
func (b *Blueprint) reach(service int, through func(d *Dependency) bool) []bool {
	reached := make([]bool, len(b.Services))
	var visit func(s int)
	visit = func(s int) {
		if reached[s] {
			return
		}
		reached[s] = true
		for i := range b.Services[s].Needs {
			if d := &b.Services[s].Needs[i]; through(d) {
				d.Each(visit)
			}
		}
	}
	visit(service)
	return reached
}
