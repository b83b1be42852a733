package stat_test

import (
	"math"
	"testing"

	"nines/sim/rng"
	"nines/sim/stat"
)

// The function of Ishigami and Homma has known indices: a = 7, b = 0.1.
func TestSobolOfIshigami(t *testing.T) {
	f := func(x [3]float64) float64 {
		return math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
	}
	const n = 4000
	s := rng.Open(rng.Key{Seed: 3})
	a, b, mixed := make([]float64, n), make([]float64, n), make([][]float64, 3)
	for i := range mixed {
		mixed[i] = make([]float64, n)
	}
	for k := range n {
		var x, y [3]float64
		for i := range x {
			x[i], y[i] = math.Pi*(2*s.Float64()-1), math.Pi*(2*s.Float64()-1)
		}
		a[k], b[k] = f(x), f(y)
		for i := range x {
			z := x
			z[i] = y[i]
			mixed[i][k] = f(z)
		}
	}
	indices := stat.SobolIndices(a, b, mixed, 500, 0.99, &s)
	pi4, pi8 := math.Pow(math.Pi, 4), math.Pow(math.Pi, 8)
	variance := 49.0/8 + 0.1*pi4/5 + 0.01*pi8/18 + 0.5
	alone := []float64{0.5 * math.Pow(1+0.1*pi4/5, 2) / variance, 49.0 / 8 / variance, 0}
	both := 0.01 * pi8 * (1.0/18 - 1.0/50) / variance
	total := []float64{alone[0] + both, alone[1], both}
	for i, x := range indices {
		t.Logf("input %d: first %.3f (%.3f), total %.3f (%.3f)", i+1, x.First.Point, alone[i], x.Total.Point, total[i])
		for _, c := range []struct {
			e    stat.Estimate
			want float64
		}{{x.First, alone[i]}, {x.Total, total[i]}} {
			if math.Abs(c.e.Point-c.want) > 0.05 || c.e.Low > c.want || c.e.High < c.want || c.e.High-c.e.Low > 0.2 {
				t.Errorf("input %d: %+v, want %.4f", i+1, c.e, c.want)
			}
		}
	}
	flat := stat.SobolIndices(make([]float64, 9), make([]float64, 9), [][]float64{make([]float64, 9)}, 10, 0.95, &s)
	if !math.IsNaN(flat[0].First.Point) || !math.IsNaN(flat[0].Total.Low) {
		t.Errorf("shares of no variance: %+v", flat)
	}
}

func TestMorris(t *testing.T) {
	size, mean, spread := stat.Morris([]float64{3, -1, 3, -1}, 0.95)
	if size.Point != 2 ||
		math.Abs(mean-1) > 1e-12 || math.Abs(spread-4/math.Sqrt(3)) > 1e-12 || !(size.Low < 2 && 2 < size.High) {
		t.Errorf("size %+v, mean %g, spread %g", size, mean, spread)
	}
}
