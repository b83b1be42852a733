package unit

import (
	"math/big"
	"strconv"
)

// Count is a whole number of things.
type Count int64

var countKind = kind{name: "count", example: "360, 10k or 2M"}

// ParseCount reads "360", "10k", "2M" or "1e6": a whole number that fits an int64.
func ParseCount(text string) (Count, error) {
	s, err := countKind.clean(text)
	if err != nil {
		return 0, err
	}
	decimal, rest, err := countKind.number(text, s)
	if err != nil {
		return 0, err
	}
	power, rest := cutMultiple(rest)
	if rest != "" {
		return 0, fail(text, "has the unknown unit "+quotable(rest), "write %s", countKind.example)
	}
	n, err := whole(text, decimal, int64(shifted("1", power)), "count")
	return Count(n), err
}

// whole is decimal·size, exactly, as an integer.
func whole(text, decimal string, size int64, name string) (int64, error) {
	tooLarge := fail(text, "is too large", "write a %s below 9.2e18", name)
	if shifted(decimal, 0) > 1<<63 { // also keeps the exponents that big.Rat must expand small
		return 0, tooLarge
	}
	x, ok := new(big.Rat).SetString(decimal)
	if !ok || shifted(decimal, 0) < 1e-18 && x.Sign() != 0 {
		return 0, fail(text, "is not a whole number", "write a whole %s", name)
	}
	x.Mul(x, new(big.Rat).SetInt64(size))
	switch {
	case !x.IsInt():
		return 0, fail(text, "is not a whole number", "write a whole %s", name)
	case !x.Num().IsInt64():
		return 0, tooLarge
	}
	return x.Num().Int64(), nil
}

// String is the shorter of the plain number and its form in k, M, G or T; ParseCount reads it as exactly c, if c ≥ 0.
func (c Count) String() string {
	text := strconv.FormatInt(int64(c), 10)
	for _, m := range multiples {
		size := int64(shifted("1", m.power))
		if c == 0 || int64(c)%size != 0 {
			break
		}
		text = strconv.FormatInt(int64(c)/size, 10) + m.suffix
	}
	return text
}

// UnmarshalText is ParseCount.
func (c *Count) UnmarshalText(text []byte) error {
	v, err := ParseCount(string(text))
	if err == nil {
		*c = v
	}
	return err
}
