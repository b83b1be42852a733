package stat

import (
	"iter"
	"math"
)

// A bucket is named by the top bits of a positive float64: sign (0), exponent and seven bits of mantissa, or more where
// it is finer. Positive floats order like their bits, so buckets tile (0, +Inf) in order, each 2⁻⁷ wide relative to the
// power of two below it, and no logarithm is needed. A bucket knows the smallest and the largest value in it: what
// holds for half of the time exactly is told exactly, and the middle of the others is within 2⁻⁸ = 0.4 % of each value.
const mantissa = 7

// Bucket is one cell of a histogram: the smallest and the largest of the values that fell into it, the same where it is
// always the same value, and their count or weight. Zero and +Inf have cells of their own.
type Bucket[N uint64 | float64] struct {
	Low, High float64
	Weight    N
}

// middle is the value that stands for all values of the bucket.
func (b Bucket[N]) middle() float64 {
	if b.Low == b.High {
		return b.Low
	}
	return b.Low + float64((b.High-b.Low)/2)
}

// Spell is the bucket as what stands for its values, and how far they may lie from it.
func (b Bucket[N]) Spell() Spell {
	middle := b.middle()
	return Spell{Value: middle, Weight: float64(b.Weight), Off: b.High - middle}
}

// take counts what another bucket of the same values holds.
func (b *Bucket[N]) take(o Bucket[N]) {
	if b.Weight == 0 {
		*b = o
		return
	}
	b.Low, b.High = min(b.Low, o.Low), max(b.High, o.High)
	b.Weight += o.Weight
}

// buckets is the memory of both histograms. Pages are made when first touched, three kilobytes for each factor of two
// in which values fall, and live until the histogram does; the list of pages spans the binades seen.
type buckets[N uint64 | float64] struct {
	zero, infinite N
	total          N
	finer          uint // bits of mantissa beyond the usual
	first          int  // binade of pages[0]
	pages          [][]Bucket[N]
}

// add puts weight, which is not 0, on x. It panics on a negative x and on NaN, which are mistakes of the caller, not
// data.
func (b *buckets[N]) add(x float64, weight N) {
	b.total += weight
	if !(x > 0 && x <= math.MaxFloat64) {
		b.addSpecial(x, weight)
		return
	}
	binade, cell := b.place(x)
	var page []Bucket[N]
	if i := binade - b.first; uint(i) < uint(len(b.pages)) {
		page = b.pages[i]
	}
	if page == nil {
		page = b.open(binade)
	}
	c := &page[cell]
	switch {
	case c.Weight == 0:
		c.Low, c.High = x, x
	case x < c.Low:
		c.Low = x
	case x > c.High:
		c.High = x
	}
	c.Weight += weight
}

// place is the binade of a positive number and its cell in there.
func (b *buckets[N]) place(x float64) (binade int, cell uint64) {
	bits := math.Float64bits(x)
	return int(bits >> 52), bits << 12 >> (64 - mantissa - b.finer)
}

func (b *buckets[N]) addSpecial(x float64, weight N) {
	switch {
	case x == 0:
		b.zero += weight
	case math.IsInf(x, 1):
		b.infinite += weight
	default:
		panic("stat: a histogram takes numbers from 0 to +Inf")
	}
}

// open is the page of a binade, which it makes if there is none.
func (b *buckets[N]) open(binade int) []Bucket[N] {
	if len(b.pages) == 0 {
		b.first = binade
	}
	if binade < b.first {
		b.pages = append(make([][]Bucket[N], b.first-binade), b.pages...)
		b.first = binade
	}
	for len(b.pages) <= binade-b.first {
		b.pages = append(b.pages, nil)
	}
	if i := binade - b.first; b.pages[i] == nil {
		b.pages[i] = make([]Bucket[N], 1<<(mantissa+b.finer))
	}
	return b.pages[binade-b.first]
}

// merge adds what another histogram with buckets of the same width holds.
func (b *buckets[N]) merge(o *buckets[N]) { take(b, o, func(n N) N { return n }) }

// take adds to b what o holds, whose buckets are of the same width, at a weight for each count.
func take[N, M uint64 | float64](b *buckets[N], o *buckets[M], weigh func(M) N) {
	if o.finer != b.finer {
		panic("stat: histograms with buckets of different widths are not one")
	}
	b.total += weigh(o.total)
	b.zero += weigh(o.zero)
	b.infinite += weigh(o.infinite)
	for i, from := range o.pages {
		if from == nil {
			continue
		}
		to := b.open(o.first + i)
		for j := range from {
			if c := &from[j]; c.Weight > 0 {
				to[j].take(Bucket[N]{c.Low, c.High, weigh(c.Weight)})
			}
		}
	}
}

// drop takes from b what it holds of another histogram.
func (b *buckets[N]) drop(o *buckets[N]) {
	b.total -= o.total
	b.zero -= o.zero
	b.infinite -= o.infinite
	for i, from := range o.pages {
		if from == nil {
			continue
		}
		rest := b.open(o.first + i)
		for j := range from {
			rest[j].Weight -= from[j].Weight
		}
	}
}

func (b *buckets[N]) copyFrom(o *buckets[N]) {
	if b == o {
		return
	}
	if b.reset(); b.finer != o.finer {
		*b = buckets[N]{finer: o.finer}
	}
	b.merge(o)
}

// reset empties the cells and keeps the memory.
func (b *buckets[N]) reset() {
	for _, page := range b.pages {
		clear(page)
	}
	b.zero, b.infinite, b.total = 0, 0, 0
}

// all yields the occupied cells in ascending order.
func (b *buckets[N]) all() iter.Seq[Bucket[N]] {
	return func(yield func(Bucket[N]) bool) {
		if b.zero > 0 && !yield(Bucket[N]{0, 0, b.zero}) {
			return
		}
		for _, page := range b.pages {
			for j := range page {
				if page[j].Weight > 0 && !yield(page[j]) {
					return
				}
			}
		}
		if b.infinite > 0 {
			yield(Bucket[N]{math.Inf(1), math.Inf(1), b.infinite})
		}
	}
}

// quantile stands for the first cell at which the running weight reaches rank: its middle, or the end of all values.
func (b *buckets[N]) quantile(p float64, rank N) float64 {
	last := math.NaN()
	var below N
	for cell := range b.all() {
		below += cell.Weight
		switch {
		case p <= 0:
			return cell.Low
		case p < 1 && below >= rank:
			return cell.middle()
		}
		last = cell.High
	}
	return last // the running sum of float weights rounds differently from the total
}

// atMost is the weight of the values ≤ x, spread evenly over the range of the cell in which x falls.
func (b *buckets[N]) atMost(x float64) float64 {
	var below float64
	for cell := range b.all() {
		switch {
		case cell.High <= x:
			below += float64(cell.Weight)
		case cell.Low < x:
			below += float64(cell.Weight) * (x - cell.Low) / (cell.High - cell.Low)
		}
	}
	return below
}
