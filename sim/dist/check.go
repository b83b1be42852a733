package dist

import (
	"fmt"
	"math"
	"strconv"

	"nines/sim/unit"
)

// positive refuses what is not a finite number above 0; what names the parameter.
func positive(what string, x float64) error {
	if x > 0 && !math.IsInf(x, 1) {
		return nil
	}
	return fmt.Errorf("%s is %g; it must be more than 0 and finite", what, x)
}

// notNegative refuses what is not a finite number of at least 0.
func notNegative(what string, x float64) error {
	if x >= 0 && !math.IsInf(x, 1) {
		return nil
	}
	return fmt.Errorf("%s is %g; it must be 0 or more and finite", what, x)
}

// first returns the first error there is.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// isProbability reports whether p lies in [0, 1]; quantiles elsewhere are NaN.
func isProbability(p float64) bool { return p >= 0 && p <= 1 }

// span writes a duration for reading. Ten digits are tried first, so that a mean computed from a scale loses the last
// bits that would spoil "180d"; a text that is still long falls back to six.
func span(x float64) string {
	if math.IsInf(x, 1) {
		return "infinite"
	}
	text := unit.Duration(rounded(x, 10)).String()
	if len(text) > 8 {
		text = unit.Duration(rounded(x, 6)).String()
	}
	return text
}

// number writes a pure number for reading.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func rounded(x float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x // only the largest doubles round up to what is out of range
	}
	return y
}
