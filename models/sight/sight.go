package sight

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/flat"
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
	cuts     []int32      // open partitions, where detectors stand inside
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
}

// First is the first kind of event of this room; it owns sixteen.
const First = fleet.First + 16

// turns is what a detector (Arg) thinks of a node (Who) changes.
const turns sim.Kind = First

// KindName says what an event of this room is about.
func KindName(sim.Kind) string { return "belief" }

// Handle plays an event of this room.
func (s *Sight) Handle(e sim.Event) { s.onTurn(e.Who, int(e.Arg)) }

// Reset makes everybody trusted, reusing memory.
func (s *Sight) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet) {
	s.Plan, s.chance, s.book, s.fleet = p, draws, b, truth
	nodes := len(p.Topology.Leaves)
	s.board.Reset(nodes, p.Time.Warmup)
	s.beliefs = flat.Fill(s.beliefs, nodes*len(p.Watches), belief{})
	s.regards = flat.Fill(s.regards, nodes, regard{})
	s.marks, s.cuts = s.marks[:0], s.cuts[:0]
	s.news = news{turns: s.news.turns[:0], nodes: s.news.nodes[:0]}
}

// Start schedules the first mistakes of the detectors.
func (s *Sight) Start(c *sim.Calendar) {
	s.calendar = c
	for leaf := range s.regards {
		for d := range s.Watches {
			s.awaitFirst(int32(leaf), d)
		}
	}
}

// CopyFrom makes s equal to src in its own memory; it draws, books, schedules and looks at what it is given.
func (s *Sight) CopyFrom(src *Sight, c *sim.Calendar, draws *chance.Draws, b *book.Book, truth *fleet.Fleet) {
	s.Plan, s.calendar, s.chance, s.book, s.fleet = src.Plan, c, draws, b, truth
	s.board.CopyFrom(&src.board)
	s.beliefs = flat.Copy(s.beliefs, src.beliefs)
	s.regards = flat.Copy(s.regards, src.regards)
	s.marks, s.cuts = flat.Copy(s.marks, src.marks), flat.Copy(s.cuts, src.cuts)
}

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
	s.choose(leaf)
}

// choose decides whether balancers send work to a node.
func (s *Sight) choose(leaf int32) {
	r := &s.regards[leaf]
	shunned := r.drains > 0 || s.convinced(r.suspecting&s.audible)
	if shunned != r.shunned {
		r.shunned = shunned
		if s.Traffic != nil {
			s.news.nodes = append(s.news.nodes, leaf)
		}
	}
}

// note reports what a detector thinks of a node.
func (s *Sight) note(leaf int32, watch int, b *belief) {
	if s.fleet.Told() {
		s.noteMind(leaf, watch, b)
	}
}

func (s *Sight) noteMind(leaf int32, watch int, b *belief) {
	what := models.Trusts
	if b.mistaken {
		what = models.Accuses
	} else if b.suspected {
		what = models.Suspects
	}
	s.fleet.Note(models.Note{
		At: s.now(), What: what, Incident: -1, Fault: -1, Blames: -1, Where: s.Topology.Node(leaf), Nodes: 1, Watch: watch,
		Service: -1, Crew: -1,
	})
}
