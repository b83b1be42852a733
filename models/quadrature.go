package models

import (
	"math"

	"nines/sim/num"
)

// Quadrature visits rates in [a, b] above the first of levels, which are in order, with weights in seconds: the sum
// over all of them of a function of the rate, times the weights, is its integral over the time spent above, where the
// function is smooth between levels. Cost: O(pieces of days × levels²); up to 16 visits for each rise or fall between
// two levels, 2 within some minutes.
func (d Demand) Quadrature(a, b float64, levels []float64, visit func(rate, weight float64)) {
	const shortest = 1e-3 // s
	for h := math.Floor(a / hour); h*hour < b; h = d.like(h) {
		mean, from, end := d.hourMean(h), max(a, h*hour), min(b, d.like(h)*hour)
		for from < end {
			to := d.cut(mean, from+shortest, end, levels)
			d.between(mean, from, to, levels, visit)
			from = to
		}
	}
}

// cut is the first instant after one at which the rate turns or passes a level; end where that comes before.
func (d Demand) cut(mean, after, end float64, levels []float64) float64 {
	if d.Swing == 0 || mean == 0 {
		return end
	}
	end = min(end, within(d.PeakAt, after), within(d.PeakAt+day/2, after))
	for _, level := range levels {
		if height := (level/mean - 1) / d.Swing; math.Abs(height) < 1 {
			half := num.Acos(height) * day / (2 * math.Pi)
			end = min(end, within(d.PeakAt-half, after), within(d.PeakAt+half, after))
		}
	}
	return end
}

// between visits a time within which the rate is on one side of each level.
func (d Demand) between(mean, a, b float64, levels []float64, visit func(rate, weight float64)) {
	middle, half := a+(b-a)/2, (b-a)/2
	switch rate := mean * d.swung(middle); {
	case rate <= levels[0]:
		return
	case d.Swing == 0:
		visit(rate, b-a)
		return
	}
	rule := &gauss[0]
	for i := 1; rule.upTo < half; i++ {
		rule = &gauss[i]
	}
	for i, x := range rule.at {
		visit(mean*d.swung(middle-float64(half*x)), half*rule.weight[i])
		visit(mean*d.swung(middle+float64(half*x)), half*rule.weight[i])
	}
}

// gauss are the rules of Gauss and Legendre with 2, 4 and 16 points, half of them on either side of 0 (Abramowitz and
// Stegun, "Handbook of Mathematical Functions", table 25.4): exact up to degree 3, 7 and 31. Each is for times of up to
// so many seconds around their middle, within which points are no farther apart than those of the last in half a day,
// and in which the wave, to whose fourth or eighth power of the phase the error is in proportion, is followed to 1e-9.
var gauss = [...]struct {
	upTo       float64
	at, weight []float64
}{
	{400, []float64{0.5773502691896257}, []float64{1}},
	{4000, []float64{0.3399810435848563, 0.8611363115940526}, []float64{0.6521451548625461, 0.3478548451374538}},
	{day, []float64{0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
		0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499},
		[]float64{0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
			0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541}},
}
