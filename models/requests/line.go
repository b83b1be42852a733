package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// line is the requests of one priority that wait at a node, in the order in which they came.
type line struct {
	list
	waiting int32
	memory  models.LineMemory // of the discipline
}

// lines are those of all nodes.
type lines struct {
	discipline models.Discipline // nil: first come, first served
	ranks      int32             // priorities, ≥ 1
	of         []line            // those of a node in a row, the most urgent first
}

func (l *lines) reset(d models.Discipline, nodes, ranks int) {
	l.discipline, l.ranks, l.of = d, int32(ranks), flat.Fill(l.of, nodes*ranks, line{list: nobody})
}

func (l *lines) copyFrom(src *lines) {
	l.discipline, l.ranks, l.of = src.discipline, src.ranks, flat.Copy(l.of, src.of)
}

// at are the lines of a node.
func (l *lines) at(node int32) []line { return l.of[node*l.ranks : (node+1)*l.ranks] }

// urgent is the most urgent of the lines of a node in which somebody waits; there is one.
func (l *lines) urgent(node int32) *line {
	i := node * l.ranks
	for l.of[i].waiting == 0 {
		i++
	}
	return &l.of[i]
}

// lineOf is the line of a try.
func (s *servers) lineOf(x *try) *line { return &s.lines.of[x.node*s.lines.ranks+int32(x.rank)] }

// push puts a try behind all others that wait in its line.
func (s *servers) push(t int32, x *try, n *node, now sim.Time) {
	l := s.lineOf(x)
	x.place, x.since = waits, now
	l.append(s.tries.links, t)
	l.waiting++
	n.waiting++
}

// next is what the discipline says of a line in which somebody waits: who is served, or shed.
func (s *servers) next(l *line, now sim.Time) (t int32, turn models.Turn) {
	turn = s.lines.discipline.Next(&l.memory, models.Line{Now: now, Waiting: int(l.waiting),
		Waited: sim.Duration(now - s.tries.Items[l.first].since)})
	if turn == models.LastCome {
		return l.last, turn
	}
	return l.first, turn
}

// unlink takes a try out of a line.
func (s *servers) unlink(t int32, l *line, n *node) {
	l.remove(s.tries.links, t)
	l.waiting--
	n.waiting--
}

// quit takes out of its line a try that goes by itself. The discipline learns that nobody waits any more.
func (s *servers) quit(t int32, n *node, now sim.Time) {
	l := s.lineOf(&s.tries.Items[t])
	s.unlink(t, l, n)
	if d := s.lines.discipline; d != nil && l.waiting == 0 {
		d.Next(&l.memory, models.Line{Now: now})
	}
}

// makeRoom turns away one that waits and is less urgent than a try, if there is one: of the least urgent who came last.
func (s *servers) makeRoom(t int32, n *node, now sim.Time) bool {
	x := &s.tries.Items[t]
	list := s.lines.at(x.node)
	for rank := s.lines.ranks - 1; rank > int32(x.rank); rank-- {
		if last := list[rank].last; last != none {
			s.quit(last, n, now)
			s.end(last, &s.tries.Items[last], full)
			return true
		}
	}
	return false
}

// scatter ends all tries that wait at a node, and has its discipline forget.
func (s *servers) scatter(at int32, n *node, how how) {
	list := s.lines.at(at)
	for i := range list {
		for list[i].waiting > 0 {
			t := list[i].first
			s.unlink(t, &list[i], n)
			s.end(t, &s.tries.Items[t], how)
		}
		list[i].memory = models.LineMemory{}
	}
}

// end puts what became of a try that is neither in line nor in a slot on the list.
func (s *servers) end(t int32, x *try, how how) {
	x.place = told
	s.ended.Put(ending{t, how})
	s.news = true
}

// spend counts what an ended try was given as having come to nothing.
func (s *servers) spend(x *try) {
	s.wasted += x.used
	x.used = 0
}
