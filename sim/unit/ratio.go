package unit

import (
	"math"

	"nines/sim/num"
)

// Ratio is a share or a probability: from 0 to 1, where 1 is 100 %.
type Ratio float64

var ratioKind = kind{name: "ratio", example: "99.95%, 0.9995 or 3.3nines"}

// ParseRatio reads "99.95%", "0.9995" or "3.3nines" (1 − 10^−3.3) and refuses what lies outside 0 to 1.
func ParseRatio(text string) (Ratio, error) {
	s, err := ratioKind.clean(text)
	if err != nil {
		return 0, err
	}
	decimal, rest, err := ratioKind.number(text, s)
	if err != nil {
		return 0, err
	}
	var r float64
	switch rest {
	case "%":
		r = shifted(decimal, -2)
	case "":
		r = shifted(decimal, 0)
	case "nines", "nine":
		return Ratio(-num.Expm1(-shifted(decimal, 0) * math.Ln10)), nil
	default:
		return 0, fail(text, "has the unknown unit "+quotable(rest), "write %s", ratioKind.example)
	}
	switch {
	case r <= 1:
		return Ratio(r), nil
	case rest == "":
		return 0, fail(text, "is more than 1", "write %s%%, or a ratio from 0 to 1", decimal)
	}
	return 0, fail(text, "is more than 100 %", "write a ratio from 0%% to 100%%")
}

// String writes r in percent, in the shortest text that ParseRatio reads as exactly r.
func (r Ratio) String() string {
	x := float64(r)
	if !(x >= 0 && x <= 1) {
		return notWritable(x)
	}
	return shortest(x, 2) + "%"
}

// UnmarshalText is ParseRatio.
func (r *Ratio) UnmarshalText(text []byte) error {
	v, err := ParseRatio(string(text))
	if err == nil {
		*r = v
	}
	return err
}
