package formula

import (
	"strconv"
	"strings"

	"nines/sim/unit"
)

// kind is what a value is.
type kind uint8

const (
	quantity kind = iota // a number with a unit, or without
	truth                // of a condition
	word                 // a name of a policy and the like
)

var kindNames = [...]string{"a quantity", "a condition", "a word"}

// dimension is the unit of a quantity: the powers of a second and of a byte. Money is a plain number, since a price per
// hour is written as a rate is.
type dimension struct{ seconds, bytes int }

func (d dimension) times(other dimension, power int) dimension {
	return dimension{d.seconds + power*other.seconds, d.bytes + power*other.bytes}
}

// String names a dimension by the way that its quantities are written.
func (d dimension) String() string {
	switch d {
	case dimension{}:
		return "a number"
	case dimension{seconds: 1}:
		return "a time"
	case dimension{seconds: -1}:
		return "a rate"
	case dimension{bytes: 1}:
		return "an amount of data"
	case dimension{bytes: 1, seconds: -1}:
		return "a bandwidth"
	}
	return "a product of units"
}

// value is what a part of a formula comes to.
type value struct {
	kind      kind
	x         float64 // of a quantity, in seconds and bytes
	dimension dimension
	holds     bool   // of a condition
	text      string // of a word
}

// valueOf reads what stands in a scenario: a quantity if it can be one, and a word otherwise.
func valueOf(text string) value {
	text = strings.TrimSpace(text)
	if x, dim, ok := quantityOf(text); ok {
		return value{x: x, dimension: dim}
	}
	if unquoted := strings.Trim(text, `'"`); len(unquoted) == len(text)-2 {
		text = unquoted
	}
	return value{kind: word, text: text}
}

// quantityOf reads a number in any of the units of the language.
func quantityOf(text string) (x float64, dim dimension, ok bool) {
	if x, err := unit.ParseAmount(text); err == nil {
		return x, dimension{}, true
	}
	if x, err := unit.ParseRatio(text); err == nil {
		return float64(x), dimension{}, true
	}
	if x, err := unit.ParseFactor(text); err == nil {
		return float64(x), dimension{}, true
	}
	if x, err := unit.ParseDuration(text); err == nil {
		return float64(x), dimension{seconds: 1}, true
	}
	if x, err := unit.ParseRate(text); err == nil {
		return float64(x), dimension{seconds: -1}, true
	}
	if x, err := unit.ParseBytes(text); err == nil {
		return float64(x), dimension{bytes: 1}, true
	}
	if x, err := unit.ParseBandwidth(text); err == nil {
		return float64(x), dimension{bytes: 1, seconds: -1}, true
	}
	if x, err := unit.ParsePrice(text); err == nil {
		return float64(x), dimension{seconds: -1}, true
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil { // as 1e-3, or less than nothing
		return x, dimension{}, true
	}
	return 0, dimension{}, false
}
