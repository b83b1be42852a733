package stat

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"
	"pgregory.net/rapid"
)

var probabilities = []float64{0.001, 0.01, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999}

// HdrHistogram with three digits is the oracle: ours may differ by half a bucket, 0.4 %, and its 0.05 %. A bucket's
// edge instead of its middle is off by up to 0.8 %; a rank off by one shows in the tail, where neighbors lie far
// apart.
func TestHistogramAgreesWithHdrHistogram(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var ours Histogram
	oracle := hdrhistogram.New(1, 1e12, 3)
	for range 100000 {
		micros := math.Ceil(1e6 * math.Exp(1.5*r.NormFloat64()))
		ours.Add(micros / 1e6)
		if err := oracle.RecordValue(int64(micros)); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range probabilities {
		got, want := ours.Quantile(p), float64(oracle.ValueAtQuantile(100*p))/1e6
		if math.Abs(got-want) > 0.0045*want {
			t.Errorf("%v-quantile = %v, HdrHistogram says %v", p, got, want)
		}
	}
	if int64(ours.Count()) != oracle.TotalCount() {
		t.Errorf("count %d, HdrHistogram has %d", ours.Count(), oracle.TotalCount())
	}
}

// values spans the whole range of floats, subnormal numbers, zero and infinity included.
var values = rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, math.MaxFloat64), rapid.Float64Range(0, 10),
	rapid.SampledFrom([]float64{0, 1, math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64})), 1, 60)

// Against the sorted slice, over all magnitudes: within half a bucket of the order statistic, exact at the ends.
func TestHistogramQuantileIsNearTheOrderStatistic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := values.Draw(t, "xs")
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		var h Histogram
		var w Weighted
		for _, x := range xs {
			h.Add(x)
			w.Add(x, 0.25)
		}
		slices.Sort(xs)
		want := xs[max(0, int(math.Ceil(p*float64(len(xs))))-1)]
		for _, got := range []float64{h.Quantile(p), w.Quantile(p)} {
			if got != want && !(math.Abs(got-want) <= want/256+math.SmallestNonzeroFloat64*(1<<45)) {
				t.Fatalf("%v-quantile = %v, want %v", p, got, want)
			}
		}
		if h.Quantile(0) != xs[0] || h.Quantile(1) != xs[len(xs)-1] {
			t.Fatalf("range %v to %v, want %v to %v", h.Quantile(0), h.Quantile(1), xs[0], xs[len(xs)-1])
		}
	})
}

func fillHistogram(xs []float64) *Histogram {
	h := new(Histogram)
	for _, x := range xs {
		h.Add(x)
	}
	return h
}

func merged(hs ...*Histogram) *Histogram {
	sum := new(Histogram)
	for _, h := range hs {
		sum.Merge(h)
	}
	return sum
}

func contents(h *Histogram) []any {
	return []any{slices.Collect(h.Buckets()), h.Count(), h.Quantile(0), h.Quantile(1)}
}

// Any division of the work, in any order, gives the same histogram to the last bit.
func TestHistogramMergeIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := values.Draw(t, "a"), values.Draw(t, "b"), values.Draw(t, "c")
		whole := contents(fillHistogram(slices.Concat(a, b, c)))
		x, y, z := fillHistogram(a), fillHistogram(b), fillHistogram(c)
		orders := []*Histogram{merged(x, y, z), merged(z, x, y), merged(x, merged(y, z)), merged(merged(x, y), z)}
		for _, h := range orders {
			if got := contents(h); !reflect.DeepEqual(got, whole) {
				t.Fatalf("merged %v, whole %v", got, whole)
			}
		}
	})
}

