package stat

// TimeWeighted integrates a piecewise-constant function of time: a number of nodes up, a queue, an indicator. The zero
// value is 0 from time 0 on. Times are in seconds and must not decrease. It is a small value: copying it copies the
// state. Cost: one multiplication per Set.
type TimeWeighted struct {
	start float64 // of the window
	last  float64 // when value began or was last settled
	value float64
	area  float64 // integral over [start, last]
}

// Set makes the function take value from time t on.
func (w *TimeWeighted) Set(t, value float64) {
	w.area += float64(w.value * (t - w.last))
	w.last, w.value = t, value
}

// Add changes the function by delta at time t.
func (w *TimeWeighted) Add(t, delta float64) { w.Set(t, w.value+delta) }

// Restart begins the window anew at time t and keeps the present value: the end of the warm-up.
func (w *TimeWeighted) Restart(t float64) { w.start, w.last, w.area = t, t, 0 }

// Value is what the function is now.
func (w *TimeWeighted) Value() float64 { return w.value }

// Integral is the area from the start of the window to the time until, in value × seconds.
func (w *TimeWeighted) Integral(until float64) float64 {
	return w.area + float64(w.value*(until-w.last))
}

// Mean is the time average from the start of the window to the time until; over no time at all it is the present value.
func (w *TimeWeighted) Mean(until float64) float64 {
	if until == w.start {
		return w.value
	}
	return w.Integral(until) / (until - w.start)
}
