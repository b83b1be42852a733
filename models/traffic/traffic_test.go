package traffic

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// counts plays a process and counts requests in windows of a length, so many of them.
func counts(a models.Arrivals, d *models.Demand, seed uint64, length float64, windows int) []float64 {
	s, memory, list := new(rng.Stream), 0.0, make([]float64, windows)
	*s = rng.Open(rng.Key{Seed: seed})
	for t := 0.0; ; {
		t += a.Gap(d, t, &memory, s)
		if w := int(t / length); w < windows {
			list[w]++
			continue
		}
		return list
	}
}

// TestRates would catch a process that is not at the rate of the demand, steady or in a wave: requests in the quarters
// of a day. Those whose gaps are known lie as even as that allows.
func TestRates(t *testing.T) {
	bursts := Bursts{Factor: 4, Lasts: 30, Every: 120}
	record := must(newTrace(Trace{File: Record{Columns: [][]float64{[]float64{3, 4, 4, 9, 10, 20}}}}))
	for name, a := range map[string]models.Arrivals{
		"poisson": Poisson{}, "regular": Regular{}, "bursts": bursts, "trace": record,
		"renewal": Regular{Gaps: must(dist.NewErlang(3, 2))},
	} {
		for _, d := range []models.Demand{{Mean: 0.02}, {Mean: 0.02, Swing: 0.9, PeakAt: 3 * 3600}} {
			var quarters [4][]float64
			for r := range uint64(40) {
				for q, n := range counts(a, &d, r, 6*3600, 4) {
					quarters[q] = append(quarters[q], n)
				}
			}
			for q, n := range quarters {
				want := d.Integral(float64(q)*6*3600, float64(q+1)*6*3600)
				if name != "regular" && name != "trace" {
					stattest.Check(t, name, stattest.Mean(n, want))
				} else if worst := slices.MaxFunc(n, func(a, b float64) int {
					return cmp.Compare(math.Abs(a-want), math.Abs(b-want))
				}); math.Abs(worst-want) > 5 {
					t.Errorf("%s: %v requests in quarter %d, want %v", name, worst, q, want)
				}
			}
		}
	}
}

// TestBurstsCluster would catch bursts that are too short, or as strong between them: the variance of the number of
// requests in a window over their mean, by the autocovariance of the rate, which decays with both rates of turning.
func TestBurstsCluster(t *testing.T) {
	const length = 60.0
	b := Bursts{Factor: 4, Lasts: 30, Every: 150}
	d := models.Demand{Mean: 0.5}
	share := 30.0 / 150
	high, low := 4*d.Mean, b.quiet()*d.Mean
	variance, decay := share*(1-share)*(high-low)*(high-low), 1.0/30+1.0/120
	want := d.Mean*length + 2*variance*(length/decay-(1-math.Exp(-decay*length))/(decay*decay))
	var spread []float64
	for r := range uint64(60) {
		sum := 0.0
		list := counts(b, &d, r, length, 200)
		for _, n := range list {
			sum += (n - d.Mean*length) * (n - d.Mean*length)
		}
		spread = append(spread, sum/float64(len(list)))
	}
	stattest.Check(t, "variance", stattest.Mean(spread, want))
	stattest.Alarm(t, "poisson", stattest.Mean(spread, d.Mean*length))
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// TestNobodyIsLookedForInVain would catch a process that looks for the next request beyond all times, where demand is
// so low that none comes, and one that gives up before the end.
func TestNobodyIsLookedForInVain(t *testing.T) {
	const years = 3 * year
	for name, a := range map[string]models.Arrivals{
		"poisson": Poisson{}, "regular": Regular{}, "bursts": Bursts{Factor: 4, Lasts: 3e4, Every: 12e4},
	} {
		for rate, comes := range map[float64]bool{1e-300: false, 1e-6: true, 5e-8: name == "regular"} {
			s, memory := rng.Open(rng.Key{Seed: 2}), 0.0
			d := models.Demand{Mean: rate, Swing: 0.5, Ends: years}
			if got := a.Gap(&d, 0, &memory, &s); rate != 5e-8 || name == "regular" {
				if !math.IsInf(got, 1) != comes {
					t.Errorf("%s, %v/s: the next request comes after %v s", name, rate, got)
				}
			}
		}
	}
}
