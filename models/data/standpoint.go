package data

import (
	"fmt"
	"math/bits"

	"nines/models"
	"nines/sim/flat"
)

// Where users of a store stand who are not outside of everything, and what they reach from there: partitions keep them
// from some nodes, and not from those on their side. Stores that nobody uses from within have none of this.

// standpoint is one of a store.
type standpoint struct {
	at      models.ComponentID
	reaches []bool    // by leaf
	groups  []outlook // by group
	access
}

// access is what users have of a store: how many groups they reach how.
type access struct {
	unread  int32
	reached []int32 // by how many fragments of theirs; none where nobody writes
}

// outlook is a group as seen from somewhere: how many fragments are reached, and whether it cannot be read.
type outlook uint8

const unreadable = outlook(1 << 7)

func (o outlook) reached() int { return int(o &^ unreadable) }

// count enters groups that are seen like that, or takes them out.
func (a *access) count(o outlook, by int32) {
	if o&unreadable != 0 {
		a.unread += by
	}
	if len(a.reached) > 0 {
		a.reached[o.reached()] += by
	}
}

// stand has users stand where they do, and reach everything.
func (s *store) stand(nodes int) {
	s.standpoints = flat.Resize(s.standpoints, len(s.From))
	for i := range s.standpoints {
		p, all := &s.standpoints[i], outlook(s.n)
		p.at, p.unread = s.From[i], 0
		p.reaches, p.groups = flat.Fill(p.reaches, nodes, true), flat.Fill(p.groups, len(s.groups), all)
		p.reached = flat.Fill(p.reached, len(s.meter.reached), 0)
		p.count(all, int32(len(s.groups)))
	}
}

func copyStandpoint(p *standpoint, src standpoint) {
	p.at, p.unread = src.at, src.unread
	p.reaches, p.groups = flat.Copy(p.reaches, src.reaches), flat.Copy(p.groups, src.groups)
	p.reached = flat.Copy(p.reached, src.reached)
}

// look follows what an event has changed of what users reach: of all nodes where messages pass otherwise than before,
// else of those touched. Cost: O(nodes × open partitions), or O(touched), and the groups on nodes that changed.
func (d *Data) look(touched []int32) {
	for i := range d.stores {
		s := &d.stores[i]
		for k := range s.standpoints {
			p := &s.standpoints[k]
			if !d.fleet.Recut() {
				for _, leaf := range touched {
					s.turn(p, leaf, d.fleet.Reaches(p.at, leaf))
				}
				continue
			}
			for leaf := range int32(len(p.reaches)) {
				s.turn(p, leaf, d.fleet.Reaches(p.at, leaf))
			}
		}
	}
}

// turn follows whether users reach a node.
func (s *store) turn(p *standpoint, leaf int32, reaches bool) {
	if p.reaches[leaf] == reaches {
		return
	}
	p.reaches[leaf] = reaches
	for f := range s.on(leaf) {
		s.survey(p, f/s.n)
		s.stir(f / s.n)
	}
}

// survey sees how a group is from a standpoint now. Cost: O(fragments of it and parts of its scheme).
func (s *store) survey(p *standpoint, g int32) {
	if after := s.seen(p, g); after != p.groups[g] {
		p.count(p.groups[g], -1)
		p.count(after, 1)
		p.groups[g] = after
	}
}

func (s *store) seen(p *standpoint, g int32) outlook {
	if s.groups[g].missing&lost != 0 {
		return unreadable
	}
	away := s.unreached(p, g)
	bad, _ := s.spoiled(g)
	useless, o := away|bad, outlook(int(s.n)-bits.OnesCount32(away))
	if int(s.n)-bits.OnesCount32(useless) < s.Access.Read || !s.Scheme.Decodable(useless) {
		o |= unreadable
	}
	return o
}

// checkStandpoints: users reach the nodes that they can, and groups are counted as they look.
func (d *Data) checkStandpoints(s *store) error {
	for i := range s.standpoints {
		p := &s.standpoints[i]
		for leaf := range p.reaches {
			if p.reaches[leaf] != d.fleet.Reaches(p.at, int32(leaf)) {
				return fmt.Errorf("from component %d node %d is reached: %t", p.at, leaf, p.reaches[leaf])
			}
		}
		counted := access{reached: make([]int32, len(p.reached))}
		for g := range p.groups {
			if o := s.seen(p, int32(g)); o != p.groups[g] {
				return fmt.Errorf("from component %d group %d is %x, not %x", p.at, g, o, p.groups[g])
			}
			counted.count(p.groups[g], 1)
		}
		if fmt.Sprint(counted) != fmt.Sprint(p.access) {
			return fmt.Errorf("from component %d groups are %v, counted %v", p.at, counted, p.access)
		}
	}
	return nil
}
