package stat_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// world is an alternating renewal without the up times: a Poisson number of outages per replication, each lasting a
// lognormal time of mean 1.
type world struct {
	replications int
	outages      float64 // mean number per replication
	sigma        float64 // of the logarithm of a repair
}

// draw gives downtime and number of outages per replication.
func (w world) draw(r *rand.Rand) (downtime, outages []float64) {
	downtime, outages = make([]float64, w.replications), make([]float64, w.replications)
	for i := range downtime {
		for t := r.ExpFloat64(); t < w.outages; t += r.ExpFloat64() {
			outages[i]++
			downtime[i] += math.Exp(w.sigma*r.NormFloat64() - w.sigma*w.sigma/2)
		}
	}
	return downtime, outages
}

// tally counts how often an interval held the truth.
type tally struct{ runs, held, warned int }

func (c *tally) add(e stat.Estimate, truth float64) {
	c.runs++
	if e.Low <= truth && truth <= e.High {
		c.held++
	}
	if len(e.Warnings) > 0 {
		c.warned++
	}
}

func (c tally) coverage() float64 { return float64(c.held) / float64(c.runs) }
func (c tally) warning() float64  { return float64(c.warned) / float64(c.runs) }

func (c tally) String() string {
	return fmt.Sprintf("%.1f %% covered, %.0f %% warned", 100*c.coverage(), 100*c.warning())
}

// measure repeats the experiment with every estimator that applies. Unavailability is downtime over a long horizon.
func (w world) measure(runs int) (plain, positive, share, ratio tally) {
	r := rand.New(rand.NewPCG(uint64(w.replications), uint64(1000*w.outages+10*w.sigma)))
	horizon := 1000 * w.outages
	for range runs {
		downtime, outages := w.draw(r)
		plain.add(stat.Mean(downtime, 0.95), w.outages)
		positive.add(stat.PositiveMean(downtime, 0.95), w.outages)
		ratio.add(stat.Ratio(downtime, outages, 0.95), 1)
		for i := range downtime {
			downtime[i] = min(1, downtime[i]/horizon)
		}
		share.add(stat.ShareMean(downtime, 0.95), w.outages/horizon)
	}
	return plain, positive, share, ratio
}

// The promise to users: with 20 or more outages per replication, 95 % intervals for downtime, unavailability and MTTR
// hold the truth in 93–97 %. A normal quantile for Student's (1.96 for 2.02), n for n−1, or the naive mean of ratios
// falls out of the band, as does the plain t under the heavier tail.
func TestCoverageIsWithinTwoPoints(t *testing.T) {
	for _, w := range []world{{40, 20, 0.5}, {40, 20, 1}, {40, 20, 1.5}, {40, 100, 1}, {10, 20, 1}} {
		_, positive, share, ratio := w.measure(runs(2000))
		for name, c := range map[string]tally{"PositiveMean": positive, "ShareMean": share, "Ratio": ratio} {
			if c.coverage() < 0.93 || c.coverage() > 0.97 {
				t.Errorf("%s in %+v: %v; want 93 to 97 %%", name, w, c)
			}
		}
	}
}

// A mean outage from a handful of outages, most replications having none: degrees of freedom by the number of all
// replications would cover 91.6 %.
func TestRatioOfAFewCovers(t *testing.T) {
	if _, _, _, ratio := (world{40, 0.2, 0.5}).measure(runs(2000)); ratio.coverage() < 0.93 || ratio.coverage() > 0.97 {
		t.Errorf("8 outages in 40 replications: %v; want 93 to 97 %%", ratio)
	}
}

// Few outages with a heavy tail cannot be covered well by anything; they must be warned of, and sound data must not.
func TestSkewedReplicationsWarn(t *testing.T) {
	for _, w := range []world{{40, 1, 2}, {40, 5, 2}, {100, 1, 2}} {
		if _, positive, _, _ := w.measure(runs(1000)); positive.warning() < 0.75 {
			t.Errorf("%+v: %v; want a warning in most experiments", w, positive)
		}
	}
	for _, w := range []world{{40, 20, 0.5}, {100, 20, 1}} {
		if plain, positive, _, _ := w.measure(runs(1000)); plain.warning() > 0.02 || positive.warning() > 0.02 {
			t.Errorf("%+v: plain %v, corrected %v; want hardly a warning", w, plain, positive)
		}
	}
}

// The correction for skewness must earn its place: where the plain t misses one time in five, it halves the misses.
func TestCorrectionForSkewnessPays(t *testing.T) {
	plain, positive, _, _ := world{40, 5, 2}.measure(runs(2000))
	if 1-positive.coverage() > 0.6*(1-plain.coverage()) {
		t.Errorf("plain t: %v; corrected: %v", plain, positive)
	}
}

