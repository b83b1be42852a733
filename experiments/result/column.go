package result

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// kind says what a column's text is where values have types.
type kind uint8

const (
	isText   kind = iota // a string
	isNumber             // a number, in JSON null where it is missing or infinite
	isWhole              // a number without a fraction, which is never missing
	isList               // an array of strings, in JSON only
)

// column carries one field of R to text and back. One accessor serves both ways, so they cannot disagree.
type column[R any] struct {
	name string
	kind kind
	put  func(b []byte, r *R) []byte // appends the text
	set  func(*R, string) error
}

func text[R any, S ~string](name string, at func(*R) *S) column[R] {
	return column[R]{
		name: name, kind: isText,
		put: func(b []byte, r *R) []byte { return append(b, *at(r)...) },
		set: func(r *R, s string) error { *at(r) = S(s); return nil },
	}
}

func number[R any](name string, at func(*R) *float64) column[R] {
	return column[R]{
		name: name, kind: isNumber,
		put: func(b []byte, r *R) []byte { return appendFloat(b, *at(r)) },
		set: func(r *R, s string) (err error) { *at(r), err = ParseFloat(s); return err },
	}
}

func whole[R any](name string, at func(*R) *int) column[R] {
	return column[R]{
		name: name, kind: isWhole,
		put: func(b []byte, r *R) []byte { return strconv.AppendInt(b, int64(*at(r)), 10) },
		set: func(r *R, s string) error {
			n, err := strconv.Atoi(s)
			if err != nil {
				return errors.New("want a whole number")
			}
			*at(r) = n
			return nil
		},
	}
}

func list[R any](name string, at func(*R) *[]string) column[R] {
	return column[R]{
		name: name, kind: isList,
		put: func(b []byte, r *R) []byte {
			b = append(b, '[')
			for i, s := range *at(r) {
				if i > 0 {
					b = append(b, ',')
				}
				b = appendString(b, s)
			}
			return append(b, ']')
		},
		set: func(r *R, s string) error {
			if err := json.Unmarshal([]byte(s), at(r)); err != nil {
				return errors.New("want a list of strings")
			}
			if len(*at(r)) == 0 {
				*at(r) = nil
			}
			return nil
		},
	}
}

// FormatFloat writes x as the tables do: the shortest digits that read back as x, without an exponent from 1e-6 up to
// 1e21, empty for NaN, Inf and -Inf for the infinities.
func FormatFloat(x float64) string { return string(appendFloat(nil, x)) }

// appendFloat appends what FormatFloat writes.
func appendFloat(b []byte, x float64) []byte {
	switch abs := math.Abs(x); {
	case math.IsNaN(x):
		return b
	case math.IsInf(x, 1):
		return append(b, "Inf"...)
	case abs != 0 && abs < 1e-6 || abs >= 1e21:
		return strconv.AppendFloat(b, x, 'e', -1, 64)
	default:
		return strconv.AppendFloat(b, x, 'f', -1, 64)
	}
}

// ParseFloat reads what FormatFloat writes. The text NaN is refused: a missing value is an empty field.
func ParseFloat(s string) (float64, error) {
	if s == "" {
		return math.NaN(), nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) {
		return 0, errors.New("want a number, or nothing where the value is missing")
	}
	return x, nil
}

// checkText refuses what would break a table for tools that read it line by line.
func checkText(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("want UTF-8 text")
	}
	for _, r := range s {
		if unicode.IsControl(r) {
			return errors.New("want one line without control characters")
		}
	}
	return nil
}
