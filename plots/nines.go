package plots

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// nines is the height of an availability on the nines axis: 3 for 99.9 %, +Inf where nothing was lost.
func nines(availability float64) float64 { return -math.Log10(1 - availability) }

// ninesTicks labels an axis of nines as availabilities: 90 %, 99 %, 99.9 %, and 1, 2, 5 between them where there is
// room. A ceiling above 0 is the height at which "no loss yet" is drawn.
func ninesTicks(ceiling float64) plot.Ticker {
	return plot.TickerFunc(func(low, high float64) []plot.Tick {
		var ticks []plot.Tick
		steps := []float64{1, 5, 2}
		if high-low > 2.2 {
			steps = steps[:1]
		}
		for decade := math.Floor(low); decade <= high; decade++ {
			for _, m := range steps {
				height := decade - math.Log10(m)
				if m > 1 {
					height++ // 5·10⁻ᵏ⁻¹ lies between k and k+1 nines
				}
				if height < low-1e-9 || height > high+1e-9 || ceiling > 0 && height > ceiling-0.05*(high-low) {
					continue
				}
				ticks = append(ticks, plot.Tick{Value: height, Label: availabilityLabel(height)})
			}
		}
		if ceiling > 0 {
			ticks = append(ticks, plot.Tick{Value: ceiling, Label: "no loss yet"})
		}
		return ticks
	})
}

// availabilityLabel writes the availability of that many nines with as many digits as it takes.
func availabilityLabel(height float64) string {
	loss := math.Pow(10, -height) // 1, 2 or 5 times a power of ten
	decimals := max(0, int(math.Ceil(height-1e-9))-2)
	return strconv.FormatFloat(100*(1-rounded(loss)), 'f', decimals, 64) + " %"
}

// ninesRange finds the range of a nines axis for heights, of which the infinite ones are drawn at the ceiling (0:
// there are none). The axis spans at least one nine.
func ninesRange(heights []float64) (low, high, ceiling float64) {
	low, high = math.Inf(1), math.Inf(-1)
	lossless := false
	for _, h := range heights {
		switch {
		case math.IsInf(h, 1):
			lossless = true
		case !math.IsNaN(h):
			low, high = math.Min(low, h), math.Max(high, h)
		}
	}
	if math.IsInf(low, 1) { // nobody lost anything
		return 3, 5.15, 5
	}
	low, high = math.Floor(2*low)/2, math.Ceil(2*high)/2
	if high-low < 1 {
		low = math.Max(0, low-0.5)
		high = math.Max(high, low+1)
	}
	if !lossless {
		return low, high, 0
	}
	ceiling = high + 0.15*(high-low)
	return low, ceiling + 0.03*(high-low), ceiling
}
