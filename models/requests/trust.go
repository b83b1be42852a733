package requests

import "nines/models"

// reconsider finds whether a node is sent requests: one that is trusted and not ejected or, in panic, each.
func (l *Lane) reconsider(node int32) {
	b := &l.balancer
	if shuns := b.distrust[node] || b.ejector.out[node]; b.shuns[node] != shuns {
		b.shuns[node] = shuns
		if shuns {
			b.trusted--
		} else {
			b.trusted++
			l.start(node)
		}
		b.allow(node, !shuns || b.sent == models.ToAll)
	}
	if sent := l.plan.Panic.Audience(int64(b.trusted), int64(len(b.shuns))); sent != b.sent {
		b.sent = sent
		for i, no := range b.shuns {
			b.allow(int32(i), !no || sent == models.ToAll)
		}
	}
}
