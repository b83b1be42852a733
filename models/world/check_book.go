package world

import "nines/models/book"

// checkBook holds the book to who holds which node.
func (w *World) checkBook() error {
	nodes, mistaken := make([]book.Node, len(w.nodes)), make([]int, len(w.Watches))
	for i := range nodes {
		n := &nodes[i]
		n.Class, n.Level, n.Serves = w.nodes[i].class, w.condition(int32(i)).level(), w.serves(int32(i))
		for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
			x := &w.incidents[w.holds[h].incident]
			n.Holds = append(n.Holds, book.Share{Cause: w.cause(x), Stage: x.stage, Keeps: w.symptomOf(h).Keeps()})
		}
	}
	for i := range w.beliefs {
		mistaken[i%len(w.Watches)] += int(count(w.beliefs[i].mistaken))
	}
	return w.book.Check(nodes, mistaken)
}
