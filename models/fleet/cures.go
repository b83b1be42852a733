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

// gain adds (sign 1) or takes back (sign −1) what each cure would give of a node. Cost: O(cures × holds on it).
func (f *Fleet) gain(i int32, sign int64) {
	n := &f.nodes[i]
	if n.holds == None || !f.Book.Tells() {
		return
	}
	f.book.SettleDown(n.class, f.now())
	cured := uint64(0)
	for h := n.holds; h != None; h = f.holds.Items[h].onNode {
		cured |= f.curedBy(&f.cases.Items[f.holds.Items[h].of])
	}
	is, times := f.condition(n).level(), sign*f.Serves(i)
	for ; cured != 0; cured &= cured - 1 {
		cure := bits.TrailingZeros64(cured)
		f.book.Gain(cure, i, n.class, is, f.cured(n, 1<<cure).level(), times)
	}
}

// cured is the condition of a node without the holds that a cure takes away.
func (f *Fleet) cured(n *node, cure uint64) Condition {
	c := Condition{true, 1, 1, 1, 1}
	for h := n.holds; h != None; h = f.holds.Items[h].onNode {
		if f.curedBy(&f.cases.Items[f.holds.Items[h].of])&cure != 0 {
			continue
		}
		if f.holds.Items[h].downs {
			return Condition{Slow: 1}
		}
		c.worsen(f.SymptomOf(h))
	}
	return c
}
