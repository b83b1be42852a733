package fleet

import "math/bits"

// curedBy is the set of cures with which a case would hold nobody.
func (f *Fleet) curedBy(x *Case) uint64 {
	cause := f.causeOf(x)
	if x.process == None {
		return f.Book.CuredEverywhere(cause)
	}
	on, _ := f.target(x.process)
	return f.Book.CuredOn(cause, on)
}

// gain adds (sign 1) or takes back (sign −1) what each cure would give of a node, which is in that condition. What runs
// on its class and is down has been settled up to now. Cost: O(cures × holds on it).
func (f *Fleet) gain(i int32, is Condition, sign int64) {
	n := &f.nodes[i]
	if n.holds == None || !f.Book.Tells() {
		return
	}
	cured, several := uint64(0), f.holds.Items[n.holds].onNode != None
	for h := n.holds; h != None; h = f.holds.Items[h].onNode {
		cured |= f.curedBy(&f.cases.Items[f.holds.Items[h].of])
	}
	for times := sign * f.Serves(i); cured != 0; cured &= cured - 1 {
		cure, better := bits.TrailingZeros64(cured), well
		if several {
			better = f.cured(n, 1<<cure)
		}
		f.book.Gain(cure, i, n.class, is.level(), better.level(), times)
	}
}

// cured is the condition of a node without the holds that a cure takes away.
func (f *Fleet) cured(n *node, cure uint64) Condition {
	c := well
	for h := n.holds; h != None; h = f.holds.Items[h].onNode {
		switch x := &f.holds.Items[h]; {
		case f.curedBy(&f.cases.Items[x.of])&cure != 0:
		case x.downs:
			return Condition{Slow: 1}
		default:
			c.worsen(f.SymptomOf(h))
		}
	}
	return c
}