// Two positive floats are in one bucket only if they are within 2⁻⁷ of each other, 2⁻¹⁰ in the finer ones, and buckets
// come in the order of their values.
func TestBucketsTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0x1p-1022, math.MaxFloat64).Draw(t, "x")
		y := x * (1 + rapid.Float64Range(0, 1.0/64).Draw(t, "further"))
		if math.IsInf(y, 1) {
			return
		}
		usual, fine := Weighted{}, FineWeighted()
		for _, w := range []*Weighted{&usual, &fine} {
			w.Add(y, 1)
			w.Add(x, 1)
			apart := slices.Collect(w.Buckets())
			width := x / float64(int(128)<<w.cells.finer)
			if len(apart) == 1 && y-x > width || apart[0].Low != x {
				t.Fatalf("%v and %v, %g of the width of a bucket apart, in %v", x, y, (y-x)/width, apart)
			}
		}
	})
}

// What is known of a bucket is not blurred: a value that comes again and again is told as it is, wherever it lies among
// others.
func TestBucketsEndAtWhatWasSeen(t *testing.T) {
	h := fillHistogram([]float64{10, 1000, 20, 20, 20, 10.01, 7200, 7200})
	want := []Bucket[uint64]{{10, 10.01, 2}, {20, 20, 3}, {1000, 1000, 1}, {7200, 7200, 2}}
	if got := slices.Collect(h.Buckets()); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	near(t, "median", h.Quantile(0.5), 20)
	near(t, "0.7-quantile", h.Quantile(0.7), 1000)
	near(t, "0.1-quantile", h.Quantile(0.1), 10.005)
}

// Histograms of unlike buckets would add what does not belong together.
func TestUnlikeBucketsDoNotMerge(t *testing.T) {
	fine, usual := FineWeighted(), Weighted{}
	fine.Add(1, 1)
	usual.CopyFrom(&fine)
	usual.Add(1.0009, 1)
	usual.Add(1.001, 1)
	if n := len(slices.Collect(usual.Buckets())); n != 2 {
		t.Errorf("a copy of a fine one has %d buckets", n)
	}
	defer func() {
		if recover() == nil {
			t.Error("merged")
		}
	}()
	new(Weighted).Merge(&fine)
}

func TestHistogramCDF(t *testing.T) {
	h := fillHistogram([]float64{0, 0, 1, 2, 4, math.Inf(1), 8, 16})
	for _, c := range []struct{ x, want float64 }{
		{-1, 0}, {0, 2.0 / 8}, {0.5, 2.0 / 8}, {1.5, 3.0 / 8}, {3, 4.0 / 8}, {100, 7.0 / 8}, {math.Inf(1), 1},
		{1 + 1.0/256, 3.0 / 8}, // in the bucket of the 1, which ends there
	} {
		near(t, "CDF", h.CDF(c.x), c.want)
	}
	near(t, "CDF within a bucket", fillHistogram([]float64{1, 1.004}).CDF(1.001), 0.25)
	var empty Histogram
	if !math.IsNaN(empty.CDF(1)) || !math.IsNaN(empty.Quantile(0.5)) {
		t.Error("an empty histogram has no law")
	}
}

func TestHistogramRefusesNonsense(t *testing.T) {
	for _, add := range []func(){
		func() { new(Histogram).Add(-1) },
		func() { new(Histogram).Add(math.NaN()) },
		func() { new(Weighted).Add(1, -1) },
		func() { new(Weighted).Add(1, math.NaN()) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("nonsense was counted")
				}
			}()
			add()
		}()
	}
}

// A queue of 0 for 6 s, 1 for 3 s and 5 for 1 s: by number of values its median is 1, by time it is 0.
func TestWeightedCountsTime(t *testing.T) {
	var w Weighted
	w.Add(0, 6)
	w.Add(1, 3)
	w.Add(5, 1)
	w.Add(1000, 0)
	near(t, "median", w.Quantile(0.5), 0)
	rounded(t, "0.8-quantile", w.Quantile(0.8), 1, 0.01)
	near(t, "maximum", w.Quantile(1), 5)
	near(t, "CDF", w.CDF(3), 0.9)
	var other Weighted
	other.Add(5, 10)
	w.Merge(&other)
	if cells := slices.Collect(w.Buckets()); len(cells) != 3 || cells[2].Weight != 11 {
		t.Errorf("cells %+v", cells)
	}
	near(t, "total", w.Total(), 20)
	near(t, "CDF after merging", w.CDF(3), 0.45)
}

