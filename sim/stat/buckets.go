package stat

import (
	"iter"
	"math"
)

// A bucket is named by the top bits of a positive float64: sign (0), exponent and seven bits of mantissa. Positive
// floats order like their bits, so buckets tile (0, +Inf) in order, each 2⁻⁷ wide relative to the power of two below
// it, and no logarithm is needed. The middle of a bucket is within 2⁻⁸ = 0.4 % of every value in it.
const (
	mantissa = 7
	perPage  = 1 << mantissa // a page is a binade: the buckets between neighboring powers of two
	shift    = 52 - mantissa
)

// Bucket is one cell of a histogram: values in [Low, High) and their count or weight. Zero and +Inf have cells of
// their own, with Low == High. Of the cells that a histogram yields the first begins at the smallest value and the last
// ends at the largest, which belongs to it.
type Bucket[N uint64 | float64] struct {
	Low, High float64
	Weight    N
}

// middle is the value that stands for all values of the bucket.
func (b Bucket[N]) middle() float64 {
	if b.Low == b.High {
		return b.Low
	}
	return b.Low + float64((min(b.High, math.MaxFloat64)-b.Low)/2) // the last bucket below infinity ends there
}

// buckets is the memory of both histograms. Pages are made when first touched, one kilobyte for each factor of two in
// which values fall, and live until the histogram does; the list of pages spans the binades seen.
type buckets[N uint64 | float64] struct {
	zero, infinite N
	total          N
	low, high      float64 // smallest and largest value; meaningful once total > 0
	first          int     // binade of pages[0]
	pages          []*[perPage]N
}

// add puts weight on x. It panics on a negative x and on NaN, which are mistakes of the caller, not data.
func (b *buckets[N]) add(x float64, weight N) {
	if b.total == 0 {
		b.low, b.high = x, x
	} else if x < b.low {
		b.low = x
	} else if x > b.high {
		b.high = x
	}
	b.total += weight
	if !(x > 0 && x <= math.MaxFloat64) {
		b.addSpecial(x, weight)
		return
	}
	cell := math.Float64bits(x) >> shift
	binade := int(cell >> mantissa)
	if i := binade - b.first; uint(i) < uint(len(b.pages)) && b.pages[i] != nil { // as page finds it, without a call
		b.pages[i][cell%perPage] += weight
		return
	}
	b.page(binade)[cell%perPage] += weight
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

// page finds the page of a binade, making it and growing the list if need be.
func (b *buckets[N]) page(binade int) *[perPage]N {
	i := binade - b.first
	if uint(i) >= uint(len(b.pages)) {
		b.reach(binade)
		i = binade - b.first
	}
	if b.pages[i] == nil {
		b.pages[i] = new([perPage]N)
	}
	return b.pages[i]
}

// reach extends the list of pages to include the binade.
func (b *buckets[N]) reach(binade int) {
	if len(b.pages) == 0 {
		b.first = binade
	}
	if binade < b.first {
		b.pages = append(make([]*[perPage]N, b.first-binade), b.pages...)
		b.first = binade
	}
	for len(b.pages) <= binade-b.first {
		b.pages = append(b.pages, nil)
	}
}

func (b *buckets[N]) merge(o *buckets[N]) {
	if o.total == 0 {
		return
	}
	if b.total == 0 {
		b.low, b.high = o.low, o.high
	}
	b.low, b.high = min(b.low, o.low), max(b.high, o.high)
	b.total += o.total
	b.zero += o.zero
	b.infinite += o.infinite
	for i, from := range o.pages {
		if from == nil {
			continue
		}
		to := b.page(o.first + i)
		for j, w := range from {
			to[j] += w
		}
	}
}

func (b *buckets[N]) copyFrom(o *buckets[N]) {
	if b != o {
		b.reset()
		b.merge(o)
	}
}

// reset empties the cells and keeps the memory.
func (b *buckets[N]) reset() {
	for _, page := range b.pages {
		if page != nil {
			clear(page[:])
		}
	}
	b.zero, b.infinite, b.total = 0, 0, 0
}

// all yields the occupied cells in ascending order.
func (b *buckets[N]) all() iter.Seq[Bucket[N]] {
	return func(yield func(Bucket[N]) bool) {
		if b.zero > 0 && !yield(Bucket[N]{0, 0, b.zero}) {
			return
		}
		for i, page := range b.pages {
			if page != nil && !b.eachOf(page, b.first+i, yield) {
				return
			}
		}
		if b.infinite > 0 {
			yield(Bucket[N]{math.Inf(1), math.Inf(1), b.infinite})
		}
	}
}

// seen yields them cut to the range of the values.
func (b *buckets[N]) seen() iter.Seq[Bucket[N]] {
	return func(yield func(Bucket[N]) bool) {
		for cell := range b.all() {
			if !yield(Bucket[N]{max(cell.Low, b.low), min(cell.High, b.high), cell.Weight}) {
				return
			}
		}
	}
}

// eachOf yields the occupied cells of one page; false means that the consumer has had enough.
func (b *buckets[N]) eachOf(page *[perPage]N, binade int, yield func(Bucket[N]) bool) bool {
	for j, w := range page {
		if w == 0 {
			continue
		}
		cell := uint64(binade)<<mantissa | uint64(j)
		low, high := math.Float64frombits(cell<<shift), math.Float64frombits((cell+1)<<shift)
		if !yield(Bucket[N]{low, high, w}) {
			return false
		}
	}
	return true
}

// quantile is the middle of the first cell at which the running weight reaches rank, kept within the range seen.
func (b *buckets[N]) quantile(p float64, rank N) float64 {
	switch {
	case b.total == 0:
		return math.NaN()
	case p <= 0:
		return b.low
	case p >= 1:
		return b.high
	}
	var below N
	for cell := range b.all() {
		below += cell.Weight
		if below >= rank {
			return min(b.high, max(b.low, cell.middle()))
		}
	}
	return b.high // the running sum of float weights rounds differently from the total
}

// atMost is the weight of the values ≤ x, spread evenly over the cell in which x falls.
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
