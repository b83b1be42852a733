package models

import (
	"math"
	"slices"

	"nines/sim"
	"nines/sim/dist"
)

// Limits of a blueprint; what exceeds them is refused by Prepare.
const (
	MaxFaults   = 1000
	MaxWatches  = 16
	MaxServices = 64
)

// Blueprint is a complete description of one system, its policies and its traffic. Package world prepares and plays it.
type Blueprint struct {
	Name       string
	Time       Timing
	Topology   *Topology
	Classes    []Class
	Faults     []Fault
	Watches    []Watch
	Panels     []Panel     // who must agree; none: any detector alone is believed
	Correlator             // of the alarms of one incident; nil: all are one
	Localizers []Localizer // asked in turn, the last again and again; ≥ 1
	Recoverer
	Crews    []Crew
	Spares   []Spare
	Pools    []Pool
	Services []Service
	Stores   []Store
	Logs     []Log
	Traffic  []Traffic      // at most one for each service, of users; none at structural fidelity
	Splitter                // consulted only with traffic
	Seeker                  // instead of the Splitter, at flow fidelity: of balancers that look at the load; else nil
	Panic                   // when balancers do not believe what they hear
	Glimpses *Glimpses      // in which alone requests are played; nil: all are
	Windows  []sim.Duration // lengths of the windows, one after the other, that SLOs are judged over
	Trail    bool           // the outcome tells when each service was what: for windows and contracts of any kind
	Cycles   bool           // runs are cut at the moments at which all is as new; nothing remembers more than that
	Unmet    bool           // services whose rules ask for more than is installed are down all the time, not refused

	Transactions []Transaction
}

// Timing says what is simulated and what of it is measured.
type Timing struct {
	Warmup   sim.Duration   // played first and not measured, ≥ 0
	Horizon  sim.Duration   // measured, > 0
	New      bool           // all that ages is new at the start of the run
	ReportAt []sim.Duration // instants of point availability, from the start of the measured time
}

// Windows is how many windows of a length fit into the horizon one after the other, and what is left behind the last.
func (t *Timing) Windows(length sim.Duration) (whole int, rest sim.Duration) {
	const rounding = 1e-12 // of the horizon
	whole = int(t.Horizon / length * (1 + rounding))
	if rest = t.Horizon - sim.Duration(sim.Duration(whole)*length); rest <= t.Horizon*rounding {
		rest = 0
	}
	return whole, rest
}

// Class is a kind of node.
type Class struct {
	Name       string
	Throughput float64 // requests per second that a healthy node completes; 1 where the scenario names none
	Rated      bool    // the scenario names it, or what requests take of a node
	Cost       float64 // money per second and node
	Weight     float64 // for weighted balancing, > 0
}

// Fault is one way in which components fail, an independent alternating renewal on each target: up for a life, then
// faulty until repaired or healed, then a new life.
type Fault struct {
	Name    string
	Targets []ComponentID // in order
	Failure Failure
	Symptom Symptom
	// Destroys has it destroy what nodes that it hits keep for stores: they come back empty.
	Destroys bool
	// Corrupts is the probability that each fragment on a node that it hits gets an error that nobody knows of, in [0, 1].
	Corrupts float64
	// Peer is all that a Partition cuts its targets off from, a domain or node apart from them: its users still reach
	// what it holds, which loses nothing. Fleet: it cuts them off from everybody.
	Peer ComponentID
	Hits float64 // probability that an occurrence hits each node below its target; 1: it hits the target itself
	// Exactly is how many of those nodes an occurrence hits, drawn without replacement; 0: as many as Hits says.
	Exactly int
	// Spares has it leave alone the nodes that are down already, of those that it would hit.
	Spares bool
	Repair dist.Law // hands-on time, drawn for each repair; nil: cannot be repaired by hand
	Heals  dist.Law // time from onset until it passes by itself; nil: never
	Each   bool     // every node that is hit is an incident of its own, with its own alarm, repair and return
	// Operating stops the clock of a life while its component is down for another reason; otherwise lives run in
	// calendar time.
	Operating bool
	Lemons    float64   // variance of the gamma-distributed rate multiplier of each target, mean 1; 0: all alike
	Crew      int       // index into Crews, -1: needs none
	Spare     int       // index into Spares: the part that hands-on repair uses up; -1: needs none
	Cause     string    // what actions clear and a diagnosis names; several faults may share one. "": Name
	Modes     []Mode    // what is wrong, of which an occurrence has one; none: the cause itself
	Change    bool      // each strike is a deploy or a push of configuration
	Uncounted bool      // downtime that is owed to it does not count, see ServiceOutcome
	Good      float64   // share of strikes that hit nobody because they do no harm, in [0, 1]: good changes
	Triggers  *Cascade  // nil: a strike triggers no others
	Overload  *Overload // nil: it strikes whatever the load
	Course    Course    // of the effect of an incident
	// Renews are faults on the same targets, by number: their lives end as this one strikes, and when it is over they
	// begin anew, as good as new.
	Renews   []int
	AtAge    sim.Duration // it strikes when the life of the first of Renews is so old, and never else; 0: as Failure says
	Cost     float64      // money for each incident
	Budget   *Budget      // of work that is announced: what its turns wait for; nil: nothing
	Schedule string       // what is said of when it strikes, where no law says it; "": nothing
}

