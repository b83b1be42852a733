package dist

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"nines/sim/unit"
)

// The limits of parameters, the same in every family, keep draws of strange laws within what doubles can hold: from a
// femtosecond to ten thousand million years, and gamma laws from a coefficient of variation of 18, where most draws are
// all but 0, to a thousandth, where rounding would begin to show.
const (
	leastSpan, mostSpan   = 1e-15, 1e10 * float64(unit.Year)
	leastShape, mostShape = 0.003, 1e6
	leastSigma, mostSigma = 1e-6, 20
)

// checkSpan refuses what is not a positive duration within the limits; what names the parameter.
func checkSpan(what string, x float64) error {
	if x >= leastSpan && x <= mostSpan {
		return nil
	}
	return fmt.Errorf("%s is %g s; write a duration from %g s to 1e10 y", what, x, leastSpan)
}

// checkSpanOrZero is checkSpan for durations that may be 0.
func checkSpanOrZero(what string, x float64) error {
	if x >= 0 && x <= mostSpan {
		return nil
	}
	return fmt.Errorf("%s is %g s; write a duration from 0 s to 1e10 y", what, x)
}

func checkShape(shape float64) error { return checkNumber("shape", shape, leastShape, mostShape) }
func checkSigma(sigma float64) error { return checkNumber("sigma", sigma, leastSigma, mostSigma) }

func checkNumber(what string, x, lo, hi float64) error {
	if x >= lo && x <= hi {
		return nil
	}
	return fmt.Errorf("%s is %g; write a number from %g to %g", what, x, lo, hi)
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
// bits that would spoil "180d"; a text that is still long falls back to six digits of the largest unit it fills.
func span(x float64) string {
	if math.IsInf(x, 1) {
		return "infinite"
	}
	text := unit.Duration(rounded(x, 10)).String()
	if len(text) > 8 {
		text = inLargest(x)
	}
	return text
}

func inLargest(x float64) string {
	for _, u := range []unit.Duration{unit.Year, unit.Day, unit.Hour, unit.Minute} {
		if x >= float64(u) {
			return number(x/float64(u)) + strings.TrimPrefix(u.String(), "1")
		}
	}
	return unit.Duration(rounded(x, 6)).String()
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
