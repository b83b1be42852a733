package transactions

import "nines/models"

// What the room sees of the fleet, the book and the logs.

// look counts the nodes that went down or came back.
func (t *Transactions) look() {
	for _, leaf := range t.fleet.Touched() {
		is, class := t.fleet.Up(leaf), t.fleet.Class(leaf)
		switch {
		case is == t.up[leaf]:
			continue
		case is:
			t.ups[class]++
		default:
			t.ups[class]--
			t.gone[class]++
		}
		t.up[leaf] = is
		t.turned = append(t.turned, leaf)
	}
}

// upOf is how many of a participant are up: nodes of a class, or itself.
func (t *Transactions) upOf(p models.Party) int32 {
	switch p.Kind {
	case models.OfClass:
		return t.ups[p.Index]
	case models.OfService:
		return one(!t.book.Down(p.Index))
	}
	return one(t.logs.Led(p.Index))
}

// leads reports whether what a coordinator runs on is up.
func (t *Transactions) leads(f *flow, number int) bool {
	if f.leaves != nil {
		return t.up[f.leaves[number]]
	}
	return t.upOf(f.Coordinator) > 0
}

func one(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
