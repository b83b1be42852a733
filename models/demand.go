package models

import (
	"math"
	"slices"

	"nines/sim/num"
)

const (
	hour = 3600.0
	day  = 24 * hour
)

// Demand is a rate of requests over time: constant through each day or, with Swing, a cosine that peaks once a day,
// times the factor of the hour of the week, and growing from day to day. All times are seconds from the start of the
// measured time, which is midnight on a Monday, as it is for a Shift; they may be negative. Integrals are exact: growth
// acts at midnight, factors at full hours, and in between the rate is a pure cosine.
type Demand struct {
	Mean   float64 // requests per second at time 0, averaged over the daily wave, where the factor is 1, ≥ 0
	Swing  float64 // peak over mean less one, in [0, 1]
	PeakAt float64 // time of day of the peak, s
	Growth float64 // per day, > −1: demand grows exponentially; each day has the average of its growth throughout
	// Week are the factors of the hours of a week, WeekHours of them, each ≥ 0; none: 1 at all times.
	Week []float64
	// Ends is from when on nobody asks who comes, > 0, so that nobody has to be looked for there; 0: it is asked at all
	// times. Rates and integrals do not heed it.
	Ends float64
}

// Over reports whether nobody asks any more who comes after t.
func (d *Demand) Over(t float64) bool { return d.Ends > 0 && t >= d.Ends }

// WeekHours is the number of hours in a week.
const WeekHours = 7 * 24

// Steady reports whether the rate never changes.
func (d *Demand) Steady() bool { return d.Swing == 0 && d.alike() }

// alike reports whether every day is like the others, and but for the wave every hour.
func (d *Demand) alike() bool { return d.Growth == 0 && d.Week == nil }

// At is the rate at an instant.
func (d Demand) At(t float64) float64 {
	mean := d.Mean
	if !d.alike() {
		mean = d.hourMean(math.Floor(t / hour))
	}
	if d.Swing == 0 {
		return mean
	}
	return mean * d.swung(t)
}

// hourMean is the rate within an hour, counted from time 0, without the wave.
func (d Demand) hourMean(h float64) float64 { return d.dayMean(math.Floor(h/24)) * d.factor(h) }

// factor is that of an hour, counted from time 0.
func (d Demand) factor(h float64) float64 {
	if d.Week == nil {
		return 1
	}
	return d.Week[int(h-float64(WeekHours*math.Floor(h/WeekHours)))]
}

// NextHour is the full hour that follows t; +Inf where every hour is like the others.
func (d Demand) NextHour(t float64) float64 {
	if d.Steady() {
		return math.Inf(1)
	}
	return (math.Floor(t/hour) + 1) * hour
}

// Highest is the highest rate in [a, b], from above.
func (d Demand) Highest(a, b float64) float64 {
	if d.alike() {
		return d.Mean * (1 + d.Swing)
	}
	most := 1.0
	if d.Week != nil {
		most = slices.Max(d.Week)
	}
	return max(d.dayMean(math.Floor(a/day)), d.dayMean(math.Floor(b/day))) * most * (1 + d.Swing)
}

// Most is the highest rate in [a, b], which spans a day at most, from above.
func (d Demand) Most(a, b float64) float64 {
	if d.Steady() {
		return d.Mean
	}
	most := 0.0
	for h := math.Floor(a / hour); h*hour < b; h = d.like(h) {
		most = max(most, d.hourMean(h))
	}
	if within(d.PeakAt, a) <= b {
		return most * (1 + d.Swing)
	}
	return most * max(d.swung(a), d.swung(b))
}

// Lowest is the lowest rate in [a, b], from below.
func (d Demand) Lowest(a, b float64) float64 {
	least := 1.0
	if d.Week != nil {
		least = slices.Min(d.Week)
	}
	return min(d.dayMean(math.Floor(a/day)), d.dayMean(math.Floor(b/day))) * least * (1 - d.Swing)
}

// Exceeds reports whether a rate is above a level by more than rounding.
func Exceeds(rate, level float64) bool { return rate*(1-1e-9) > level }

// Turn is the first instant from t on, to a millisecond, at which demand exceeds a level or, where it is said to do so
// at t, at which it no longer does. Where there is none within nine days it is not found: at is when to look again,
// +Inf if it is never. Cost: O(1).
func (d Demand) Turn(t, level float64, exceeds bool) (at float64, found bool) {
	if d.Steady() {
		return math.Inf(1), false
	}
	h := math.Floor(t / hour)
	for last := h + 9*24; h < last; {
		end := d.like(h)
		if at := d.turnWithin(d.hourMean(h), max(t, h*hour), end*hour, level, exceeds); at < end*hour {
			return at, true
		}
		h = end
	}
	if d.Growth == 0 {
		return math.Inf(1), false
	}
	return h * hour, false
}

// turnWithin is Turn within [a, b] of one piece of a day; b where there is none. The rate passes the level at most
// twice, so on either side of each pass it is on one side of the level.
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

// Integral is the number of requests in [a, b]. Cost: O(1) without growth and factors, else O(pieces of days).
func (d Demand) Integral(a, b float64) float64 {
	if d.alike() {
		return d.Mean * d.wave(a, b)
	}
	return d.byPiece(a, b, func(mean, a, b float64) float64 { return mean * d.wave(a, b) })
}

// Overflow is the number of requests in [a, b] that come in excess of a limit in requests per second: the integral of
// max(0, rate − limit). Cost: O(pieces of days), O(1) where demand stays below the limit.
func (d Demand) Overflow(a, b, limit float64) float64 {
	switch {
	case d.Highest(a, b) <= limit:
		return 0
	case d.Steady():
		return (d.Mean - limit) * (b - a)
	}
	return d.byPiece(a, b, func(mean, a, b float64) float64 { return d.excess(mean, a, b, limit) })
}

func (d Demand) dayMean(n float64) float64 {
	if d.Growth == 0 {
		return d.Mean
	}
	return d.Mean * num.Pow(1+d.Growth, n) * d.Growth / num.Log1p(d.Growth)
}

// like is the hour up to which the rate without the wave is as in an hour, midnight at the latest.
func (d Demand) like(h float64) float64 {
	midnight := (math.Floor(h/24) + 1) * 24
	if d.Week == nil {
		return midnight
	}
	factor := d.factor(h)
	for h++; h < midnight && d.factor(h) == factor; {
		h++
	}
	return h
}

// byPiece sums a function of the rate without the wave over the parts of [a, b] in which that is constant.
func (d Demand) byPiece(a, b float64, f func(mean, a, b float64) float64) float64 {
	sum := 0.0
	for h := math.Floor(a / hour); h*hour < b; {
		end := d.like(h)
		sum += f(d.hourMean(h), max(a, h*hour), min(b, end*hour))
		h = end
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