// runs shortens an experiment under -short.
func runs(n int) int {
	if testing.Short() {
		return n / 4
	}
	return n
}

// Exact intervals must cover at least as often as they say for every truth, and order statistics as often as they
// report. Off-by-one ranks in Quantile move its coverage by 10 points.
func TestExactIntervalsCover(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	const repeats = 2000
	var exact, poisson, median, order tally
	var attained float64
	for range repeats {
		k, events := 0, 0
		for range 50 {
			if r.Float64() < 0.07 {
				k++
			}
		}
		exact.add(stat.ClopperPearson(k, 50, 0.95), 0.07)
		for at := r.ExpFloat64(); at < 4; at += r.ExpFloat64() {
			events++
		}
		poisson.add(stat.PoissonRate(events, 4, 0.95), 1)
		xs := make([]float64, 25)
		for i := range xs {
			xs[i] = r.ExpFloat64()
		}
		median.add(stat.Quantile(xs, 0.5, 0.95), math.Ln2)
		order.add(stat.Quantile(xs, 0.8, 0.9), math.Log(5))
		attained = stat.Quantile(xs, 0.8, 0.9).Confidence
	}
	for name, c := range map[string]tally{"Clopper–Pearson": exact, "Poisson": poisson, "median": median} {
		if c.coverage() < 0.94 {
			t.Errorf("%s: %v", name, c)
		}
	}
	stattest.Check(t, "order statistics cover as reported", stat.BinomialP(order.held, repeats, attained))
	stattest.Alarm(t, "one rank off", stat.BinomialP(order.held, repeats, attained-0.1))
}

// Greenwood's variance under random censoring: half of the spells are cut off, and treating them as ended would put the
// mean until 1 near 0.43 instead of 1 − e⁻¹ = 0.63.
func TestSurvivalIntervalsCover(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	var mean tally
	for range runs(1000) {
		var ended, cut []stat.Spell
		for range 100 {
			life, until := r.ExpFloat64(), min(1, r.ExpFloat64())
			if life < until {
				ended = append(ended, stat.Spell{Value: life, Weight: 1})
			} else {
				cut = append(cut, stat.Spell{Value: until, Weight: 1})
			}
		}
		c := stat.KaplanMeier(ended, cut)
		m, variance := c.RestrictedMean()
		margin := 1.96 * math.Sqrt(variance)
		mean.add(stat.Estimate{Point: m, Low: m - margin, High: m + margin}, 1-math.Exp(-1))
	}
	if mean.coverage() < 0.93 || mean.coverage() > 0.97 {
		t.Errorf("the restricted mean: %v", mean)
	}
}

// Under no difference the paired p-value is below 0.05 in 5 % of experiments; forgetting the pairing makes it rarer by
// an order of magnitude when the pairs share their noise.
func TestPairedHoldsItsLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	const repeats = 4000
	rejected := 0
	a, b := make([]float64, 12), make([]float64, 12)
	for range repeats {
		for i := range a {
			common := 10 * r.NormFloat64()
			a[i], b[i] = common+r.NormFloat64(), common+r.NormFloat64()
		}
		if stat.Paired(a, b, 0.95).P < 0.05 {
			rejected++
		}
	}
	stattest.Check(t, "level of the paired t-test", stat.BinomialP(rejected, repeats, 0.05))
}

// What a few events add up to: their count alone, with the mean size taken for known, would cover 78 % at 5 events.
func TestPoissonTotalCovers(t *testing.T) {
	for _, few := range []float64{2, 5, 8} {
		var c tally
		r := rand.New(rand.NewPCG(11, uint64(few)))
		for range runs(1000) {
			sizes, ones := []float64{}, []float64{}
			for at := r.ExpFloat64(); at < few; at += r.ExpFloat64() {
				sizes, ones = append(sizes, r.ExpFloat64()), append(ones, 1)
			}
			if len(sizes) == 0 {
				c.add(stat.PoissonTotalAtMost(1, 1, 0.95), few)
				continue
			}
			size := stat.Ratio(sizes, ones, 0.95)
			if len(sizes) <= 5 {
				size.Low, size.High = max(size.Low, size.Point/4), min(max(size.High, 1), 1e9)
			}
			c.add(stat.PoissonTotal(len(sizes), 1, size), few)
		}
		if c.coverage() < 0.93 {
			t.Errorf("%g events: %v", few, c)
		}
	}
}
