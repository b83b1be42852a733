package exact

// Fault is one way for a component to fail: an alternating renewal process given by its means, in one unit of time.
type Fault struct {
	MTTF float64 // mean time from the end of one incident to the onset of the next, positive
	MTTR float64 // mean duration of an incident
}

// AvailabilityCalendar returns the long-run availability of a component with several independent faults that age with
// the calendar, whether the component is up or not: Π 1/(1 + MTTRᵢ/MTTFᵢ). Any laws with these means.
func AvailabilityCalendar(faults ...Fault) float64 {
	a := 1.0
	for _, f := range faults {
		a /= 1 + f.MTTR/f.MTTF
	}
	return a
}

// AvailabilityOperating returns the long-run availability of a component, or of a series system, whose faults age only
// while it is up, so that no two are ever active together: 1/(1 + Σ MTTRᵢ/MTTFᵢ). Any laws with these means.
// Source: Barlow and Proschan, "Statistical Theory of Reliability and Life Testing" (1975), ch. 7 (series systems with
// suspended animation).
func AvailabilityOperating(faults ...Fault) float64 {
	ratio := 0.0
	for _, f := range faults {
		ratio += f.MTTR / f.MTTF
	}
	return 1 / (1 + ratio)
}

// DowntimeShares returns the long-run unavailability of a component with two independent exponential faults that age
// with the calendar, split by the rule that a moment which both hold belongs to the one whose incident began earlier.
// The shares sum to 1 − AvailabilityCalendar(a, b).
//
// Of the time that both are active, P = Ūa·Ūb, the part in which a began first is entered from "a alone" at rate
// Ūa·Ab/MTTFb and left at rate 1/MTTRa + 1/MTTRb.
func DowntimeShares(a, b Fault) (ofA, ofB float64) {
	upA, upB := AvailabilityCalendar(a), AvailabilityCalendar(b)
	downA, downB := upA*a.MTTR/a.MTTF, upB*b.MTTR/b.MTTF
	together := 1 / (1/a.MTTR + 1/b.MTTR) // mean time from the onset of the second to the end of the first to end
	ofA = downA * upB * (1 + together/b.MTTF)
	ofB = downB * upA * (1 + together/a.MTTF)
	return ofA, ofB
}
