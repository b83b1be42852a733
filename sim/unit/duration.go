package unit

import (
	"math"
	"slices"
	"strings"
)

// Duration is a span of time in seconds.
type Duration float64

// Spans of which others are made, in seconds. A year is 365 days; a month, a twelfth of it, is for prices only.
const (
	Second Duration = 1
	Minute          = 60 * Second
	Hour            = 60 * Minute
	Day             = 24 * Hour
	Week            = 7 * Day
	Year            = 365 * Day
	Month           = Year / 12
)

var durationKind = kind{name: "duration", example: "30s, 15m, 6h, 30d or 1y"}

// span is one unit of time: size·10^power seconds. Powers of ten stay in the text, so that 1ms is the double 0.001.
type span struct {
	name    string
	size    Duration
	power   int
	printed bool // String uses it; the others are only read
}

// spans are ordered from small to large, the order in which a composite such as 1d12h must fall.
var spans = []span{
	{"ns", 1, -9, true}, {"us", 1, -6, true}, {"µs", 1, -6, false}, {"ms", 1, -3, true},
	{"s", Second, 0, true}, {"m", Minute, 0, true}, {"min", Minute, 0, false}, {"h", Hour, 0, true},
	{"d", Day, 0, true}, {"w", Week, 0, false}, {"y", Year, 0, true},
}

// misspelt leads from units that people try to the unit meant.
var misspelt = map[string]string{
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "S": "s", "mins": "m", "minute": "m", "minutes": "m",
	"H": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "D": "d", "day": "d", "days": "d",
	"W": "w", "wk": "w", "week": "w", "weeks": "w", "Y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y",
	"msec": "ms", "usec": "us", "nsec": "ns",
}

// ParseDuration reads "90s", "1.5h", "1d12h" or "2 min" in ns, us, ms, s, m (or min), h, d, w and y of 365 d; the units
// of a composite fall. M for month is refused, because a month has no fixed length.
func ParseDuration(text string) (Duration, error) {
	s, err := durationKind.clean(text)
	if err != nil {
		return 0, err
	}
	total, last := Duration(0), Duration(math.Inf(1))
	for s != "" {
		if !startsNumber(s) {
			return 0, fail(text, "is not a duration", "write %s", durationKind.example)
		}
		part, size, rest, err := durationPart(text, s)
		if err != nil {
			return 0, err
		}
		if size >= last {
			return 0, fail(text, "has its units out of order", "write the larger unit first and each once, as in 1d12h")
		}
		total, last, s = total+part, size, rest
	}
	if math.IsInf(float64(total), 0) {
		return 0, fail(text, "is too large", "write %s", durationKind.example)
	}
	return total, nil
}

// durationPart reads one number with its unit at the head of s.
func durationPart(text, s string) (part, size Duration, rest string, err error) {
	decimal, rest, err := durationKind.number(text, s)
	if err != nil {
		return 0, 0, "", err
	}
	end := strings.IndexAny(rest, " .0123456789")
	if end < 0 {
		end = len(rest)
	}
	name, rest := rest[:end], strings.TrimLeft(rest[end:], " ")
	for _, u := range spans {
		if u.name == name {
			part := Duration(shifted(decimal, u.power)) * u.size
			return part, Duration(shifted("1", u.power)) * u.size, rest, nil
		}
	}
	return 0, 0, "", badSpan(text, decimal, name)
}

func badSpan(text, decimal, name string) error {
	switch meant := misspelt[name]; {
	case name == "":
		return fail(text, "has no unit", "write %[1]ss, %[1]sm, %[1]sh or %[1]sd", decimal)
	case name == "M" || strings.HasPrefix(name, "mo"):
		return fail(text, "is in months, which have no fixed length", "write days (1 month ≈ 30d), or m for minutes")
	case strings.HasPrefix(name, ":"):
		return fail(text, "is a time of day", "write the time since midnight, as in 8h or 8h30m")
	case meant != "":
		return fail(text, "has the unknown unit "+quotable(name), "write %s%s", decimal, meant)
	case multiple(name) != "":
		return fail(text, "counts in "+quotable(name)+", a multiple that units of time do not have", "write %s%s%s",
			decimal, multiple(name), name[1:])
	}
	return fail(text, "has the unknown unit "+quotable(name), "write %s", durationKind.example)
}

// multiple is how a number is continued in place of the letter for a multiple before a unit of time, as data sheets
// have it: e6 for 2Mh; "" where the name is none.
func multiple(name string) string {
	power := map[string]string{"k": "e3", "K": "e3", "M": "e6", "G": "e9"}[name[:1]]
	if !slices.ContainsFunc(spans, func(u span) bool { return u.name == name[1:] && u.printed && u.power == 0 }) {
		return ""
	}
	return power
}

// String is the shortest text in one unit that ParseDuration reads as exactly d, which must be finite and not negative;
// among equally short texts the larger unit wins ("816.6h" rather than "48996m").
func (d Duration) String() string {
	x := float64(d)
	if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return notWritable(x)
	}
	best := shortest(x, 0) + "s"
	for _, u := range spans {
		if !u.printed {
			continue
		}
		v := shortest(x/float64(u.size), -u.power)
		text := v + u.name
		better := len(text) <= len(best) && shifted(v, 0) >= 1
		if u.power < 0 { // below a second: the largest unit of which there is at least one
			better = x < 1 && shifted(v, 0) >= 1
		}
		if better && shifted(v, u.power)*float64(u.size) == x {
			best = text
		}
	}
	return best
}

// UnmarshalText is ParseDuration.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := ParseDuration(string(text))
	if err == nil {
		*d = v
	}
	return err
}
