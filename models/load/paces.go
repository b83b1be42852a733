package load

import (
	"nines/models"
	"nines/models/book"
)

// condition is what a node is worth to its users.
type condition struct {
	quality float64 // share of the requests it completes that it answers well, in [0, 1]
	answers float64 // that it does not fail, ≥ quality
	slow    float64 // how many times longer its work takes, ≥ 1; where balancers seek idle nodes, see look
}

// worth is that of so many nodes.
func (x condition) worth(nodes int64) worth {
	return worth{nodes, nodes * book.Part(full, x.quality), nodes * book.Part(full, x.answers)}
}

// pace is the nodes of a class that are equally slow.
type pace struct {
	class        int     // place of the class in the flow
	slow         float64 // how many times longer their work takes
	all, trusted worth
	sent         float64 // of the requests that were counted last: to each, where balancers seek idle nodes
}

// worth is a number of nodes and the sums of their qualities and of what they answer, in units of 1/full: whole numbers
// stay exact.
type worth struct{ nodes, quality, answers int64 }

const full = 1 << 30

func (n *worth) add(by worth) {
	n.nodes += by.nodes
	n.quality += by.quality
	n.answers += by.answers
}

// used are the nodes to which work is sent.
func (f *flow) used(p *pace) worth { return addressed(f.sent, p.all, p.trusted) }

// addressed are those to whom work is sent.
func addressed(sent models.Audience, all, trusted worth) worth {
	switch sent {
	case models.ToAll:
		return all
	case models.ToNobody:
		return worth{}
	}
	return trusted
}

// limit is how many requests a second may be offered before nodes of a pace are sent more than they can do.
func (f *flow) limit(p *pace) float64 {
	c := &f.classes[p.class]
	return f.plan.Classes[c.number].Throughput * (1 - f.told.drag) / c.share / p.slow
}

// pace is where the nodes of the class at a place that are so slow stand; a place is made for the first of them.
func (f *flow) pace(at int, slow float64) int {
	if slow == 1 {
		return at
	}
	for i := len(f.classes); i < len(f.paces); i++ {
		if f.paces[i].class == at && f.paces[i].slow == slow {
			return i
		}
	}
	f.paces = append(f.paces, pace{class: at, slow: slow})
	return len(f.paces) - 1
}

// count adds so many nodes in some condition, or takes them away where by is negative. A pace that nobody has any more
// is forgotten.
func (f *flow) count(at int, x condition, trusted bool, by int64) {
	i := f.pace(at, x.slow)
	p, what := &f.paces[i], x.worth(by)
	p.all.add(what)
	if trusted {
		p.trusted.add(what)
	}
	if last := len(f.paces) - 1; p.all.nodes == 0 && i >= len(f.classes) {
		*p = f.paces[last]
		f.paces = f.paces[:last]
	}
}
