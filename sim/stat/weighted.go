package stat

import "iter"

// Weighted is a Histogram whose values carry weights, such as the seconds a queue had a certain length. Buckets, error
// and memory are the same. Weights are floats, so sums round: for identical bytes, merge in a fixed order.
type Weighted struct{ cells buckets[float64] }

// FineWeighted is an empty one whose buckets are eight times narrower: its values are told to 0.05 %, in eight times
// the memory. It merges with its like.
func FineWeighted() Weighted { return Weighted{buckets[float64]{finer: 3}} }

// Add puts weight on x. A weight of zero, a state that lasted no time, leaves no trace. It panics on an x that is
// negative or NaN and on a weight that is.
func (w *Weighted) Add(x, weight float64) {
	if weight == 0 {
		return
	}
	if !(weight > 0) {
		panic("stat: a weight is a number from 0 up")
	}
	w.cells.add(x, weight)
}

// Merge adds o's weights to w. o is unchanged.
func (w *Weighted) Merge(o *Weighted) { w.cells.merge(&o.cells) }

// AddAll puts a weight on each of the numbers that a histogram has counted. Where it is counted, whole and all sums
// stay below 2⁵³, nothing is rounded. It panics on a weight that is negative or NaN.
func (w *Weighted) AddAll(h *Histogram, weight float64) {
	if weight == 0 {
		return
	}
	if !(weight > 0) {
		panic("stat: a weight is a number from 0 up")
	}
	take(&w.cells, &h.cells, func(n uint64) float64 { return weight * float64(n) })
}

// CopyFrom makes w equal to o in w's own memory. o is unchanged.
func (w *Weighted) CopyFrom(o *Weighted) { w.cells.copyFrom(&o.cells) }

// Reset empties w and keeps its memory for the next replication.
func (w *Weighted) Reset() { w.cells.reset() }

// Total is the sum of the weights.
func (w *Weighted) Total() float64 { return w.cells.total }

// Quantile is the smallest value that at least the share p of the weight does not exceed, to 0.4 %; p at or below 0
// gives the exact minimum, at or above 1 the exact maximum. NaN while empty.
func (w *Weighted) Quantile(p float64) float64 { return w.cells.quantile(p, p*w.cells.total) }

// CDF is the share of the weight on values ≤ x, exact at the ends of buckets and interpolated within them. NaN while
// empty.
func (w *Weighted) CDF(x float64) float64 { return w.cells.atMost(x) / w.cells.total }

// Buckets yields the occupied buckets in ascending order.
func (w *Weighted) Buckets() iter.Seq[Bucket[float64]] { return w.cells.all() }
