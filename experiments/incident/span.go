package incident

import (
	"slices"
	"strings"

	"nines/sim/unit"
)

// unitWords are how headings name the unit of a column of durations.
var unitWords = map[string]unit.Duration{
	"ms": unit.Second / 1000, "s": unit.Second, "sec": unit.Second, "secs": unit.Second, "seconds": unit.Second,
	"min": unit.Minute, "mins": unit.Minute, "minutes": unit.Minute, "h": unit.Hour, "hr": unit.Hour, "hrs": unit.Hour,
	"hours": unit.Hour, "d": unit.Day, "days": unit.Day,
}

// unitOf is the unit that a heading names; 0 for none.
func unitOf(heading string) unit.Duration {
	words := strings.Split(plainly(heading), "_")
	slices.Reverse(words)
	for _, w := range words {
		if u, ok := unitWords[w]; ok {
			return u
		}
	}
	return 0
}

// span reads a duration in seconds: a number in the column's unit, 1:25 or 1:25:10 (hours, minutes, seconds), 25m,
// 1h 25m or PT1H25M.
func (r *reader) span(text string) (seconds float64, help string, ok bool) {
	if x, ok := r.number(text); ok {
		if r.unit == 0 {
			return 0, "name the unit in the heading, as in duration_min, or say " + r.say("unit", "1m"), false
		}
		return x * float64(r.unit), "", true
	}
	if h, m, ok := strings.Cut(text, ":"); ok {
		return clocked(h, m)
	}
	if iso, ok := strings.CutPrefix(text, "P"); ok {
		text = strings.ToLower(strings.Replace(iso, "T", "", 1))
	}
	d, err := unit.ParseDuration(text)
	if err != nil {
		return 0, "write 25m, 1h25m, 1:25:10, or a number of " + r.unitName(), false
	}
	return float64(d), "", true
}

// clocked reads hours and what follows them: 25 or 25:10. More than a day is possible.
func clocked(hours, rest string) (seconds float64, help string, ok bool) {
	const wrong = "write hours, minutes and seconds as 1:25:10"
	h, after, _ := partOf(hours)
	if hours == "" || after != "" {
		return 0, wrong, false
	}
	s, after, ok := clockOf("0:" + rest)
	return 3600*float64(h) + s, wrong, ok && after == ""
}

func (r *reader) unitName() string {
	if r.unit == 0 {
		return "a unit that the heading names"
	}
	return r.unit.String()
}
