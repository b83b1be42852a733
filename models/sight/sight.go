package sight

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// Sight is what is believed in one run. All of it lies in flat slices indexed by number, so that it can be copied and
// used again.
type Sight struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	board    models.Board // what deciders may know of the nodes
	beliefs  []belief     // by node × detector
	regards  []regard     // by node
	marks    []mark       // by hold
	groups   []group      // by detector
	stalls   []stall      // by detector
	deaf     []deafness   // by hold × detector; empty where nobody is ever accused
	cuts     []int32      // open partitions, where detectors stand inside
	room     room
	news     news
}

// regard is how a node stands with those who use it.
type regard struct {
	suspecting uint16 // detectors that suspect it, as a set
	drains     int8   // reasons for which it is kept from work
	shunned    bool   // by balancers: enough detectors that they hear suspect it, or it is drained
}

// mark is what is believed because of one hold.
type mark struct {
	seen    uint16 // detectors to which it shows, as a set
	noticed uint16 // detectors that have suspected the node because of it
	known   bool   // an alarm has been raised because of it
	stalls  bool   // the detectors that run on its node
}

// First is the first kind of event of this room; it owns sixteen.
const First = fleet.First + 16

// The kinds of events. Who and Arg of an event are given behind each.
const (
	turns   sim.Kind = First + iota // what detector Arg thinks of node Who changes
	errs                            // the nodes that are detector Arg suspect one of them falsely
	accuses                         // a node that is deaf because of hold Who has detector Arg take another for dead
)

func (s *Sight) now() sim.Time { return s.calendar.Now() }

// Board is what is known of the nodes.
func (s *Sight) Board() *models.Board { return &s.board }

// Suspected reports whether as many detectors suspect a node as it takes.
func (s *Sight) Suspected(leaf int32) bool { return s.board.Suspected(leaf) }

// Chosen reports whether balancers send work to a node.
func (s *Sight) Chosen(leaf int32) bool { return !s.regards[leaf].shunned }

// Drain keeps work from a node (by 1), for one more reason, or takes a reason back (−1).
func (s *Sight) Drain(leaf int32, by int8) {
	s.regards[leaf].drains += by
	s.choose(leaf, &s.regards[leaf])
}

// choose decides whether balancers send work to a node, which stands with them like that.
func (s *Sight) choose(leaf int32, r *regard) {
	shunned := r.drains > 0 || s.convinced(r.suspecting&s.audible)
	if shunned != r.shunned {
		r.shunned = shunned
		if len(s.Traffic) > 0 {
			s.news.nodes = append(s.news.nodes, leaf)
		}
	}
}

// note reports what a detector thinks of a node.
func (s *Sight) note(m mind) {
	switch {
	case m.mistaken:
		s.tell(models.Accuses, m)
	case m.suspected:
		s.tell(models.Suspects, m)
	default:
		s.tell(models.Trusts, m)
	}
}

// tell reports what a detector does about a node.
func (s *Sight) tell(what models.What, m mind) {
	if s.fleet.Told() {
		s.noteMind(what, m)
	}
}

func (s *Sight) noteMind(what models.What, m mind) {
	s.fleet.Note(models.Note{
		At: s.now(), What: what, Incident: -1, Fault: -1, Blames: -1, From: -1, Where: s.Topology.Node(m.leaf), Nodes: 1,
		Watch:   m.watch,
		Service: -1, Through: -1, Crew: -1,
	})
}

// sees reports whether a hold shows to a detector.
func (s *Sight) sees(h int32, watch int) bool {
	return int(h) < len(s.marks) && s.marks[h].seen&(1<<watch) != 0
}

// expects reports whether a hold shows to a detector that has yet to notice it.
func (s *Sight) expects(h int32, watch int) bool {
	return s.sees(h, watch) && s.marks[h].noticed&(1<<watch) == 0
}

// markOf is the mark of a hold.
func (s *Sight) markOf(h int32) *mark {
	for int(h) >= len(s.marks) {
		s.marks = append(s.marks, mark{})
	}
	return &s.marks[h]
}

// watcher names the streams of a detector's draws about a leaf.
func (s *Sight) watcher(leaf int32, watch int) uint64 {
	return rng.Child(s.fleet.Entity(leaf), s.keys[watch])
}

// mind is that of one detector about one node.
type mind struct {
	*belief
	leaf  int32
	watch int
}

func (s *Sight) mind(leaf int32, watch int) mind {
	return mind{&s.beliefs[int(leaf)*len(s.Watches)+watch], leaf, watch}
}
