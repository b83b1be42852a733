package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"nines/sim/unit"
)

// logRange finds the range of a logarithmic axis for values, of which those that are not positive and finite do not
// count: from 1, 2 or 5 times a power of ten to another, at least half a decade apart. ok is false if none counts.
func logRange(values []float64) (low, high float64, ok bool) {
	low, high = math.Inf(1), 0
	for _, v := range values {
		if v > 0 && !math.IsInf(v, 1) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	if high == 0 {
		return 0, 0, false
	}
	low, high = roundLog(low, false), roundLog(high, true)
	if high < 3*low {
		low, high = roundLog(low/2, false), roundLog(high*2, true)
	}
	return low, high, true
}

// roundLog is the next 1, 2 or 5 times a power of ten at or below v, or at or above it.
func roundLog(v float64, up bool) float64 {
	best := 0.0
	power := math.Floor(math.Log10(v))
	for _, m := range []float64{0.5, 1, 2, 5, 10, 20} {
		candidate := m * math.Pow(10, power)
		if up && candidate >= v*(1-1e-9) {
			return candidate
		}
		if !up && candidate <= v*(1+1e-9) {
			best = candidate
		}
	}
	return best
}

// minLabelDistanceX and minLabelDistanceY are how close labels may come, as a share of the axis.
const (
	minLabelDistanceX = 0.1
	minLabelDistanceY = 0.065
)

// spacedTicks are ticks whose labels keep a distance, a share of the axis.
type spacedTicks struct {
	distance float64
	at       func(distance, low, high float64) []plot.Tick
}

// Ticks implements plot.Ticker.
func (t spacedTicks) Ticks(low, high float64) []plot.Tick { return t.at(t.distance, low, high) }

// roomX is what a label of a logarithmic x axis takes, with the space beside it, in points.
const roomX = 38

// onWidth are the ticks of an x axis as long as that, in points: on a short one labels keep a larger share apart.
func onWidth(ticks plot.Ticker, width float64) plot.Ticker {
	if spaced, ok := ticks.(spacedTicks); ok {
		spaced.distance = math.Max(spaced.distance, roomX/width)
		return spaced
	}
	return ticks
}

// logTicks labels 1, 2 and 5 times the powers of ten, or only the powers, or every second or third of them, so that
// labels keep a distance (a share of the axis).
func logTicks(distance float64, label func(float64) string) plot.Ticker {
	return spacedTicks{distance, func(distance, low, high float64) []plot.Tick {
		tiers := make([][]float64, 4)
		for n := int(math.Floor(math.Log10(low))); n <= int(math.Ceil(math.Log10(high))); n++ {
			power := math.Pow10(n)
			tiers[0] = append(tiers[0], power, 2*power, 5*power)
			for tier := 1; tier <= 3; tier++ {
				if n%tier == 0 {
					tiers[tier] = append(tiers[tier], power)
				}
			}
		}
		return pickTier(tiers, low, high, distance, label)
	}}
}

// pickTier labels the first tier that has at least two values in the range and all of them distance apart; if there is
// none, it labels what has room of the last. Values of the first tier without a label become minor ticks.
func pickTier(tiers [][]float64, low, high, distance float64, label func(float64) string) []plot.Tick {
	var chosen []float64
	for i, tier := range tiers {
		tiers[i] = within(tier, low, high)
		chosen = spaced(tiers[i], distance*math.Log(high/low))
		if len(chosen) == len(tiers[i]) && len(chosen) >= 2 {
			break
		}
	}
	if len(chosen) < 2 {
		chosen = spaced(tiers[0], distance*math.Log(high/low))
	}
	var ticks []plot.Tick
	for _, v := range chosen {
		ticks = append(ticks, plot.Tick{Value: v, Label: label(v)})
	}
	for _, v := range tiers[0] {
		ticks = append(ticks, plot.Tick{Value: v})
	}
	return ticks
}

// within keeps the values of the range, its ends included.
func within(values []float64, low, high float64) []float64 {
	return slices.DeleteFunc(values, func(v float64) bool { return v < low*(1-1e-9) || v > high*(1+1e-9) })
}

// spaced leaves out values that are closer to the one before than distance, in logarithms.
func spaced(values []float64, distance float64) []float64 {
	var kept []float64
	for _, v := range values {
		if len(kept) == 0 || math.Log(v/kept[len(kept)-1]) >= distance {
			kept = append(kept, v)
		}
	}
	return kept
}

// durationTiers are the steps in which people count time, below a year; longer and shorter ones are decimal.
var durationTiers = [][]float64{
	{1, 2, 5, 10, 20, 30, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute, hour, 2 * hour,
		5 * hour, 12 * hour, day, 2 * day, 5 * day, 10 * day, 20 * day, 50 * day, 100 * day, 200 * day},
	{1, 5, 10, 30, minute, 5 * minute, 10 * minute, 30 * minute, hour, 5 * hour, day, 5 * day, 10 * day, 50 * day,
		100 * day},
	{1, 10, minute, 10 * minute, hour, 5 * hour, day, 10 * day, 100 * day},
	{1, minute, hour, day, 30 * day},
	{1, minute, hour, day},
}

const (
	minute = float64(unit.Minute)
	hour   = float64(unit.Hour)
	day    = float64(unit.Day)
	year   = float64(unit.Year)
)

// durationTicks labels a logarithmic axis of seconds in the units that people use.
func durationTicks(distance float64) plot.Ticker {
	return spacedTicks{distance, func(distance, low, high float64) []plot.Tick {
		tiers := make([][]float64, len(durationTiers))
		for i, tier := range durationTiers {
			for n := -9; n < 0; n++ {
				tiers[i] = append(tiers[i], decimalTier(i, n, 1)...)
			}
			tiers[i] = append(tiers[i], tier...)
			for n := range 12 {
				tiers[i] = append(tiers[i], decimalTier(i, n, year)...)
			}
		}
		return pickTier(tiers, low, high, distance, func(v float64) string { return unit.Duration(v).Human() })
	}}
}

// decimalTier is what tier i has between 10ⁿ and 10ⁿ⁺¹ units: 1, 2 and 5, then powers of ten, then powers of thousand.
func decimalTier(i, n int, unit float64) []float64 {
	power := math.Pow10(n) * unit
	switch {
	case i == 0:
		return []float64{power, 2 * power, 5 * power}
	case i <= 2 || n%3 == 0:
		return []float64{power}
	}
	return nil
}

// percentTicks labels a logarithmic axis of ratios in percent; one that goes below what percentOf writes plainly has
// powers of ten below 1 %, so that it keeps to one notation.
func percentTicks(distance float64) plot.Ticker {
	return spacedTicks{distance, func(distance, low, high float64) []plot.Tick {
		label := percentOf
		if low < leastPlain {
			label = func(v float64) string {
				if v >= 0.01*(1-1e-9) {
					return percentOf(v)
				}
				return powerOfTen(100*v) + " %"
			}
		}
		return logTicks(distance, label).(spacedTicks).Ticks(low, high)
	}}
}

// powerOfTen writes a positive number of one digit, such as 5·10⁻⁷.
func powerOfTen(v float64) string {
	digit, power, _ := strings.Cut(strconv.FormatFloat(rounded(v), 'e', -1, 64), "e")
	n, _ := strconv.Atoi(power) // its own output always parses
	raised := strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷",
		"8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
	if digit == "1" {
		return "10" + raised
	}
	return digit + "·10" + raised
}

// leastPlain is the smallest ratio that is written plainly, a millionth of a percent.
const leastPlain = 1e-8

// percentOf writes a ratio in percent with one significant digit or more, plainly down to a millionth of a percent.
func percentOf(v float64) string {
	if v < leastPlain {
		return strconv.FormatFloat(rounded(100*v), 'e', -1, 64) + " %"
	}
	return strconv.FormatFloat(rounded(100*v), 'f', -1, 64) + " %"
}

// rounded takes away the noise of decimal arithmetic.
func rounded(v float64) float64 {
	clean, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64) // its own output always parses
	return clean
}

// logScale is a logarithmic axis that clamps what it has no place for to its lower edge instead of panicking.
type logScale struct{}

func (logScale) Normalize(low, high, x float64) float64 {
	return math.Log(math.Max(x, math.SmallestNonzeroFloat64)/low) / math.Log(high/low)
}
