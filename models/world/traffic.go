package world

import "nines/models/load"

// What the world tells the flow of traffic.

// worth is what of a node's condition counts for its users.
func (c condition) worth() load.Condition { return load.Condition{Quality: c.quality, Slow: c.slow} }

// settleFlow books what arrived and what was lost since the last change.
func (w *World) settleFlow() { w.flow.Settle(w.now(), &w.book, &w.board) }

// trusted reports whether balancers send work to a node.
func (w *World) trusted(leaf int32) bool { return !w.nodes[leaf].shunned }

// shun has balancers send a node no more work, or send it work again.
func (w *World) shun(leaf int32, shunned bool) {
	n := &w.nodes[leaf]
	w.bear(leaf, -1)
	if w.flow.Carries(n.class) {
		w.settleFlow()
		for range w.serves(leaf) {
			w.flow.Trust(n.class, w.condition(leaf).worth(), !shunned)
		}
		w.strained = len(w.strains) > 0
	}
	n.shunned = shunned
	w.bear(leaf, 1)
}

// checkTraffic holds the flow to the truth about all nodes.
func (w *World) checkTraffic() error {
	var nodes []load.Node
	for i := range w.nodes {
		leaf := int32(i)
		for range w.serves(leaf) {
			nodes = append(nodes, load.Node{Class: w.nodes[i].class, Condition: w.condition(leaf).worth(),
				Trusted: w.trusted(leaf)})
		}
	}
	return w.flow.Check(nodes, w.book.Start())
}
