package unit

import (
	"math"
	"strconv"
	"strings"
)

// kind describes a quantity to the shared reader: what to call it and how a good one looks.
type kind struct {
	name, example string
	perTime       string // for fractions: the remedy for a bare number N
	percent       bool   // for fractions: the number may be in percent
}

// maxText bounds the text of a quantity in bytes; nothing sensible is longer.
const maxText = 64

// clean trims text and refuses what no quantity may be: empty, overlong, negative, infinite, not starting with a
// number.
func (k kind) clean(text string) (string, error) {
	s := strings.TrimSpace(text)
	digits := strings.TrimLeft(s, "+-")
	switch word := strings.ToLower(strings.TrimLeft(digits, ".")); {
	case s == "":
		return "", fail(text, "is empty", "write %s", k.example)
	case len(s) > maxText:
		return "", fail(text, "is too long for a "+k.name, "write %s", k.example)
	case strings.HasPrefix(word, "inf"), strings.HasPrefix(word, "nan"), strings.HasPrefix(word, "∞"):
		return "", fail(text, "is not a finite number", "write %s", k.example)
	case s[0] == '-' && startsNumber(digits):
		return "", fail(text, "is negative", "a %s is zero or more, as in %s", k.name, k.example)
	case !startsNumber(s):
		return "", fail(text, "is not a "+k.name, "write %s", k.example)
	}
	return s, nil
}

// number reads a decimal at the head of s and returns it with what follows, spaces removed. s must start a number.
func (k kind) number(text, s string) (decimal, rest string, err error) {
	n := numberLength(s)
	decimal, rest = s[:n], strings.TrimLeft(s[n:], " ")
	if rest != "" && strings.ContainsRune(",_'", rune(rest[0])) {
		plain := strings.NewReplacer(",", "", "_", "", "'", "").Replace(s)
		return "", "", fail(text, "has a separator between digits", "write %s", plain)
	}
	return decimal, rest, nil
}

func startsNumber(s string) bool {
	s = strings.TrimPrefix(s, ".")
	return s != "" && isDigit(s[0])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// numberLength is the length of the longest prefix of s of the form 12, 1.2, .5 or 1.2e-3.
func numberLength(s string) int {
	n := digitsFrom(s, 0)
	if n < len(s) && s[n] == '.' {
		n = digitsFrom(s, n+1)
	}
	exponent := n + 1
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		if exponent < len(s) && (s[exponent] == '-' || s[exponent] == '+') {
			exponent++
		}
		if end := digitsFrom(s, exponent); end > exponent {
			return end
		}
	}
	return n
}

func digitsFrom(s string, n int) int {
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// shifted is the double nearest to decimal·10^shift. Shifting in the text keeps "99.95%" the same double as "0.9995".
// It is +Inf where the value is too large.
func shifted(decimal string, shift int) float64 {
	mantissa, exponent := decimal, 0
	if i := strings.IndexAny(decimal, "eE"); i >= 0 {
		mantissa = decimal[:i]
		exponent, _ = strconv.Atoi(decimal[i+1:]) // out of range gives ±MaxInt, clamped below
	}
	const beyond = 1000 // further than any double reaches with maxText digits
	exponent = max(-beyond, min(exponent, beyond)) + shift
	x, _ := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(exponent), 64) // out of range gives ±Inf, the answer wanted
	return x
}

// shortest writes x·10^shift exactly in the sense of shifted: shifted(shortest(x, n), -n) == x. x is finite and ≥ 0.
func shortest(x float64, shift int) string {
	mantissa, power, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	exponent, _ := strconv.Atoi(power)
	if x != 0 {
		exponent += shift
	}
	switch {
	case exponent < -5 || exponent > 15:
		return mantissa + "e" + strconv.Itoa(exponent)
	case exponent < 0:
		return "0." + strings.Repeat("0", -exponent-1) + digits
	case len(digits) <= exponent+1:
		return digits + strings.Repeat("0", exponent+1-len(digits))
	default:
		return digits[:exponent+1] + "." + digits[exponent+1:]
	}
}

// multiples are the decimal suffixes of counts and rates.
var multiples = []struct {
	suffix string
	power  int
}{{"k", 3}, {"M", 6}, {"G", 9}, {"T", 12}}

// cutMultiple removes a leading decimal suffix from rest and returns its power of ten.
func cutMultiple(rest string) (power int, after string) {
	for _, m := range multiples {
		if after, ok := strings.CutPrefix(rest, m.suffix); ok {
			return m.power, after
		}
	}
	return 0, rest
}

// shortestMultiple is the shortest of x written plainly and with a suffix; the plain form wins a tie.
func shortestMultiple(x float64) string {
	best := shortest(x, 0)
	for _, m := range multiples {
		if text := shortest(x, -m.power) + m.suffix; x >= math.Pow10(m.power) && len(text) < len(best) {
			best = text
		}
	}
	return best
}
