package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// line is the requests that wait at a node, in the order in which they came.
type line struct {
	list
	waiting int32
	memory  models.LineMemory // of the discipline
}

// lines are those of all nodes.
type lines struct {
	discipline models.Discipline // nil: first come, first served
	of         []line            // by node
}

func (l *lines) reset(d models.Discipline, nodes int) {
	l.discipline, l.of = d, flat.Fill(l.of, nodes, line{list: nobody})
}

func (l *lines) copyFrom(src *lines) { l.discipline, l.of = src.discipline, flat.Copy(l.of, src.of) }

// push puts a try behind all others that wait at its node.
func (s *servers) push(t int32, now sim.Time) {
	x := &s.tries.Items[t]
	l := &s.lines.of[x.node]
	x.place, x.since = waits, now
	l.append(s.tries.links, t)
	l.waiting++
}

// next is what the discipline says of a line in which somebody waits: who is served, or shed.
func (s *servers) next(l *line, now sim.Time) (t int32, turn models.Turn) {
	if d := s.lines.discipline; d != nil {
		turn = d.Next(&l.memory, models.Line{Now: now, Waiting: int(l.waiting),
			Waited: sim.Duration(now - s.tries.Items[l.first].since)})
	}
	if turn == models.LastCome {
		return l.last, turn
	}
	return l.first, turn
}

// unlink takes a try out of its line.
func (s *servers) unlink(t int32, l *line) {
	l.remove(s.tries.links, t)
	l.waiting--
}

// quit takes out of its line a try whose client has gone. The discipline learns that nobody waits any more.
func (s *servers) quit(t int32, now sim.Time) {
	l := &s.lines.of[s.tries.Items[t].node]
	s.unlink(t, l)
	if d := s.lines.discipline; d != nil && l.waiting == 0 {
		d.Next(&l.memory, models.Line{Now: now})
	}
}

// scatter ends all tries that wait at a node, and has its discipline forget.
func (s *servers) scatter(node int32, how how) {
	l := &s.lines.of[node]
	for l.waiting > 0 {
		t := l.first
		s.unlink(t, l)
		s.end(t, how)
	}
	l.memory = models.LineMemory{}
}

// end puts what became of a try that is neither in line nor in a slot on the list.
func (s *servers) end(t int32, how how) {
	s.tries.Items[t].place = told
	s.ended.Put(ending{t, how})
}
