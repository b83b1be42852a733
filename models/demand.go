package models

import (
	"math"

	"nines/sim/num"
)

const day = 86400.0

// Demand is a rate of requests over time: constant through each day or, with Swing, a cosine that peaks once a day, and
// growing from day to day. All times are seconds from the start of the measured time, which is midnight; they may be
// negative. Integrals are exact, because growth acts at midnight and a day is a pure cosine.
type Demand struct {
	Mean   float64 // requests per second at time 0, averaged over the daily wave, ≥ 0
	Swing  float64 // peak over mean less one, in [0, 1]
	PeakAt float64 // time of day of the peak, s
	Growth float64 // per day, > −1: demand grows exponentially; each day has the average of its growth throughout
}

// At is the rate at an instant.
func (d Demand) At(t float64) float64 {
	return d.dayMean(math.Floor(t/day)) * d.swung(t)
}

// NextHour is the full hour that follows t; +Inf where every hour is like the others.
func (d Demand) NextHour(t float64) float64 {
	if d.Swing == 0 && d.Growth == 0 {
		return math.Inf(1)
	}
	const hour = 3600
	return (math.Floor(t/hour) + 1) * hour
}

// Highest is the highest rate in [a, b], from above.
func (d Demand) Highest(a, b float64) float64 {
	return max(d.dayMean(math.Floor(a/day)), d.dayMean(math.Floor(b/day))) * (1 + d.Swing)
}

// Most is the highest rate in [a, b], which spans a day at most, from above.
func (d Demand) Most(a, b float64) float64 {
	switch peak := d.PeakAt + float64(math.Ceil((a-d.PeakAt)/day)*day); {
	case d.Swing == 0 && d.Growth == 0:
		return d.Mean
	case peak <= b:
		return d.Highest(a, b)
	}
	return max(d.dayMean(math.Floor(a/day)), d.dayMean(math.Floor(b/day))) * max(d.swung(a), d.swung(b))
}

// Lowest is the lowest rate in [a, b], from below.
func (d Demand) Lowest(a, b float64) float64 {
	return min(d.dayMean(math.Floor(a/day)), d.dayMean(math.Floor(b/day))) * (1 - d.Swing)
}

// Exceeds reports whether a rate is above a level by more than rounding.
func Exceeds(rate, level float64) bool { return rate*(1-1e-9) > level }

// Turn is the first instant from t on, to a millisecond, at which demand exceeds a level or, where it is said to do so
// at t, at which it no longer does. Where there is none within nine days it is not found: at is when to look again,
// +Inf if it is never. Cost: O(1).
func (d Demand) Turn(t, level float64, exceeds bool) (at float64, found bool) {
	if d.Swing == 0 && d.Growth == 0 {
		return math.Inf(1), false
	}
	const days = 9
	first := math.Floor(t / day)
	for n := first; n < first+days; n++ {
		b := (n + 1) * day
		if at := d.turnWithin(d.dayMean(n), max(t, n*day), b, level, exceeds); at < b {
			return at, true
		}
	}
	if d.Growth == 0 {
		return math.Inf(1), false
	}
	return (first + days) * day, false
}

// turnWithin is Turn within [a, b] of one day; b where there is none. The rate passes the level at most twice, so on
// either side of each pass it is on one side of the level.
func (d Demand) turnWithin(mean, a, b, level float64, exceeds bool) float64 {
	const shortest = 1e-3 // s
	passes := [3]float64{b, b, b}
	if d.Swing > 0 && mean > 0 {
		half := num.Acos(min(max((level/mean-1)/d.Swing, -1), 1)) * day / (2 * math.Pi)
		rises, falls := within(d.PeakAt-half, a), within(d.PeakAt+half, a)
		passes[0], passes[1] = min(rises, falls, b), min(max(rises, falls), b)
	}
	for _, end := range passes {
		if middle := a + (end-a)/2; end-a > shortest && Exceeds(mean*d.swung(middle), level) != exceeds {
			return a
		}
		a = max(a, end)
	}
	return b
}

// within is the first instant from a on that lies whole days from t.
func within(t, a float64) float64 { return t + float64(math.Ceil((a-t)/day)*day) }

// swung is the daily wave at an instant, with mean 1.
func (d Demand) swung(t float64) float64 {
	return 1 + float64(d.Swing*num.Cos(2*math.Pi*(t-d.PeakAt)/day))
}

// Integral is the number of requests in [a, b]. Cost: O(1) without growth, else O(days).
func (d Demand) Integral(a, b float64) float64 {
	if d.Growth == 0 {
		return d.Mean * d.wave(a, b)
	}
	return d.byDay(a, b, func(mean, a, b float64) float64 { return mean * d.wave(a, b) })
}

// Overflow is the number of requests in [a, b] that come in excess of a limit in requests per second: the integral of
// max(0, rate − limit). Cost: O(days), O(1) where demand stays below the limit.
func (d Demand) Overflow(a, b, limit float64) float64 {
	switch {
	case d.Highest(a, b) <= limit:
		return 0
	case d.Swing == 0 && d.Growth == 0:
		return (d.Mean - limit) * (b - a)
	}
	return d.byDay(a, b, func(mean, a, b float64) float64 { return d.excess(mean, a, b, limit) })
}

func (d Demand) dayMean(n float64) float64 {
	if d.Growth == 0 {
		return d.Mean
	}
	return d.Mean * num.Pow(1+d.Growth, n) * d.Growth / num.Log1p(d.Growth)
}

// byDay sums a function of each day's mean over the parts of [a, b] that lie in each day.
func (d Demand) byDay(a, b float64, f func(mean, a, b float64) float64) float64 {
	sum := 0.0
	for n := math.Floor(a / day); n*day < b; n++ {
		sum += f(d.dayMean(n), max(a, n*day), min(b, (n+1)*day))
	}
	return sum
}

// wave integrates 1 + Swing·cos over [a, b].
func (d Demand) wave(a, b float64) float64 {
	if d.Swing == 0 {
		return b - a
	}
	omega := 2 * math.Pi / day
	return b - a + float64(d.Swing/omega*(num.Sin(omega*(b-d.PeakAt))-num.Sin(omega*(a-d.PeakAt))))
}

// excess integrates max(0, mean·(1+Swing·cos) − limit) over [a, b] within one day. The rate exceeds the limit within
// half a width of each peak; a day can meet parts of two.
func (d Demand) excess(mean, a, b, limit float64) float64 {
	if d.Swing == 0 || mean == 0 {
		return max(0, mean-limit) * (b - a)
	}
	level := (limit/mean - 1) / d.Swing
	if level >= 1 {
		return 0
	}
	if level <= -1 {
		return float64(mean*d.wave(a, b)) - float64(limit*(b-a))
	}
	half := num.Acos(level) * day / (2 * math.Pi)
	sum := 0.0
	for n := math.Floor((a - d.PeakAt - half) / day); float64(n*day)+d.PeakAt-half < b; n++ {
		from, to := max(a, float64(n*day)+d.PeakAt-half), min(b, float64(n*day)+d.PeakAt+half)
		if from < to {
			sum += float64(mean*d.wave(from, to)) - float64(limit*(to-from))
		}
	}
	return sum
}
