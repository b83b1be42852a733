package world

import "nines/models/book"

// flowPace are the nodes of a class that are equally slow.
type flowPace struct {
	class        int     // index into flow.classes
	slow         float64 // how many times longer their work takes
	all, trusted flowNodes
}

// flowNodes is a number of nodes and the sum of their qualities in units of 1/full: whole numbers stay exact.
type flowNodes struct{ nodes, quality int64 }

const full = 1 << 30

func (n *flowNodes) add(nodes, quality int64) {
	n.nodes += nodes
	n.quality += quality
}

// used are the nodes to which work is sent.
func (f *flow) used(p *flowPace) flowNodes {
	if f.blind {
		return p.all
	}
	return p.trusted
}

// of is the class's place in the flow, -1 where the service does not run on it or there is no traffic.
func (f *flow) of(class int16) int {
	for i := range f.classes {
		if f.classes[i].class == int(class) {
			return i
		}
	}
	return -1
}

// pace is where the nodes of a class that are so slow stand; a place is made for the first of them.
func (f *flow) pace(class int, slow float64) int {
	if slow == 1 {
		return class
	}
	for i := len(f.classes); i < len(f.paces); i++ {
		if f.paces[i].class == class && f.paces[i].slow == slow {
			return i
		}
	}
	f.paces = append(f.paces, flowPace{class: class, slow: slow})
	return len(f.paces) - 1
}

// count adds (by 1) or takes away (−1) a node in some condition. A pace that nobody has any more is forgotten.
func (f *flow) count(class int, x condition, trusted bool, by int64) {
	i := f.pace(class, x.slow)
	p, quality := &f.paces[i], by*book.Part(full, x.quality)
	p.all.add(by, quality)
	if trusted {
		p.trusted.add(by, quality)
	}
	if last := len(f.paces) - 1; p.all.nodes == 0 && i >= len(f.classes) {
		*p = f.paces[last]
		f.paces = f.paces[:last]
	}
}

// flowChanged is told of a node's new condition; the caller has settled.
func (w *World) flowChanged(leaf int32, before, after condition) {
	if class := w.flow.of(w.nodes[leaf].class); class >= 0 {
		trusted := w.trusted(leaf)
		w.flow.count(class, before, trusted, -1)
		w.flow.count(class, after, trusted, 1)
	}
}

// trusted reports whether balancers send work to a node.
func (w *World) trusted(leaf int32) bool { return !w.nodes[leaf].shunned }

// shun has balancers send a node no more work, or send it work again.
func (w *World) shun(leaf int32, shunned bool) {
	n := &w.nodes[leaf]
	w.bear(leaf, -1)
	if class := w.flow.of(n.class); w.flow.on && class >= 0 {
		w.settleFlow()
		x, by := w.condition(leaf), 1-2*count(shunned)
		w.flow.classes[class].trusted += by
		w.flow.paces[w.flow.pace(class, x.slow)].trusted.add(by, by*book.Part(full, x.quality))
		w.flow.stale, w.strained = true, len(w.strains) > 0
	}
	n.shunned = shunned
	w.bear(leaf, 1)
}
