package unit

import (
	"math"
	"strconv"
	"strings"
)

// Bandwidth is an amount of data per time, in bytes per second.
type Bandwidth float64

var bandwidthKind = kind{name: "bandwidth", example: "100MB/s, 1GiB/min or 4TB/d"}

// ParseBandwidth reads "100MB/s" or "4TB/d": a size, decimal or binary, over a duration or the unit of one.
func ParseBandwidth(text string) (Bandwidth, error) {
	s, err := bandwidthKind.clean(text)
	if err != nil {
		return 0, err
	}
	head, period, divided := strings.Cut(s, "/")
	head, period = strings.TrimSpace(head), strings.TrimSpace(period)
	decimal, name, err := bandwidthKind.number(text, head)
	if err != nil {
		return 0, err
	}
	if !divided || period == "" {
		return 0, fail(text, "is not per time", "write %s", bandwidthKind.example)
	}
	for _, u := range sizes {
		if u.name == name {
			x, err := amount{head, shifted(decimal, 0) * float64(u.size)}.per(text, period)
			return Bandwidth(x), err
		}
	}
	return 0, fail(text, "has no size before the slash", "write %s", bandwidthKind.example)
}

// String is a text that ParseBandwidth reads as exactly b, which must be finite and not negative: over the shortest
// usual period that gives a whole number of bytes.
func (b Bandwidth) String() string {
	x := float64(b)
	if x < 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return notWritable(x)
	}
	for _, p := range ratePeriods {
		v := math.Round(x * float64(p.size))
		if v < 1<<53 && v/float64(p.size) == x {
			return Bytes(v).String() + "/" + p.name
		}
	}
	return strconv.FormatFloat(x, 'g', -1, 64) + "B/s"
}

// Human rounds to three significant digits in decimal multiples: "100 MB/s".
func (b Bandwidth) Human() string {
	text := SI(float64(b))
	if !strings.Contains(text, " ") {
		text += " "
	}
	return text + "B/s"
}

// UnmarshalText is ParseBandwidth.
func (b *Bandwidth) UnmarshalText(text []byte) error {
	v, err := ParseBandwidth(string(text))
	if err == nil {
		*b = v
	}
	return err
}
