package scenario

import (
	"math"
	"slices"
	"strings"
	"testing"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/stat"
	"nines/sim/unit"
)

const inputsHead = "design: inputs\npoints: 400\nvary:\n"

// drawnValues are those of the first dimension of a design, in seconds, per second or as a share.
func drawnValues(t *testing.T, vary string, read func(string) (float64, error)) []float64 {
	t.Helper()
	study, err := sweptFrom(t, inputsHead+"  - "+vary+"\n")
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	var all []float64
	for _, text := range study.Vary[0].Values {
		x, err := read(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	slices.Sort(all)
	return all
}

func asSpan(s string) (float64, error)  { d, err := unit.ParseDuration(s); return float64(d), err }
func asRate(s string) (float64, error)  { r, err := unit.ParseRate(s); return float64(r), err }
func asShare(s string) (float64, error) { r, err := unit.ParseRatio(s); return float64(r), err }

// What is known is drawn from the law that its documentation names: as many points as it takes below each quantile,
// which stand here as tables and other programs give them, to three or four figures.
func TestKnownIsDrawnFromItsLaw(t *testing.T) {
	const y = float64(unit.Year)
	for _, x := range []struct {
		vary             string
		read             func(string) (float64, error)
		low, middle, top float64 // 2.5, 50 and 97.5 %
	}{
		// χ² with 21 degrees of freedom over 80 y: 10.283, 20.337, 35.479.
		{"{ path: faults.crash.rate, known: { events: 10, in: 40y } }", asRate, 10.283 / 80 / y, 20.337 / 80 / y,
			35.479 / 80 / y},
		{"{ path: faults.crash.time_to_failure.mean, known: { events: 10, in: 40y } }", asSpan, 80 * y / 35.479,
			80 * y / 20.337, 80 * y / 10.283},
		// χ² with one degree of freedom: 0.000982, 0.4549, 5.024.
		{"{ path: a.rate, known: { events: 0, in: 1y } }", asRate, 0.000982 / 2 / y, 0.4549 / 2 / y, 5.024 / 2 / y},
		// The beta law with 1.5 and 0.5, whose upper tail is 4/π·√(1 − x).
		{"{ path: a, known: { successes: 1, of: 1 } }", asShare, 0.1466, 0.8368, 0.9996},
		// ln(1 + 1.44/25) = 0.05600, whose root is 0.2366.
		{"{ path: a, known: { mean: 4h, cv: 1.2, observations: 25 } }", asSpan, 4 * 3600 * math.Exp(-1.96*0.2366), 4 * 3600,
			4 * 3600 * math.Exp(1.96*0.2366)},
		{"{ path: a, known: { low: 2h, high: 8h, confidence: 95% } }", asSpan, 2 * 3600, 4 * 3600, 8 * 3600},
		{"{ path: a, known: { low: 20%, high: 80%, confidence: 95% } }", asShare, 0.2, 0.5, 0.8},
		{"{ path: a, known: { low: 1/y, high: 100/y, confidence: 95% } }", asRate, 1 / y, 10 / y, 100 / y},
	} {
		all := drawnValues(t, x.vary, x.read)
		for _, q := range []struct {
			share, at float64
		}{{0.025, x.low}, {0.5, x.middle}, {0.975, x.top}} {
			n, _ := slices.BinarySearch(all, q.at)
			if off := math.Abs(float64(n) - q.share*float64(len(all))); off > 1 {
				t.Errorf("%s: %d of %d points are below %g, want %g", x.vary, n, len(all), q.at, q.share*float64(len(all)))
			}
		}
	}
}

// Of ten events the rate lies between 5.14 and 17.74 by Jeffreys' prior, within the exact limits, which are 4.80 and
// 18.39; and what it holds is what it says: over 2000 counts of a known rate, 95 % within 1.5 %.
func TestJeffreysAgainstGarwood(t *testing.T) {
	e := stat.PoissonRate(10, 1, 0.95)
	low, high := num.GammaPInv(10.5, 0.025), num.GammaPInv(10.5, 0.975)
	for _, x := range [][2]float64{{e.Low, 4.795}, {e.High, 18.390}, {low, 5.141}, {high, 17.739}} {
		if math.Abs(x[0]-x[1]) > 5e-4 {
			t.Errorf("%g, want %g", x[0], x[1])
		}
	}
	if !(e.Low < low && high < e.High) {
		t.Errorf("%g – %g is not within %g – %g", low, high, e.Low, e.High)
	}
	held, s := 0, rng.Open(rng.Key{Seed: 5})
	const counts = 2000
	for range counts {
		mean := 4 + 16*s.Float64() // an interval for counts holds one mean oftener and another seldomer
		n, left := -1, mean
		for ; left > 0; n++ {
			left -= s.Exp()
		}
		if shape := float64(n) + 0.5; num.GammaP(shape, mean) >= 0.025 && num.GammaP(shape, mean) <= 0.975 {
			held++
		}
	}
	if share := float64(held) / counts; math.Abs(share-0.95) > 0.015 {
		t.Errorf("holds %.3f", share)
	}
}

// Each point has a seed, the same for the same seed of the scenario, and no two have the same.
func TestPointsOfInputsHaveSeeds(t *testing.T) {
	study, err := sweptFrom(t, inputsHead+"  - { path: faults.crash.repair.mean, known: { low: 1h, high: 2h } }\n")
	if err != nil {
		t.Fatal(err)
	}
	points, _, err := study.Points(base(t, study.Base))
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := study.Points(base(t, study.Base))
	seen := map[string]bool{}
	for i, p := range points {
		seed := p[len(p)-1]
		if seed.Path != "run.seed" || seen[seed.Value] || again[i][1] != seed {
			t.Fatalf("point %d has %v", i, seed)
		}
		seen[seed.Value] = true
	}
}

func TestKnownErrors(t *testing.T) {
	const path = "  - { path: faults.crash.repair.mean, known: "
	for _, x := range [][2]string{
		{inputsHead + path + "{} }\n", "says nothing of what is known"},
		{inputsHead + path + "{ confidence: 90% } }\n", "says nothing of what is known"},
		{inputsHead + path + "{ events: 10 } }\n", `needs the key "in"`},
		{inputsHead + path + "{ mean: 4h, cv: 1 } }\n", `needs the key "observations"`},
		{inputsHead + path + "{ events: 10, in: 4y, low: 2h, high: 3h } }\n", "two ways to know it"},
		{inputsHead + path + "{ events: -1, in: 4y } }\n", "events"},
		{inputsHead + path + "{ events: 1, in: 0y } }\n", "must be above 0s"},
		{inputsHead + path + "{ events: 1, in: 4y, confidence: 90% } }\n", "confidence is of low and high"},
		{inputsHead + path + "{ successes: 51, of: 50 } }\n", "cannot have 51 successes"},
		{inputsHead + path + "{ low: 6h, high: 2h } }\n", "6h to 2h is no interval"},
		{inputsHead + path + "{ low: 6h, high: 80% } }\n", "is no interval"},
		{inputsHead + path + "{ low: 60%, high: 100% } }\n", "no probability with a normal logit"},
		{inputsHead + path + "{ low: 0h, high: 2h } }\n", "no duration, rate, share or number above 0"},
		{inputsHead + path + "{ low: soon, high: 2h } }\n", `"soon" is no duration`},
		{inputsHead + path + "{ mean: 50%, cv: 1, observations: 9 } }\n", "a probability is no mean"},
		{inputsHead + path + "{ mean: 4h, cv: 0, observations: 9 } }\n", "cv"},
		{inputsHead + path + "{ low: 1h, high: 2h }, range: 1h..2h }\n", "needs values or a range"},
		{"design: inputs\npoints: 19\nvary:\n" + path + "{ low: 1h, high: 2h } }\n", "needs at least 20 points"},
		{"design: inputs\nvary:\n" + path + "{ low: 1h, high: 2h } }\n", "design inputs needs points"},
		{"vary:\n" + path + "{ low: 1h, high: 2h } }\n", "design grid takes no law of what is known"},
		{"design: morris\npoints: 20\nvary:\n" + path + "{ low: 1h, high: 2h } }\n", "design morris takes no law"},
		{inputsHead + "  - { path: run.seed, range: 1..9 }\n", "a seed of its own"},
		{inputsHead + "  - { path: faults.crash.repair, known: { low: 1h, high: 2h } }\n", "would make its law, lognormal"},
		{"where: [ \"faults.crash.lemons > 0\" ]\n" + inputsHead + path + "{ low: 1h, high: 2h } }\n",
			"none can be left out"},
	} {
		study, err := sweptFrom(t, x[0])
		if err == nil {
			_, _, err = study.Points(base(t, study.Base))
		}
		if err == nil || !strings.Contains(err.Error(), x[1]) {
			t.Errorf("%s%v\nlacks %s", x[0], err, x[1])
			continue
		}
		if problems := err.(Problems); len(problems) != 1 {
			t.Errorf("%s%v\nis told more than once", x[0], err)
		}
		checkPlaces(t, err)
	}
}
