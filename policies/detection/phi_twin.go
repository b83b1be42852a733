package detection

import "math"

// PhiTwin plays phi with a window of that many intervals. The configuration must be one that NewPhi accepts.
func PhiTwin(c PhiConfig, window int) (BeatsTwin, error) {
	silence, err := c.silence()
	if err != nil {
		return BeatsTwin{}, err
	}
	interval, loss := float64(c.Interval), float64(c.Loss)
	judge := func() judge {
		a := &accruing{silence: silence, intervals: newWindow(window), last: never}
		a.intervals.add(firstEstimate * interval)
		a.intervals.add((2 - firstEstimate) * interval)
		return a
	}
	longest := silence(c.intervals(math.Inf(1))) // more stay in no window
	return BeatsTwin{interval: interval, loss: loss, transit: c.Delay, judge: judge,
		before: before(2 * longest / interval), memory: int(float64(window) / (1 - loss))}, nil
}

// accruing trusts until the silence that its window finds too improbable.
type accruing struct {
	silence   func(mean, deviation float64) float64
	intervals *window
	last      float64 // arrival
	until     float64
}

func (a *accruing) hear(_, at float64) (until float64) {
	if a.last > never && at <= a.until {
		a.intervals.add(at - a.last)
	}
	a.last, a.until = at, at+a.silence(a.intervals.mean(), math.Sqrt(a.intervals.variance()))
	return a.until
}
