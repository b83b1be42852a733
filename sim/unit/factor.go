package unit

import "math"

// Factor says how many times something is as long or as large: 5x.
type Factor float64

var factorKind = kind{name: "factor", example: "5x or 1.5x"}

// ParseFactor reads "5x": a number, zero or more, and the letter x.
func ParseFactor(text string) (Factor, error) {
	s, err := factorKind.clean(text)
	if err != nil {
		return 0, err
	}
	decimal, rest, err := factorKind.number(text, s)
	if err != nil {
		return 0, err
	}
	f := shifted(decimal, 0)
	switch {
	case rest == "":
		return 0, fail(text, "has no unit", "write %sx", decimal)
	case rest != "x":
		return 0, fail(text, "has the unknown unit "+quotable(rest), "write %sx", decimal)
	case math.IsInf(f, 0):
		return 0, fail(text, "is too large", "write a factor below 1e308x")
	}
	return Factor(f), nil
}

// String is the shortest text that ParseFactor reads as exactly f, which must be finite and not negative.
func (f Factor) String() string {
	x := float64(f)
	if !(x >= 0) || math.IsInf(x, 0) {
		return notWritable(x)
	}
	return shortest(x, 0) + "x"
}

// UnmarshalText is ParseFactor.
func (f *Factor) UnmarshalText(text []byte) error {
	v, err := ParseFactor(string(text))
	if err == nil {
		*f = v
	}
	return err
}
