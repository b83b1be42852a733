package experiments

import (
	"fmt"
	"math"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models/exact"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/stat"
	"nines/sim/unit"
)

// uncertainNode is a node that crashes at a rate λ that is not known, and is repaired in 10 h: its unavailability is
// λ/(λ + 1/10h).
const uncertainNode = `version: 1
name: one
time: { horizon: 2000h, start: equilibrium }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, effect: down, rate: 10/1000h, heals: 10h } }
detection: { instant: { policy: instant } }
localization: { policy: exact }
services: { db: { runs_on: node, up_when: { at_least: 1 } } }
slo: [ { metric: unavailability, at_most: 10% } ]
`

const repairs = 1 / 36000.0 // per second

// inputsOf plays a design of what is known of the crash rate, at so many points of so many replications.
func inputsOf(t *testing.T, points, replications int, seed uint64, known string) []result.EffectRow {
	t.Helper()
	base, err := scenario.Parse("base.yaml", []byte(uncertainNode))
	if err != nil {
		t.Fatal(err)
	}
	for path, value := range map[string]string{"run.replications": fmt.Sprintf("{ min: %d }", replications),
		"run.seed": fmt.Sprint(seed)} {
		if err := base.Set(path, value); err != nil {
			t.Fatal(err)
		}
	}
	return effectsFrom(t, base, fmt.Sprintf("design: inputs\npoints: %d\nseed: %d\nvary:\n  - { path: faults.crash.rate, "+
		"known: %s }\n", points, seed, known), "unavailability")
}

// posterior is the mean of a function of the crash rate over the law that ten events in 1000 h give it.
func posterior(f func(rate float64) float64) float64 {
	const parts = 4000
	total := 0.0
	for i := range parts {
		total += f(num.GammaPInv(10.5, (float64(i)+0.5)/parts)/3.6e6) / parts
	}
	return total
}

func lost(rate float64) float64 { return rate / (rate + repairs) }

// Of a rate that is known from ten failures the unavailability is known in closed form: its mean, its limits, the share
// of the variance that is noise of so few replications, and how likely it is at most 10 %.
func TestInputsAreExact(t *testing.T) {
	const points, replications = 250, 4
	rows := inputsOf(t, points, replications, 1, "{ events: 10, in: 1000h }")
	mean := posterior(lost)
	variance := posterior(func(rate float64) float64 { return num.Pow(lost(rate)-mean, 2) })
	noise := posterior(func(rate float64) float64 {
		node := exact.TwoState{MTTF: 1 / rate, MTTR: 1 / repairs}
		return node.StationaryVarDowntime(2000*3600) / num.Pow(2000*3600, 2) / replications
	})
	known := effectRow(t, rows, "unavailability", "", "known", "")
	if se := math.Sqrt((variance + noise) / points); math.Abs(known.Estimate-mean) > 4*se {
		t.Errorf("mean %.4f ± %.4f, want %.4f", known.Estimate, se, mean)
	}
	low, high := lost(num.GammaPInv(10.5, 0.025)/3.6e6), lost(num.GammaPInv(10.5, 0.975)/3.6e6)
	by := math.Sqrt(variance / (variance + noise))
	within := 0.1 * (high - low)
	if known.Low > low || known.High < high { // with the noise the interval is wider
		t.Errorf("%.4f – %.4f does not hold %.4f – %.4f", known.Low, known.High, low, high)
	}
	if a, b := mean-by*(mean-known.Low), mean+by*(known.High-mean); math.Abs(a-low) > within || math.Abs(b-high) > within {
		t.Errorf("without noise %.4f – %.4f, want %.4f – %.4f", a, b, low, high)
	}
	share := effectRow(t, rows, "unavailability", "", "noise", "")
	if want := noise / (variance + noise); share.Low > want || share.High < want || share.High-share.Low > 0.2 {
		t.Errorf("noise %.3f (%.3f – %.3f), want %.3f", share.Estimate, share.Low, share.High, want)
	}
	explained := effectRow(t, rows, "unavailability", "faults.crash.rate", "explained", "")
	if math.Abs(explained.Estimate+share.Estimate-1) > 0.05 {
		t.Errorf("explained %.3f beside %.3f of noise", explained.Estimate, share.Estimate)
	}
	met := effectRow(t, rows, "slo_met", "", "met", "")
	if want := num.GammaP(10.5, repairs/9*3.6e6); met.Low > want || met.High < want || met.High-met.Low > 0.2 {
		t.Errorf("at most 10 %% with probability %.3f (%.3f – %.3f), want %.3f", met.Estimate, met.Low, met.High, want)
	}
}

// Intervals hold the truth as often as they say: over 600 records of a system whose rate is known to who drew them. The
// system is taken in closed form, with a simulation that has little noise.
func TestInputsCover(t *testing.T) {
	const records, points, rate, noise = 600, 40, 10 / 3.6e6, 0.003
	held := 0
	for k := range uint64(records) {
		s := rng.Open(rng.Key{Seed: 11, Occurrence: k})
		events := -1
		for left := rate * 3.6e6; left > 0; events++ {
			left -= s.Exp()
		}
		document, err := scenario.Parse("scenario/testdata/sweep.yaml", fmt.Appendf(nil, "version: 1\nbase: web.yaml\n"+
			"design: inputs\npoints: %d\nseed: %d\nvary: [ { path: faults.crash.rate, known: { events: %d, in: 1000h } } ]\n",
			points, k, events))
		if err != nil {
			t.Fatal(err)
		}
		study, err := document.Sweep()
		if err != nil {
			t.Fatal(err)
		}
		var y []float64
		for _, text := range study.Vary[0].Values {
			x, err := unit.ParseRate(text)
			if err != nil {
				t.Fatal(err)
			}
			y = append(y, lost(float64(x))+noise*s.Norm())
		}
		if e := stat.Uncertainty(y, nil, nil, 0.95).Mean; e.Low <= lost(rate) && lost(rate) <= e.High {
			held++
		}
	}
	// The law of counts has its own coverage, 0.947 at a mean of ten, and noise widens the interval by some 0.01.
	if share := float64(held) / records; math.Abs(share-0.955) > 0.02 {
		t.Errorf("%d of %d intervals hold the true unavailability", held, records)
	}
}
