package requests

import "nines/sim/flat"

// ranking is the order of the entries of caches that give up what was asked for least often: of each node a heap, by
// how often an entry was asked for since it was put in and, among equals, by when that was. Cost: O(log entries) for
// each change, and hardly more than O(1) where an entry is asked for that stands below most others.
type ranking struct {
	heap []int32  // entries, so many in a row for each node
	at   []int32  // by entry: where it stands there
	put  []uint64 // likewise: how many had been put in by then, itself among them
	puts uint64
}

func (r *ranking) reset(entries int) {
	r.heap, r.at, r.put = flat.Fill(r.heap, entries, 0), flat.Fill(r.at, entries, 0), flat.Fill(r.put, entries, 0)
	r.puts = 0
}

func (r *ranking) copyFrom(src *ranking) {
	r.heap, r.at, r.put = flat.Copy(r.heap, src.heap), flat.Copy(r.at, src.at), flat.Copy(r.put, src.put)
	r.puts = src.puts
}

// order is the heap of a node, with what it goes by.
type order struct {
	heap, at []int32
	put      []uint64
	entries  []entry
}

// orderOf is that of a node, with the entries that were ever taken.
func (c *caches) orderOf(node int32) order {
	from := int(node) * c.spec.Entries
	to := from + int(c.nodes[node].used)
	r := &c.ranking
	return order{r.heap[from:to], r.at[from:to], r.put[from:to], c.entries[from:to]}
}

// less reports whether an entry has to go before another.
func (o order) less(a, b int32) bool {
	x, y := o.entries[a].asked, o.entries[b].asked
	return x < y || x == y && o.put[a] < o.put[b]
}

// swap has two places change who stands there.
func (o order) swap(i, j int) {
	o.heap[i], o.heap[j] = o.heap[j], o.heap[i]
	o.at[o.heap[i]], o.at[o.heap[j]] = int32(i), int32(j)
}

// fix puts an entry that has changed where it belongs.
func (o order) fix(entry int32) {
	i := int(o.at[entry])
	for ; i > 0 && o.less(entry, o.heap[(i-1)/2]); i = (i - 1) / 2 {
		o.swap(i, (i-1)/2)
	}
	for {
		least := 2*i + 1
		if least >= len(o.heap) {
			return
		}
		if next := least + 1; next < len(o.heap) && o.less(o.heap[next], o.heap[least]) {
			least = next
		}
		if !o.less(o.heap[least], entry) {
			return
		}
		o.swap(i, least)
		i = least
	}
}

// rank puts an entry that has just been put in where it belongs.
func (c *caches) rank(node, i int32) {
	o := c.orderOf(node)
	c.ranking.puts++
	o.put[i] = c.ranking.puts
	o.fix(i)
}
