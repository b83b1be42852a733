package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// ejector is what a balancer keeps of whom it has ejected.
type ejector struct {
	spec    *models.Ejecting // nil: it ejects nobody
	kept    int              // numbers about each node
	numbers []float64        // of the policy
	out     []bool           // by node
	times   []float64        // likewise: how often in a row it has been out
	marks   []bool           // who is to be ejected, while the policy looks
	gone    int              // nodes that are out
	since   sim.Time         // when what follows was last brought up to now
	lost    float64          // integral of gone
}

func (e *ejector) reset(spec *models.Ejecting, nodes int, now sim.Time) {
	e.spec, e.gone, e.since, e.lost = spec, 0, now, 0
	e.out = flat.Fill(e.out, nodes, false)
	if spec == nil {
		return
	}
	e.kept = spec.Policy.Numbers()
	e.numbers = flat.Fill(e.numbers, e.kept*nodes, 0)
	e.times, e.marks = flat.Fill(e.times, nodes, 0), flat.Fill(e.marks, nodes, false)
}

func (e *ejector) copyFrom(src *ejector) {
	old := *e
	*e = *src
	e.numbers, e.out = flat.Copy(old.numbers, src.numbers), flat.Copy(old.out, src.out)
	e.times, e.marks = flat.Copy(old.times, src.times), flat.Copy(old.marks, src.marks)
}

// settle brings what is counted up to now.
func (e *ejector) settle(now sim.Time) {
	e.lost += float64(float64(e.gone) * float64(now-e.since))
	e.since = now
}

// forget begins to count anew.
func (s *senders) forget(now sim.Time) {
	for i := range s.each {
		s.each[i].ejector.settle(now)
		s.each[i].ejector.lost = 0
	}
}

// ejected is the integral of how many nodes are out, the mean over balancers.
func (s *senders) ejected(now sim.Time) (seconds float64) {
	for i := range s.each {
		s.each[i].ejector.settle(now)
		seconds += s.each[i].ejector.lost
	}
	return seconds / float64(len(s.each))
}

// hasRoom reports whether one more may be out.
func (e *ejector) hasRoom() bool {
	return e.gone == 0 || float64(e.gone+1) <= float64(e.spec.Most*float64(len(e.out)))+1e-9 // of rounding
}

// judge tells the balancer that has sent a try of a request to a node how it ended, and the request where.
func (l *Lane) judge(r *request, node int32, answered bool) {
	if r.at = node + 1; l.plan.Ejecting != nil {
		l.weighUp(r.via, node, answered)
	}
}

// weighUp is judge where there is one.
func (l *Lane) weighUp(by, node int32, answered bool) {
	e := &l.senders.each[by].ejector
	if mine := e.numbers[int(node)*e.kept : (int(node)+1)*e.kept]; e.spec.Policy.Hears(mine, answered) {
		l.eject(by, node)
	}
}

// eject has a balancer send a node nothing for a while, unless it is out already or too many are.
func (l *Lane) eject(by, node int32) {
	e := &l.senders.each[by].ejector
	if e.out[node] || !e.hasRoom() {
		return
	}
	e.settle(l.now)
	e.out[node] = true
	e.gone++
	e.times[node]++
	lasts := min(float64(float64(e.spec.Lasts)*e.times[node]), float64(e.spec.Longest))
	l.calendar.At(l.now+sim.Time(lasts), sim.Event{Kind: returns, Who: l.pair(by, node)})
	l.reconsider(by, node)
}

// readmit has it send such a node requests again, and forget what it was ejected for.
func (l *Lane) readmit(by, node int32) {
	e := &l.senders.each[by].ejector
	e.settle(l.now)
	e.out[node] = false
	e.gone--
	clear(e.numbers[int(node)*e.kept : (int(node)+1)*e.kept])
	l.reconsider(by, node)
}

// awaitLooks has balancers look at their nodes, who did not all begin at one time: the first looks of several are
// spread over the time from look to look.
func (l *Lane) awaitLooks() {
	e, n := l.plan.Ejecting, len(l.senders.each)
	if e == nil {
		return
	}
	for by := range n {
		first := float64(e.Every) * float64(by+1) / float64(n)
		l.calendar.At(l.now+sim.Time(first), sim.Event{Kind: looks, Who: int32(by)})
	}
}

// look has the policy of a balancer look at all nodes.
func (l *Lane) look(by int32) {
	e := &l.senders.each[by].ejector
	clear(e.marks)
	e.spec.Policy.Look(e.numbers, e.marks)
	for i, marked := range e.marks {
		if marked {
			l.eject(by, int32(i))
		}
		if !e.out[i] {
			e.times[i] = max(0, e.times[i]-1)
		}
	}
	l.calendar.At(l.now+sim.Time(e.spec.Every), sim.Event{Kind: looks, Who: by})
}
