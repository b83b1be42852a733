package sight

import (
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/flat"
)

// Reset makes everybody trusted, reusing memory.
func (s *Sight) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet) {
	s.Plan, s.chance, s.book, s.fleet = p, draws, b, truth
	nodes := len(p.Topology.Leaves)
	s.board.Reset(nodes, p.Time.Warmup)
	s.beliefs = flat.Fill(s.beliefs, nodes*len(p.Watches), belief{})
	s.regards = flat.Fill(s.regards, nodes, regard{})
	s.groups = flat.Fill(s.groups, len(p.Watches), group{standings: standings{heard: int32(nodes)}})
	s.stalls = flat.Fill(s.stalls, len(p.Watches), stall{})
	s.deaf = s.deaf[:0]
	s.marks, s.cuts = s.marks[:0], s.cuts[:0]
	s.room.reset(p)
	s.news.reset()
}

// Start schedules the first mistakes of the detectors.
func (s *Sight) Start(c *sim.Calendar) {
	s.calendar = c
	for leaf := range s.regards {
		for d := range s.Watches {
			s.awaitFirst(s.mind(int32(leaf), d))
		}
	}
	for d := range s.groups {
		s.renewGroup(d)
	}
}

// CopyFrom makes s equal to src in its own memory; it draws, books, schedules and looks at what it is given.
func (s *Sight) CopyFrom(src *Sight, c *sim.Calendar, draws *chance.Draws, b *book.Book, truth *fleet.Fleet) {
	s.Plan, s.calendar, s.chance, s.book, s.fleet = src.Plan, c, draws, b, truth
	s.board.CopyFrom(&src.board)
	s.beliefs = flat.Copy(s.beliefs, src.beliefs)
	s.regards = flat.Copy(s.regards, src.regards)
	s.deaf = flat.Copy(s.deaf, src.deaf)
	s.groups, s.stalls = flat.Copy(s.groups, src.groups), flat.Copy(s.stalls, src.stalls)
	s.marks, s.cuts = flat.Copy(s.marks, src.marks), flat.Copy(s.cuts, src.cuts)
	s.room.copyFrom(&src.room)
}

// Handle plays an event of this room.
func (s *Sight) Handle(e sim.Event) {
	switch e.Kind {
	case errs:
		s.onErr(int(e.Arg))
	case accuses:
		s.onAccuse(e.Who, int(e.Arg))
	default:
		s.onTurn(s.mind(e.Who, int(e.Arg)))
		s.fill()
	}
}

// KindName says what an event of this room is about.
func KindName(kind sim.Kind) string {
	switch kind {
	case errs:
		return "mistake"
	case accuses:
		return "accusation"
	}
	return "belief"
}

// Follow reads a change of the truth, which shows to some detectors or no more.
func (s *Sight) Follow(c fleet.Change) {
	x := s.fleet.Case(c.Case)
	if s.placed {
		s.followCut(c)
	}
	switch c.What {
	case fleet.Began, fleet.Returned:
		s.appear(x.Holds(), fleet.None)
	case fleet.Grew:
		s.appear(x.Holds(), c.Hold)
	case fleet.Hid:
		s.disappear(x.Holds())
	case fleet.Ended:
		s.disappear(x.Holds())
		s.forget(x.Holds())
	case fleet.TakenOut:
		s.appear(c.Hold, fleet.None)
	case fleet.PutBack:
		s.disappear(c.Hold)
		s.forget(c.Hold)
	}
	s.fill()
}

// appear lets holds of a list, those in front of one, act on detectors: on what these run on, and on what they see.
func (s *Sight) appear(h, until int32) {
	if s.placed {
		s.halt(h, until)
	}
	s.expose(h, until)
	if s.accused {
		s.deafen(h, until)
	}
}

// disappear ends what a list of holds does to detectors.
func (s *Sight) disappear(h int32) {
	s.unexpose(h)
	if s.accused {
		s.undeafen(h)
	}
	if s.placed {
		s.resume(h)
	}
}

// Foresee reads what is believed of a node, and returns some of it.
func (s *Sight) Foresee(leaf int32) uint32 {
	seen := uint32(s.regards[leaf].suspecting) ^ uint32(s.fleet.Downs(leaf))
	for d := range s.Watches {
		seen ^= s.mind(leaf, d).turn
	}
	return seen
}

// Settle ends an event: all news has been read.
func (s *Sight) Settle() {
	s.news.reset()
	for d := range s.groups {
		s.pace(d)
	}
}