// Watch is a detector under the name that a scenario gives it.
type Watch struct {
	Name string
	Detector
	Mute bool // balancers do not hear it; it raises alarms
	// From is where it stands, a domain or node whose partitions are its own; Fleet: outside of everything, where the
	// users are. On a node it runs, and stops with it.
	From ComponentID
	// Guarded: one that is Listening discards the time that it has missed when its node goes on after a stall. Otherwise
	// it suspects all whose time has run out meanwhile.
	Guarded bool
}

// Panel is a group of detectors of which some must agree. A node is suspected, and an alarm raised, where enough
// detectors of some panel suspect it; balancers shun it where enough do that they hear.
type Panel struct {
	Watches []int // indices into Blueprint.Watches, each once
	Votes   int   // 1 … len(Watches)
}

// Panic is when so few nodes are trusted that it is likelier that detectors are wrong than that all the others are:
// below a share of the nodes of the service, or where nobody is trusted, whatever the share. Balancers then send work
// to all of them, whom they trust and whom they do not, or to nobody.
type Panic struct {
	Below  float64 // share of nodes, in [0, 1]; one that is drained is not trusted
	Closed bool    // nobody
}

// Audience is whom work is sent.
type Audience uint8

// The audiences.
const (
	ToTrusted Audience = iota
	ToAll              // in panic
	ToNobody           // in panic, if that is the choice
)

// Audience is whom work is sent while so many of all nodes are trusted. There is panic where none is.
func (p Panic) Audience(trusted, nodes int64) Audience {
	const rounding = 1e-9
	switch {
	case trusted >= max(1, int64(math.Ceil(p.Below*float64(nodes)*(1-rounding)))):
		return ToTrusted
	case p.Closed:
		return ToNobody
	}
	return ToAll
}

// Crew is a team of interchangeable hands, which work on Count cases at a time.
type Crew struct {
	Name       string
	Count      int
	Cost       float64 // money per second for each of Count, in every team
	Dispatcher         // whom they turn to next; nil: first come first served
	Shifts     []Shift // when it is on duty; none: always
	// Stops has hands lay down their work at the end of a shift: it goes on with what is left of it when hands are to be
	// had again, anybody's. Otherwise they finish what they have begun.
	Stops bool
	// Overtime is money for each second of a hand at work, or on its way, while the crew is off duty.
	Overtime float64
	// CallOut is the time until hands come that are called outside the shifts; nil: work waits for the next shift.
	// Somebody who is free is called for each case that would wait, unless enough are on their way; the next shift
	// brings those who would come later. Whoever comes takes the case that is next, whichever the call was for, and goes
	// home where none waits any more. Hands that were called out and are done before the next shift take
	// the next case at once. Hands that only stayed on after their shift go home: who waits then has somebody called.
	CallOut dist.Law
	Depth   int // 0: one team for the whole fleet; d: a team of Count for every domain at depth d
}

// Shift is a span of duty, in seconds within a week that begins on Monday at 0:00, as the measured time does.
// 0 ≤ From < To ≤ 7 d.
type Shift struct{ From, To sim.Duration }

// Spare is a stock of parts. When what is on the shelf and on order, less what is waited for, falls to Reorder, it
// orders up to Stock. A Stock of 0 orders each part when it is needed.
type Spare struct {
	Name    string
	Stock   int      // on the shelf at the start, ≥ 0
	Reorder int      // 0 ≤ Reorder < Stock, or both 0
	Lead    dist.Law // time from an order until its parts are there; nil: nothing is ever ordered
	Cost    float64  // money for each part used
	Holding float64  // money per second for each part on the shelf
}

