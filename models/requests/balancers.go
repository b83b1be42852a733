package requests

import (
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// Several balancers may share the requests of a lane; which one sends a request on is drawn when it comes. All know who
// is trusted. What else they know each has from what it has sent itself, and goes by alone.

// senders are the balancers of a lane.
type senders struct {
	policy   models.Balancer // of each, prepared for these nodes
	learns   models.Learning // nil: the policy does not
	distrust []bool          // by node: it is said to be unwell
	each     []balancer
}

// balancer is what one of them knows.
type balancer struct {
	peers   models.Peers
	shuns   []bool // by node: it is distrusted, or ejected
	trusted int    // of whom neither is so
	sent    models.Audience
	ejector ejector
	starts  starts
}

// reset makes what they know at first.
func (s *senders) reset(p *Plan, now sim.Time) {
	s.learns, _ = s.policy.(models.Learning)
	s.distrust = flat.Fill(s.distrust, len(p.Speeds), false)
	n := max(1, p.Balancers)
	s.each = slices.Grow(s.each[:0], n)[:n]
	for i := range s.each {
		s.each[i].reset(p, s.policy, now)
	}
}

func (b *balancer) reset(p *Plan, policy models.Balancer, now sim.Time) {
	b.peers.Reset(p.Weight, policy)
	copy(b.peers.Zone, p.Zone)
	if p.Staleness > 0 {
		b.peers.SeeLate()
	}
	b.shuns, b.trusted, b.sent = flat.Fill(b.shuns, len(p.Speeds), false), len(p.Speeds), models.ToTrusted
	b.ejector.reset(p.Ejecting, len(p.Speeds), now)
	b.starts.reset(len(p.Speeds))
}

// copyFrom makes s equal to src in its own memory.
func (s *senders) copyFrom(src *senders) {
	s.policy, s.learns, s.distrust = src.policy, src.learns, flat.Copy(s.distrust, src.distrust)
	s.each = flat.CopyEach(s.each, src.each, func(dst *balancer, src balancer) { dst.copyFrom(&src) })
}

func (b *balancer) copyFrom(src *balancer) {
	b.peers.CopyFrom(&src.peers)
	b.shuns, b.trusted, b.sent = flat.Copy(b.shuns, src.shuns), src.trusted, src.sent
	b.ejector.copyFrom(&src.ejector)
	b.starts.copyFrom(&src.starts)
}

// of is the balancer that sends a request on.
func (l *Lane) of(r *request) *balancer { return &l.senders.each[r.via] }

// pair numbers what is between a balancer and a node.
func (l *Lane) pair(by, node int32) int32 { return by*int32(len(l.plan.Speeds)) + node }

// unpair is who a pair is.
func (l *Lane) unpair(pair int32) (by, node int32) {
	nodes := int32(len(l.plan.Speeds))
	return pair / nodes, pair % nodes
}
