package plots

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"nines/sim/unit"
)

// linearTicks labels about count values, at steps of 1, 2 or 5 times a power of ten.
func linearTicks(count int, label func(value, step float64) string) plot.Ticker {
	return plot.TickerFunc(func(low, high float64) []plot.Tick {
		step := niceStep(high-low, count)
		var ticks []plot.Tick
		slack := 1e-9 * step
		for i := math.Ceil((low - slack) / step); i*step <= high+slack; i++ {
			ticks = append(ticks, plot.Tick{Value: i * step, Label: label(i*step, step)})
		}
		return ticks
	})
}

// niceStep is the smallest of 1, 2, 5, 10, … times a power of ten that divides span into at most count parts.
func niceStep(span float64, count int) float64 {
	raw := span / float64(count)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// niceRange widens [low, high] to whole steps, and a constant to something around it.
func niceRange(low, high float64, count int) (float64, float64) {
	if low == high {
		half := math.Max(math.Abs(low)/10, 1e-12)
		if low == 0 {
			half = 1
		}
		low, high = low-half, high+half
	}
	step := niceStep(high-low, count)
	return step * math.Floor(low/step+1e-9), step * math.Ceil(high/step-1e-9)
}

// decimalsOf is how many decimals a multiple of step needs.
func decimalsOf(step float64) int { return max(0, int(math.Ceil(-math.Log10(step)-1e-9))) }

// plainLabel writes numbers in full, or with a decimal multiple where they are that far apart.
func plainLabel(value, step float64) string {
	if step >= 1000 {
		return minus(unit.SI(value))
	}
	return minus(unit.Thousands(strconv.FormatFloat(value, 'f', decimalsOf(step), 64)))
}

// percentLabel writes a ratio in percent.
func percentLabel(value, step float64) string {
	return minus(strconv.FormatFloat(100*value, 'f', decimalsOf(100*step), 64)) + " %"
}

// minus sets the true minus sign and none before zero.
func minus(number string) string {
	digits, negative := strings.CutPrefix(number, "-")
	if !negative || strings.Trim(digits, "0.") == "" {
		return digits
	}
	return "−" + digits
}

// namedTicks labels 0, 1, 2, … with names.
func namedTicks(names []string) plot.Ticker {
	ticks := make(plot.ConstantTicks, len(names))
	for i, name := range names {
		ticks[i] = plot.Tick{Value: float64(i), Label: name}
	}
	return ticks
}

// scaledTicks are linearTicks of the values over factor, for an axis whose data keep their unit.
func scaledTicks(count int, factor float64, label func(value, step float64) string) plot.Ticker {
	inner := linearTicks(count, label)
	return plot.TickerFunc(func(low, high float64) []plot.Tick {
		ticks := inner.Ticks(low/factor, high/factor)
		for i := range ticks {
			ticks[i].Value *= factor
		}
		return ticks
	})
}