// Pool is bandwidth that the copies which are under way share equally: restores of nodes, and rebuilds of stores.
type Pool struct {
	Name string
	Rate float64 // bytes per second for all of them, > 0
	Each float64 // bytes per second for each of them at most, > 0; +Inf: no limit
	// Drag is the share of every node's throughput that users lose while the pool is fully used, in proportion to its
	// use, in [0, 1).
	Drag float64
}

// Traffic is the demand of users on one service, in requests, if none leaves a session; none, where requests are
// played, on one that is only called.
type Traffic struct {
	Service int
	Demand  Demand
	Lane    *Lane // where requests are played one by one, and all traffic has one; nil at flow
}

// Corrupts reports whether any fault puts errors into what stores keep.
func (b *Blueprint) Corrupts() bool {
	return slices.ContainsFunc(b.Faults, func(f Fault) bool { return f.Corrupts > 0 })
}

// Used reports whether users send requests; a service that is only called has a lane all the same.
func (t *Traffic) Used() bool { return t.Demand.Mean > 0 }

// Plays reports whether traffic is played request by request.
func (b *Blueprint) Plays() bool { return len(b.Traffic) > 0 && b.Traffic[0].Lane != nil }

// LaneOf is how requests to a service are played one by one.
func (b *Blueprint) LaneOf(service int) *Lane {
	for i := range b.Traffic {
		if b.Traffic[i].Service == service {
			return b.Traffic[i].Lane
		}
	}
	return nil
}

// Processes counts the (fault, target) pairs, each of which lives its own renewal process.
func (b *Blueprint) Processes() int {
	n := 0
	for i := range b.Faults {
		n += len(b.Faults[i].Targets)
	}
	return n
}

const maxZones = 64 // that are measured one by one

// Zones counts the outermost domains, which are measured one by one; 0 where there are none or too many.
func (b *Blueprint) Zones() int {
	first, last := b.Topology.Inner(Fleet)
	if n := int(last - first); len(b.Topology.Levels) > 1 && n <= maxZones {
		return n
	}
	return 0
}

// TargetOf is the component of a process, as ProcessOutcome numbers them.
func (b *Blueprint) TargetOf(process int) ComponentID {
	for f := range b.Faults {
		if process < len(b.Faults[f].Targets) {
			return b.Faults[f].Targets[process]
		}
		process -= len(b.Faults[f].Targets)
	}
	panic("models: no such process")
}

// Installed is the throughput of a service with every node up, in requests per second. Cost: O(nodes).
func (b *Blueprint) Installed(service int) float64 {
	total, nodes := 0.0, b.Topology.ByClass()
	for _, c := range b.Services[service].Classes {
		total += float64(float64(nodes[c]) * b.Classes[c].Throughput)
	}
	return total
}

// Teams is how many teams a crew has: one, or one for every domain of its depth.
func (b *Blueprint) Teams(crew int) int {
	if depth := b.Crews[crew].Depth; depth > 0 {
		return len(b.Topology.AtDepth(depth))
	}
	return 1
}

// Treats reports whether the recoverer has treatments of its own, which it may try on the healthy.
func (b *Blueprint) Treats() bool { return len(b.Recoverer.Actions()) > 0 }

// Switches reports whether the recoverer moves the role of any service.
func (b *Blueprint) Switches() bool {
	return slices.ContainsFunc(b.Recoverer.Actions(), func(a Action) bool { return a.Service != "" })
}

// Divides reports whether some fault is a partition.
func (b *Blueprint) Divides() bool {
	return slices.ContainsFunc(b.Faults, func(f Fault) bool { return f.Symptom.Effect == Partition })
}

// Messages is how many messages per second a detector takes to watch the healthy fleet; 0 where it sends none.
func (b *Blueprint) Messages(watch int) float64 {
	if m, ok := b.Watches[watch].Detector.(Messenger); ok {
		return m.Messages(len(b.Topology.Leaves))
	}
	return 0
}

// End is when a run is over: warm-up plus horizon.
func (b *Blueprint) End() sim.Time { return sim.Time(b.Time.Warmup + b.Time.Horizon) }
