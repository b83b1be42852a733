package sight

import (
	"nines/models/chance"
	"nines/sim"
)

// group is the nodes as a detector that they are themselves, see models.Mutual. How often they are wrong depends on how
// many of them are left, so false suspicions are one Poisson process of the group, which strikes every node alike: when
// somebody falls silent its pace changes, and no node need be looked at. It has borne what its hazard was so far, and
// strikes when that comes to left.
type group struct {
	standings           // now
	paced     standings // when the pace was last set
	timer     sim.Timer
	since     sim.Time // when the pace was last set
	rate      float64  // per second, for all nodes
	left      float64  // hazard at since until the next strike
	strikes   uint32   // so far; names the draws
	era       uint16   // in which the next strike was drawn
}

// standings is how many nodes there are of each standing with a detector.
type standings [3]int32

// standing is how a node is with a detector: heard, silent and not suspected yet, or suspected.
type standing uint8

const (
	heard standing = iota
	silent
	suspect
)

func (b *belief) standing() standing {
	switch {
	case b.suspected:
		return suspect
	case b.visible+b.severed > 0:
		return silent
	}
	return heard
}

// errsAlone reports whether a detector errs about each node by itself, if at all.
func (s *Sight) errsAlone(watch int) bool { return s.mistakes[watch] != nil && s.mutual[watch] == nil }

// alter changes what a belief rests on.
func (s *Sight) alter(m mind, visible, severed int32, suspected bool) {
	g := &s.groups[m.watch].standings
	g[m.standing()]--
	m.visible, m.severed, m.suspected = visible, severed, suspected
	g[m.standing()]++
}

// renewGroup draws anew when a group will next be wrong.
func (s *Sight) renewGroup(watch int) {
	g := &s.groups[watch]
	if s.mutual[watch] == nil {
		return
	}
	g.era = s.chance.Era()
	g.left, g.since, g.rate = s.askGroup(watch, 0).Bears(), s.now(), 0
	g.paced = standings{}
	s.pace(watch)
}

// askGroup opens the stream of a question about the next strike.
func (s *Sight) askGroup(watch int, n uint32) *chance.Draws {
	g := &s.groups[watch]
	return s.chance.AskIn(g.era, chance.Mistake, s.keys[watch], g.strikes, n)
}

// pace has a group be wrong as often as those who are left are. Cost: O(1), and one question where somebody has fallen
// silent, is back, or is suspected.
func (s *Sight) pace(watch int) {
	g := &s.groups[watch]
	if s.mutual[watch] == nil || g.paced == g.standings {
		return
	}
	g.left = max(0, g.left-float64(g.rate*float64(s.now()-g.since)))
	g.since, g.paced, g.rate = s.now(), g.standings, 0
	if g.standings[heard] > 0 {
		members := int(g.standings[heard] + g.standings[silent])
		g.rate = float64(len(s.regards)) * s.mutual[watch].Errs(members, int(g.standings[silent]))
	}
	s.calendar.Cancel(&g.timer)
	g.timer = sim.Timer{}
	if due := s.now() + sim.Time(g.left/g.rate); g.rate > 0 && due < s.end {
		g.timer = s.calendar.At(due, sim.Event{Kind: errs, Arg: int32(watch)})
	}
}
