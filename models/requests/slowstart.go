package requests

import (
	"nines/sim"
	"nines/sim/flat"
)

// A node that may be sent requests again after it might not starts slowly, where the balancer says so: its weight rises
// from a tenth to the whole in ten equal steps.

const ramp = 10 // steps

// starts are the nodes that are starting.
type starts struct {
	step  []int8 // by node: parts of its weight that it has, of ramp
	timer []sim.Timer
}

func (s *starts) reset(nodes int) {
	s.step, s.timer = flat.Fill(s.step, nodes, ramp), flat.Fill(s.timer, nodes, sim.Timer{})
}

func (s *starts) copyFrom(src *starts) {
	s.step, s.timer = flat.Copy(s.step, src.step), flat.Copy(s.timer, src.timer)
}

// start has a node begin with the least weight, to a balancer.
func (l *Lane) start(by, node int32) {
	if l.plan.SlowStart > 0 {
		l.calendar.Cancel(&l.senders.each[by].starts.timer[node])
		l.weigh(by, node, 1)
	}
}

// rise gives it one part more.
func (l *Lane) rise(by, node int32) { l.weigh(by, node, l.senders.each[by].starts.step[node]+1) }

// weigh gives a node so many parts of its weight, and has it rise again until it has all.
func (l *Lane) weigh(by, node int32, step int8) {
	b := &l.senders.each[by]
	b.starts.step[node] = step
	b.peers.Reweigh(node, l.plan.Weight[node]*float64(step)/ramp)
	if step < ramp {
		b.starts.timer[node] = l.calendar.At(l.now+sim.Time(l.plan.SlowStart/ramp),
			sim.Event{Kind: rises, Who: l.pair(by, node)})
	}
}
