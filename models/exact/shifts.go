package exact

import "math"

// Shifts is a roster of hours at work that repeats for ever. A job arrives at a random moment of the period, is taken
// up at once during a shift, and otherwise at the beginning of the next.
type Shifts struct {
	Period float64 // positive
	Spans  []Span  // ascending, disjoint, at least one; the last may reach over the end of the period into the next
}

// Span is the time from From up to To.
type Span struct{ From, To float64 }

// Weekly returns the roster, in hours, of a shift from one hour of the day to another on each of the given days of the
// week, 0 … 6 ascending. Where to ≤ from, the shift ends on the next day.
func Weekly(from, to float64, days ...int) Shifts {
	if to <= from {
		to += 24
	}
	s := Shifts{Period: 7 * 24}
	for _, day := range days {
		s.Spans = append(s.Spans, Span{float64(24*day) + from, float64(24*day) + to})
	}
	return s
}

// gaps returns the times without a crew, one after each shift.
func (s Shifts) gaps() []float64 {
	gaps := make([]float64, len(s.Spans))
	for i, span := range s.Spans {
		next := s.Spans[0].From + s.Period
		if i+1 < len(s.Spans) {
			next = s.Spans[i+1].From
		}
		gaps[i] = next - span.To
	}
	return gaps
}

// Wait returns how long a job that arrives at time t ≥ 0 waits for a shift.
func (s Shifts) Wait(t float64) float64 {
	t = math.Mod(t, s.Period)
	for _, span := range s.Spans {
		if t < span.To && t >= span.From || t+s.Period < span.To {
			return 0
		}
	}
	for _, span := range s.Spans {
		if t < span.From {
			return span.From - t
		}
	}
	return s.Spans[0].From + s.Period - t
}

// Attended returns the share of time in which a shift is at work.
func (s Shifts) Attended() float64 { return 1 - sum(s.gaps())/s.Period }

// MeanWait returns the mean wait over all jobs, those that come during a shift included: Σ gap²/(2·Period).
func (s Shifts) MeanWait() float64 {
	var area float64
	for _, gap := range s.gaps() {
		area += gap * gap / 2
	}
	return area / s.Period
}

// MeanPauses returns the mean time that a job lies after it was begun, where hands stop at the end of a shift and go on
// at the beginning of the next: Σ gap·L/Period, where L is the length of all moments from which a job that takes so
// much work ≥ 0 reaches over the gap.
func (s Shifts) MeanPauses(work float64) float64 {
	gaps, n := s.gaps(), len(s.Spans)
	var area float64
	for i, gap := range gaps {
		left, k := work, i
		for ; left > s.length(k); k = (k + n - 1) % n {
			area += gap * (s.length(k) + gaps[(k+n-1)%n])
			left -= s.length(k)
		}
		area += gap * left
	}
	return area / s.Period
}

// MeanOverrun returns the mean time that hands work on after a shift, where they finish what they have begun and that
// takes no longer than any gap.
func (s Shifts) MeanOverrun(work float64) float64 {
	gaps, n := s.gaps(), len(s.Spans)
	var area float64
	for i := range s.Spans {
		length := s.length(i)
		inside := min(work, length) // the end of the shift is no further away
		area += work*inside - inside*inside/2 + gaps[(i+n-1)%n]*max(0, work-length)
	}
	return area / s.Period
}

// length returns that of a shift.
func (s Shifts) length(i int) float64 { return s.Spans[i].To - s.Spans[i].From }

// WaitSurvival returns P(wait > x) for x ≥ 0.
func (s Shifts) WaitSurvival(x float64) float64 {
	var late float64
	for _, gap := range s.gaps() {
		late += max(0, gap-x)
	}
	return late / s.Period
}

// MeanWaitOnCall returns the mean wait over all jobs where somebody is called out for each that comes between shifts,
// and is there after a time of his own or at the beginning of the next shift, whichever is earlier: ∫ P(call-out > x)
// P(wait > x) dx, the mean of the smaller of two independent times. The survival function of the call-out does most of
// its falling within scale > 0.
func (s Shifts) MeanWaitOnCall(survival func(float64) float64, scale float64) float64 {
	return integral(func(x float64) float64 { return survival(x) * s.WaitSurvival(x) }, 0, s.Period, scale)
}
