package requests

import "nines/models"

// reconsider finds whether a balancer sends a node requests: one that is trusted and not ejected or, in panic, each.
func (l *Lane) reconsider(by, node int32) {
	b := &l.senders.each[by]
	if shuns := l.senders.distrust[node] || b.ejector.out[node]; b.shuns[node] != shuns {
		b.shuns[node] = shuns
		if shuns {
			b.trusted--
		} else {
			b.trusted++
			l.start(by, node)
		}
		b.peers.Allow(node, !shuns || b.sent == models.ToAll)
	}
	if sent := l.plan.Panic.Audience(int64(b.trusted), int64(len(b.shuns))); sent != b.sent {
		b.sent = sent
		for i, no := range b.shuns {
			b.peers.Allow(int32(i), !no || sent == models.ToAll)
		}
	}
}
