package unit

import "math"

var amountKind = kind{name: "number", example: "360, 1.2 or 10k"}

// ParseAmount reads "360", "1.2" or "10k": a mean number of things or a sum of money, which need not be whole.
func ParseAmount(text string) (float64, error) {
	s, err := amountKind.clean(text)
	if err != nil {
		return 0, err
	}
	decimal, rest, err := amountKind.number(text, s)
	if err != nil {
		return 0, err
	}
	power, rest := cutMultiple(rest)
	if rest != "" {
		return 0, fail(text, "has the unknown unit "+quotable(rest), "write %s", amountKind.example)
	}
	x := shifted(decimal, power)
	if math.IsInf(x, 0) {
		return 0, fail(text, "is too large", "write a number below 1e308")
	}
	return x, nil
}
