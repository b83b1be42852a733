package unit

import (
	"math"
	"strings"
)

// Rate is a number of events per second.
type Rate float64

var rateKind = kind{name: "rate", example: "10k/s, 50/min, 4/y, 1/30d or 250 FIT",
	perTime: "N/s, N/h or N/y", percent: true}

// ParseRate reads "10k/s", "50/min", "4/y", "1/30d" or "1.3%/y": a number, which may have a decimal suffix or be in
// percent, over a duration; and "250 FIT", failures in 1e9 hours, as data sheets of parts have it.
func ParseRate(text string) (Rate, error) {
	if number, ok := strings.CutSuffix(strings.TrimSpace(text), "FIT"); ok {
		r, err := ParseRate(strings.TrimSpace(number) + "/1e9h")
		if err != nil {
			return 0, fail(text, "is not a "+rateKind.name, "write %s", rateKind.example)
		}
		return r, nil
	}
	amount, period, err := rateKind.fraction(text)
	if err != nil {
		return 0, err
	}
	if strings.HasPrefix(period, "mo") || period == "M" {
		return 0, fail(text, "is per month, which has no fixed length", "write %s/30d, or /m for minutes", amount.text)
	}
	x, err := amount.per(text, period)
	return Rate(x), err
}

// amount is the part of a rate or price before the slash.
type amount struct {
	text  string
	value float64
}

// fraction splits "10k/s" into its amount and its period, neither of them empty.
func (k kind) fraction(text string) (amount, string, error) {
	s, err := k.clean(text)
	if err != nil {
		return amount{}, "", err
	}
	head, period, divided := strings.Cut(s, "/")
	head, period = strings.TrimSpace(head), strings.TrimSpace(period)
	decimal, rest, err := k.number(text, head)
	if err != nil {
		return amount{}, "", err
	}
	power, rest := cutMultiple(rest)
	if k.percent && rest == "%" && power == 0 {
		power, rest = -2, ""
	}
	switch {
	case rest != "":
		return amount{}, "", fail(text, "is not a "+k.name, "write %s", k.example)
	case !divided || period == "":
		return amount{}, "", fail(text, "has no unit", "write %s", strings.ReplaceAll(k.perTime, "N", head))
	}
	return amount{head, shifted(decimal, power)}, period, nil
}

// per divides the amount by a period: a duration, or the name of a unit alone.
func (a amount) per(text, period string) (float64, error) {
	if !startsNumber(period) {
		period = "1" + period
	}
	d, err := ParseDuration(period)
	if err != nil {
		bad := err.(*Error)
		return 0, fail(text, bad.Problem+" after the slash", "write %[1]s/s, %[1]s/h, %[1]s/y or %[1]s/30d", a.text)
	}
	return a.over(text, d)
}

func (a amount) over(text string, d Duration) (float64, error) {
	x := a.value / float64(d)
	switch {
	case d == 0:
		return 0, fail(text, "is per no time at all", "write a period longer than zero, as in %s/s", a.text)
	case math.IsInf(x, 0):
		return 0, fail(text, "is too large", "write a rate below 1e308/s")
	}
	return x, nil
}

// period is a denominator that String may choose.
type period struct {
	name string
	size Duration
}

var ratePeriods = []period{{"s", Second}, {"min", Minute}, {"h", Hour}, {"d", Day}, {"y", Year}}

// String is a short text that ParseRate reads as exactly r, which must be finite and not negative.
func (r Rate) String() string {
	x := float64(r)
	if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return notWritable(x)
	}
	best := shortestFraction(x, ratePeriods)
	if each := Duration(1 / x); x > 0 && !math.IsInf(float64(each), 0) {
		text := "1/" + each.String()
		if back, err := ParseRate(text); err == nil && back == r && len(text) < len(best) {
			best = text
		}
	}
	return best
}

// shortestFraction writes x, a number per second, over a period at which it reads back exactly: an earlier one unless a
// later one saves at least two characters, so that 450k/s is not 27M/min.
func shortestFraction(x float64, periods []period) string {
	best, name := shortestMultiple(x), "s"
	for i, p := range periods {
		v := x * float64(p.size)
		text := shortestMultiple(v)
		if v/float64(p.size) == x && (len(text)+1 < len(best) || i == 0) {
			best, name = text, p.name
		}
	}
	return best + "/" + name
}

// UnmarshalText is ParseRate.
func (r *Rate) UnmarshalText(text []byte) error {
	v, err := ParseRate(string(text))
	if err == nil {
		*r = v
	}
	return err
}
