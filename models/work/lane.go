package work

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// lane is the nodes of one domain to which an action with a pace is to come, one after the other. Who stands in it is
// linked through its relief.
type lane struct {
	timer      sim.Timer // of the next turn; none is pending where nobody waits, or none may begin
	due        sim.Time  // the next turn is then, or when somebody comes after that
	rate       float64   // the pace by which due was found, while somebody waits
	head, tail int32     // reliefs; none where nobody waits
}

// lanePlan says whose a lane is.
type lanePlan struct {
	action int
	domain models.ComponentID
}

// planLanes gives an action that has a pace a lane in each of its domains.
func (p *Plan) planLanes(d *action) error {
	d.lane = none
	if d.Pace.Rate == 0 {
		return nil
	}
	depth, ok := p.Topology.PaceDepth(&d.Pace)
	if !ok {
		return fmt.Errorf("there is no level of domains %q", d.Pace.Per)
	}
	domains := p.Topology.AtDepth(depth)
	d.lane, d.laneDepth, d.laneDomain = int32(len(p.lanes)), depth, domains[0]
	for _, domain := range domains {
		p.lanes = append(p.lanes, lanePlan{len(p.actions), domain})
	}
	return nil
}

// lanes are those of a run.
type lanes struct {
	all    []lane
	queued int    // reliefs that stand in one
	turns  uint32 // of minds, see models.Board, when the paces were last set
}

func (w *Work) resetLanes() {
	w.lanes = lanes{all: flat.Fill(w.lanes.all, len(w.Plan.lanes), lane{head: none, tail: none})}
}

func (s *lanes) copyFrom(src *lanes) { *s = lanes{flat.Copy(s.all, src.all), src.queued, src.turns} }

// lineUp puts a relief at the end of the lane of its node.
func (w *Work) lineUp(at int32) {
	r := &w.reliefs.Items[at]
	a := &w.actions[r.action]
	r.lane = a.lane + int32(w.Topology.Above(w.fleet.Hold(r.hold).Node(), a.laneDepth)-a.laneDomain)
	l := &w.lanes.all[r.lane]
	if l.head == none {
		l.rate = w.laneRate(r.lane)
	}
	r.ahead, r.behind = l.tail, none
	*w.linkTo(l, r.ahead) = at
	l.tail = at
	w.lanes.queued++
	w.pace(r.lane)
}

// linkTo is the link to who stands behind a relief of a lane; to its first where that is none.
func (w *Work) linkTo(l *lane, at int32) *int32 {
	if at == none {
		return &l.head
	}
	return &w.reliefs.Items[at].behind
}

// stepOut takes a relief out of its lane, in which nobody may be left.
func (w *Work) stepOut(at int32) {
	r := &w.reliefs.Items[at]
	l := &w.lanes.all[r.lane]
	*w.linkTo(l, r.ahead) = r.behind
	if r.behind == none {
		l.tail = r.ahead
	} else {
		w.reliefs.Items[r.behind].ahead = r.ahead
	}
	w.lanes.queued--
	w.pace(r.lane)
	r.lane = none
}

// pace schedules the next turn of a lane. Like the bucket of tokens that holds one, of which Kubernetes takes another
// when the pace changes: if there was none to be had in the last, the new one is empty at first.
func (w *Work) pace(at int32) {
	l := &w.lanes.all[at]
	if l.head == none {
		w.calendar.Cancel(&l.timer)
		return
	}
	if rate := w.laneRate(at); rate != l.rate {
		if rate > 0 && (l.rate == 0 || w.now() < l.due) {
			l.due = w.now() + sim.Time(1/rate)
		}
		l.rate = rate
	}
	if l.rate == 0 {
		w.calendar.Cancel(&l.timer)
		return
	}
	due := max(w.now(), l.due)
	if w.calendar.IsPending(l.timer) {
		w.calendar.Move(&l.timer, due)
	} else {
		l.timer = w.calendar.At(due, sim.Event{Kind: paced, Who: at})
	}
}

// laneRate is the present pace of a lane, in nodes per second; 0 where all nodes that there are seem lost, which is no
// reason to move anything.
func (w *Work) laneRate(at int32) float64 {
	p, board := &w.Plan.lanes[at], w.sight.Board()
	if board.Untrusted() == w.fleet.Nodes() {
		return 0
	}
	first, last := w.Topology.Span(p.domain)
	return w.actions[p.action].Pace.At(board.UntrustedAmong(first, last), int(last-first))
}

// paceAll sets the paces anew when somebody has come to be suspected, or trusted again. Cost: O(lanes), and one look at
// a domain for each in which somebody stands.
func (w *Work) paceAll() {
	turns := w.sight.Board().Turns()
	if w.lanes.queued == 0 || w.lanes.turns == turns {
		return
	}
	w.lanes.turns = turns
	for at := range w.lanes.all {
		if w.lanes.all[at].head != none {
			w.pace(int32(at))
		}
	}
}

// onPaced is the turn of the first in a lane. For a node that is stood in for already nothing is to be begun, so that
// the next follows at once.
func (w *Work) onPaced(lane int32) {
	l := &w.lanes.all[lane]
	at := l.head
	r := &w.reliefs.Items[at]
	if !w.fleet.Away(w.fleet.Hold(r.hold).Node()) {
		l.due = w.now() + sim.Time(1/l.rate)
	}
	w.stepOut(at)
	r.timer = w.calendar.After(r.bides, sim.Event{Kind: relieved, Who: at})
}
