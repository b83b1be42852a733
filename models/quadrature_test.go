package models_test

import (
	"math"
	"testing"

	"nines/models"
)

// TestQuadrature holds a sum over visits to an integral in closed form: of the rate above a level, where it bends at
// another one, over growing days with a wave, and over hours that each have a rate of their own.
func TestQuadrature(t *testing.T) {
	week := make([]float64, models.WeekHours)
	for h := range week {
		week[h] = 1 + 0.3*float64(h%5)
	}
	for _, d := range []models.Demand{
		{Mean: 100, Swing: 0.5, PeakAt: 20 * hour}, {Mean: 100, Swing: 1, PeakAt: 3 * hour, Growth: 0.04},
		{Mean: 100, Week: week}, {Mean: 80, Swing: 0.2, PeakAt: 9 * hour, Week: week}, {Mean: 100},
	} {
		for _, levels := range [][]float64{{0}, {50, 90}, {90, 120, 1000}, {99, 99.5, 101}, {1e4}} {
			a, b := -1.3*day, 2.7*day
			want := d.Overflow(a, b, levels[0]) + 2*d.Overflow(a, b, levels[len(levels)-1])
			got := 0.0
			d.Quadrature(a, b, levels, func(rate, weight float64) {
				got += weight * (rate - levels[0] + 2*max(0, rate-levels[len(levels)-1]))
			})
			if math.Abs(got-want) > 1e-10*max(want, d.Mean*day) {
				t.Errorf("%+v above %v: %.12g, want %.12g", d.Mean, levels, got, want)
			}
		}
	}
}

// TestQuadratureOfShortTimes would catch too few visits where a time is short: of a rate that counts as 1/(2 − rate),
// the parts of a day add up to what it is as a whole, whether they are of minutes or of hours.
func TestQuadratureOfShortTimes(t *testing.T) {
	d := models.Demand{Mean: 1, Swing: 0.5, PeakAt: 20 * hour}
	over := func(parts int) (sum float64) {
		for i := range parts {
			d.Quadrature(day*float64(i)/float64(parts), day*float64(i+1)/float64(parts), []float64{0},
				func(rate, weight float64) { sum += weight / (2 - rate) })
		}
		return sum
	}
	want := day / math.Sqrt(0.75) // ∫ dφ/(1 − e·cos φ) = 2π/√(1−e²), of e = 1/2
	for _, parts := range []int{1, 7, 23, 100, 1000, 20_000} {
		if got := over(parts); math.Abs(got/want-1) > 1e-8 {
			t.Errorf("in %d parts: %.12g, want %.12g", parts, got, want)
		}
	}
}
