package requests

import (
	"slices"

	"nines/models"
)

// Several balancers may share the requests of a lane, each with peers of its own; which one sends a request on is drawn
// when it comes. All know who is trusted, who is ejected and who starts slowly.

// resetPeers makes what each of them knows at first.
func (b *balancer) resetPeers(p *Plan) {
	n := max(1, p.Balancers)
	b.peers = slices.Grow(b.peers[:0], n)[:n]
	for i := range b.peers {
		b.peers[i].Reset(p.Weight, b.policy)
		copy(b.peers[i].Zone, p.Zone)
		if p.Staleness > 0 {
			b.peers[i].SeeLate()
		}
	}
}

// allow tells all of them whether a node may be sent requests.
func (b *balancer) allow(node int32, may bool) {
	for i := range b.peers {
		b.peers[i].Allow(node, may)
	}
}

// of is what the balancer knows that sends a request on.
func (l *Lane) of(r *request) *models.Peers { return &l.balancer.peers[r.via] }