func TestHistogramResetKeepsMemoryAndNothingElse(t *testing.T) {
	h := fillHistogram([]float64{0, 1, 100, math.Inf(1)})
	h.Reset()
	if h.Count() != 0 || len(slices.Collect(h.Buckets())) != 0 {
		t.Errorf("after Reset: %v", contents(h))
	}
	h.Add(50)
	near(t, "minimum afterwards", h.Quantile(0), 50)
	w := new(Weighted)
	w.Add(3, 1)
	w.Reset()
	near(t, "weight afterwards", w.Total(), 0)
}

// The hot path allocates nothing once a binade is known, and memory follows the range of values, not of floats.
func TestAddDoesNotAllocate(t *testing.T) {
	h, w, x := fillHistogram([]float64{1, 1.5}), new(Weighted), 1.0
	w.Add(1, 1)
	if n := testing.AllocsPerRun(100, func() { h.Add(x); h.Add(0); w.Add(x, 2); x += 0.001 }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if pages := len(h.cells.pages); pages != 1 {
		t.Errorf("%d pages for one binade", pages)
	}
}

func BenchmarkHistogramAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	xs := make([]float64, 4096)
	for i := range xs {
		xs[i] = math.Exp(1.5 * r.NormFloat64())
	}
	b.Run("ours", func(b *testing.B) {
		var h Histogram
		for i := range b.N {
			h.Add(xs[i&4095])
		}
	})
	b.Run("hdr", func(b *testing.B) {
		h := hdrhistogram.New(1, 1e12, 3)
		for i := range b.N {
			_ = h.RecordValue(int64(1e6 * xs[i&4095]))
		}
	})
}

// TestCopyFrom would catch a copy that keeps what was there before, or that shares memory with its source.
func TestCopyFrom(t *testing.T) {
	var count Histogram
	var weight Weighted
	for _, x := range []float64{0, 3, math.MaxFloat64} { // of other binades than what follows
		count.Add(x)
		weight.Add(x, 2)
	}
	source, heavy := fillHistogram([]float64{1e-9, 5, 5}), new(Weighted)
	heavy.Add(7, 0.1)
	count.CopyFrom(source)
	weight.CopyFrom(heavy)
	source.Add(1e300)
	heavy.Add(1e300, 1)
	if count.Count() != 3 || count.Quantile(0) != 1e-9 || count.Quantile(1) != 5 {
		t.Errorf("copied %d numbers from %v to %v", count.Count(), count.Quantile(0), count.Quantile(1))
	}
	if weight.Total() != 0.1 || weight.Quantile(0) != 7 || weight.Quantile(1) != 7 {
		t.Errorf("copied a weight of %v from %v to %v", weight.Total(), weight.Quantile(0), weight.Quantile(1))
	}
}

// TestDrop would catch counts that are left of what is taken away, or taken of what came since.
func TestDrop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := values.Draw(t, "first"), values.Draw(t, "second")
		var all, before, since Histogram
		for _, x := range first {
			all.Add(x)
		}
		before.CopyFrom(&all)
		for _, x := range second {
			all.Add(x)
			since.Add(x)
		}
		all.Drop(&before)
		if all.Count() != uint64(len(second)) {
			t.Fatalf("%d are left of %d", all.Count(), len(second))
		}
		for _, p := range []float64{0.01, 0.5, 0.99} {
			if got, want := all.Quantile(p), since.Quantile(p); got != want && math.Abs(got/want-1) > 0.008 {
				t.Fatalf("quantile %v of those since is %v, want %v", p, got, want)
			}
		}
	})
}
