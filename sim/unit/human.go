package unit

import (
	"math"
	"strconv"
	"strings"

	"nines/sim/num"
)

// significant is the number of digits that a rounded figure keeps; trailing zeros after the point are dropped.
const significant = 3

// Human rounds to three significant digits in the largest unit of which there is at least one: "7.4 min", "17.9 d".
func (d Duration) Human() string {
	x := float64(d)
	switch {
	case math.IsNaN(x):
		return "–"
	case x < 0:
		return "-" + (-d).Human()
	case x == 0:
		return "0 s"
	}
	units := []period{{"y", Year}, {"d", Day}, {"h", Hour}, {"min", Minute}, {"s", Second}, {"ms", 1e-3}, {"µs", 1e-6}}
	for _, u := range units {
		if rounded(x/float64(u.size)) >= 1 {
			return round(x/float64(u.size)) + " " + u.name
		}
	}
	return round(x*1e9) + " ns"
}

// Percent writes r with the digits that matter near both ends: "46.1 %", "99.9712 %", "0.0288 %".
func (r Ratio) Percent() string { return trimZeros(r.percent(r.Decimals())) + " %" }

// PercentTo writes r in percent with a fixed number of decimals, so that the ends of an interval line up with its
// middle.
func (r Ratio) PercentTo(decimals int) string { return r.percent(decimals) + " %" }

func (r Ratio) percent(decimals int) string {
	if math.IsNaN(float64(r)) {
		return "–"
	}
	return strconv.FormatFloat(100*float64(r), 'f', decimals, 64)
}

// Decimals is how many decimals r needs in percent to show three significant digits of r or of 1 − r, whichever is
// smaller; at most 12.
func (r Ratio) Decimals() int {
	rest := math.Min(math.Abs(float64(r)), math.Abs(1-float64(r)))
	if rest == 0 || math.IsNaN(rest) || math.IsInf(rest, 0) {
		return 0
	}
	return max(0, min(significant-3-int(math.Floor(num.Log10(rest))), 12))
}

// Nines is −log10(1 − r), the number of nines in an availability: 3.54 for 99.9712 %, +Inf for 1.
func (r Ratio) Nines() float64 { return num.Log10(1 / (1 - float64(r))) }

// Human rounds to three significant digits with a decimal multiple: "1.34 M".
func (c Count) Human() string { return SI(float64(c)) }

// Human writes r over the shortest usual period that gives at least one event: "420 k/s", "4/y".
func (r Rate) Human() string {
	for _, p := range []period{{"s", Second}, {"min", Minute}, {"h", Hour}, {"d", Day}} {
		if v := float64(r) * float64(p.size); rounded(v) >= 1 {
			return perPeriod(v, p.name)
		}
	}
	return perPeriod(float64(r)*float64(Year), "y")
}

// Human writes p per year: "1.34 M/y".
func (p Price) Human() string { return perPeriod(float64(p)*float64(Year), "y") }

func perPeriod(x float64, name string) string { return SI(x) + "/" + name }

// Human rounds to three significant digits in decimal multiples, as results are: "1 TB"; in binary ones what is a whole
// number of these: "4 TiB".
func (b Bytes) Human() string {
	x := float64(b)
	for _, u := range sizes {
		v, binary := x/float64(u.size), strings.HasSuffix(u.name, "iB")
		if rounded(v) >= 1 && (!binary || v == math.Trunc(v) && v < 1024) {
			return round(v) + " " + u.name
		}
	}
	return round(x) + " B"
}

// SI rounds x to three significant digits with a decimal multiple from k to T: "12", "420 k", "1.34 M". Numbers below
// one are written plainly down to 1e-4.
func SI(x float64) string {
	for i := len(multiples) - 1; i >= 0; i-- {
		m := multiples[i]
		if v := x / math.Pow10(m.power); rounded(math.Abs(v)) >= 1 && !math.IsInf(v, 0) {
			return round(v) + " " + m.suffix
		}
	}
	return round(x)
}

// Thousands puts a comma before every three digits of the whole part of a number that is written without an exponent:
// "-1,234,567.891".
func Thousands(number string) string {
	end := strings.IndexByte(number, '.')
	if end < 0 {
		end = len(number)
	}
	for i := end - 3; i > 0 && number[i-1] != '-'; i -= 3 {
		number = number[:i] + "," + number[i:]
	}
	return number
}

// Plural counts things: "1 rack", "6 racks", "3 classes", "10,000 queries".
func Plural(n int, word string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(word, "s"):
		word += "es"
	case strings.HasSuffix(word, "y"):
		word = word[:len(word)-1] + "ies"
	default:
		word += "s"
	}
	return Thousands(strconv.Itoa(n)) + " " + word
}

// rounded is x to three significant digits.
func rounded(x float64) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', significant, 64), 64) // its own output always parses
	return v
}

// round writes x to three significant digits: plainly from 1e-4 to 1e5, else as 1.2e9.
func round(x float64) string {
	switch a := math.Abs(rounded(x)); {
	case math.IsNaN(x):
		return "–"
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "-∞"
	case a == 0:
		return "0"
	case a < 1e-4 || a >= 1e5:
		mantissa, power, _ := strings.Cut(strconv.FormatFloat(x, 'e', significant-1, 64), "e")
		n, _ := strconv.Atoi(power)
		return trimZeros(mantissa) + "e" + strconv.Itoa(n)
	}
	return strconv.FormatFloat(rounded(x), 'f', -1, 64)
}

func trimZeros(text string) string {
	if !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}

// notWritable is what String gives for values that no text stands for; the parsers refuse it.
func notWritable(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
