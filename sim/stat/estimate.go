package stat

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Estimate is a number with the interval that probably holds the true one. An end that the data do not bound is at the
// end of the possible values or infinite; a number that cannot be estimated at all is NaN.
type Estimate struct {
	N          int     // independent values it rests on: replications, trials or events, as the function says
	Point      float64 // in the unit of the data, as Low and High
	SD         float64 // sample standard deviation of one value; NaN where the method has none
	Low, High  float64
	Confidence float64  // attained: the asked one, or for order statistics the exact one, which is larger
	Method     string   // of the interval
	Warnings   []string // each a sentence with its remedy; none if the assumptions look sound
}

// HalfWidth is the distance from the point to the farther end.
func (e Estimate) HalfWidth() float64 { return max(e.High-e.Point, e.Point-e.Low) }

// Relative is HalfWidth over the magnitude of the point: the precision reached. It is 0 for a zero-width interval
// around any point and +Inf for a wider one around 0.
func (e Estimate) Relative() float64 {
	half := e.HalfWidth()
	if half == 0 {
		return 0
	}
	return half / math.Abs(e.Point)
}

// enoughEvents is the number of events below which a statement about what they add up to is fragile: the count alone
// then has a relative standard error above 18 %.
const enoughEvents = 30

// RestingOn returns e with a warning if it rests on fewer than 30 events in all replications together ("outages"),
// however many replications there were: what was never seen is in no interval.
func (e Estimate) RestingOn(events int, what string) Estimate {
	if events >= enoughEvents {
		return e
	}
	if events == 1 {
		what = strings.TrimSuffix(what, "s")
	}
	return e.warn("rests on only %d %s in all; simulate longer or more replications to see at least %d",
		events, what, enoughEvents)
}

// Warn returns e with one more warning, sharing no memory with the receiver's.
func (e Estimate) Warn(format string, args ...any) Estimate { return e.warn(format, args...) }

func (e Estimate) warn(format string, args ...any) Estimate {
	e.Warnings = append(slices.Clip(e.Warnings), fmt.Sprintf(format, args...))
	return e
}

// mustConfidence panics on a confidence that is not strictly between 0 and 1: the caller validates what users write.
func mustConfidence(c float64) {
	if !(c > 0 && c < 1) {
		panic(fmt.Sprintf("stat: confidence %v is not between 0 and 1", c))
	}
}
