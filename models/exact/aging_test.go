package exact

import (
	"math"
	"testing"
)

func TestShifts(t *testing.T) {
	office := Weekly(9, 17, 0, 1, 2, 3, 4)
	near(t, "attended", office.Attended(), 40./168, 1e-14)
	near(t, "mean wait", office.MeanWait(), (4*16*16+64*64)/2./168, 1e-14) // four nights and a weekend
	near(t, "more than a night", office.WaitSurvival(16), 48./168, 1e-14)
	near(t, "at noon", office.Wait(12), 0, 0)
	near(t, "on Tuesday evening", office.Wait(24+20), 13, 0)
	near(t, "on Saturday of the second week", office.Wait(168+5*24), 57, 0)
	near(t, "as the doors close", office.Wait(17), 16, 0)
}

// A night shift reaches into the next day, and from Sunday into the next week.
func TestShiftsAreAreas(t *testing.T) {
	for name, s := range map[string]Shifts{
		"office":      Weekly(9, 17, 0, 1, 2, 3, 4),
		"nights":      Weekly(22, 6, 0, 2, 6),
		"all day":     Weekly(0, 0, 0, 1, 2, 3, 4, 5, 6),
		"site visits": {Period: 10, Spans: []Span{{1, 2}, {4, 4.5}}},
	} {
		var area float64 // Wait is linear between the whole and half hours
		for hour := range int(2 * s.Period) {
			area += s.Wait((float64(hour)+0.5)/2) / 2
		}
		near(t, name+": mean wait", s.MeanWait(), area/s.Period, 1e-13)
		near(t, name+": ∫P(wait > x)", integral(s.WaitSurvival, 0, s.Period, s.Period), s.MeanWait(), 1e-11)
		near(t, name+": waits at all", s.WaitSurvival(0), 1-s.Attended(), 1e-13)
	}
}

// What lies after it was begun, and what goes on after the shift, is found minute by minute. Six hours of work by a
// crew that is there from 8 to 18 h take 10.1 h if it stays on, and 13.6 h if it stops.
func TestShiftsEnd(t *testing.T) {
	daily := Weekly(8, 18, 0, 1, 2, 3, 4, 5, 6)
	near(t, "stays on", daily.MeanWait()+6, 14*14/48.+6, 1e-13)
	near(t, "stops", daily.MeanPauses(6), 14*6/24., 1e-13)
	near(t, "overtime", daily.MeanOverrun(6), 6*6/48., 1e-13)
	odd := Shifts{Period: 40, Spans: []Span{{1, 2}, {4, 4.5}, {20, 30}}}
	for _, work := range []float64{0.25, 1.125, 1.5, 13, 25} {
		const step = 1. / 16 // from one arrival to the next; what happens to each is followed in halves of it
		lies := func(at float64) float64 {
			if odd.Wait(at+step/4) > 0 {
				return step / 2
			}
			return 0
		}
		var pauses, overrun float64
		for t := step / 2; t < odd.Period; t += step {
			begun := t + odd.Wait(t)
			for at, left := begun, work; left > 0; at += step / 2 {
				pauses += lies(at)
				left -= step/2 - lies(at)
			}
			for at := begun; at < begun+work; at += step / 2 {
				overrun += lies(at)
			}
		}
		near(t, "lies", odd.MeanPauses(work), pauses*step/odd.Period, 1e-12)
		if work < 2 {
			near(t, "goes on", odd.MeanOverrun(work), overrun*step/odd.Period, 1e-12)
		}
	}
}

// On call, the wait of whoever comes u before a shift is the mean of min(call-out, u), here in closed form: of a time
// that is always the same, and of Erlang's of two phases. Who never comes leaves the wait for the shift.
func TestOnCall(t *testing.T) {
	s := Weekly(8, 18, 0, 1, 2, 3, 4)
	s.Spans = append(s.Spans, Weekly(22, 6, 5).Spans...)
	const always, rate = 1.5, 4.0 / 3 // hours, per hour
	var constant, erlang float64
	for _, gap := range s.gaps() {
		constant += always * (gap - always/2)
		fades := math.Exp(-rate * gap)
		erlang += 2*gap/rate - (3-fades*(3+rate*gap))/(rate*rate)
	}
	jump := func(x float64) float64 {
		if x < always {
			return 1
		}
		return 0
	}
	near(t, "constant", s.MeanWaitOnCall(jump, always), constant/s.Period, 1e-10)
	phases := func(x float64) float64 { return math.Exp(-rate*x) * (1 + rate*x) }
	near(t, "Erlang", s.MeanWaitOnCall(phases, always), erlang/s.Period, 1e-11)
	near(t, "nobody", s.MeanWaitOnCall(func(float64) float64 { return 1 }, 1), s.MeanWait(), 1e-11)
}

func TestMinimalRepairOfAWeibull(t *testing.T) {
	life := weibull(2.5, 10*math.Gamma(1+1/2.5)) // scale 10
	near(t, "(t/η)^β", MinimalFailures(life, 25), math.Pow(2.5, 2.5), 1e-12)
}

// The two ends, where both types are known: as good as new, and as bad as old.
func TestImperfectLimits(t *testing.T) {
	for _, shape := range []float64{1, 1.5, 2.5} {
		life := weibull(shape, 1)
		renewals, minimal := Renewals(life, 3, 2000).Value, MinimalFailures(life, 3)
		within(t, "I as new", Imperfect{life, 0}.FailuresI(3, 400), renewals, 2e-3)
		within(t, "I as old", Imperfect{life, 1}.FailuresI(3, 400), minimal, 2e-2)
		within(t, "II as new", Imperfect{life, 0}.FailuresII(3, 400), renewals, 2e-3)
		within(t, "II as old", Imperfect{life, 1}.FailuresII(3, 400), minimal, 2e-2)
	}
}

// An infinite hazard at birth: type I keeps its stated error, type II comes near.
func TestImperfectRepairOfInfants(t *testing.T) {
	life := weibull(0.7, 1)
	renewals, minimal := Renewals(life, 3, 2000).Value, MinimalFailures(life, 3)
	within(t, "I as new", Imperfect{life, 0}.FailuresI(3, 400), renewals, 3e-3)
	within(t, "I as old", Imperfect{life, 1}.FailuresI(3, 400), minimal, 3e-3)
	near(t, "II as new", Imperfect{life, 0}.FailuresII(3, 400).Value, renewals, 6e-3)
	near(t, "II as old", Imperfect{life, 1}.FailuresII(3, 400).Value, minimal, 3e-3)
}

// A life without memory does not care for its age, whatever a repair makes of it.
func TestImperfectRepairOfAnExponential(t *testing.T) {
	m := Imperfect{exponential(2), 0.4}
	near(t, "type I", m.FailuresI(7, 500).Value, 3.5, 1e-5)
	near(t, "type II", m.FailuresII(7, 500).Value, 3.5, 1e-3)
}

func TestBathtub(t *testing.T) {
	none := WeibullHazard{Shape: 1, Scale: math.Inf(1)}
	near(t, "random alone", Bathtub{none, 0.2, none}.Mean(), 5, 1e-12)
	near(t, "infant alone", Bathtub{WeibullHazard{0.5, 3}, 0, none}.Mean(), 3*math.Gamma(3), 1e-10)
	near(t, "wear alone", Bathtub{none, 0, WeibullHazard{4, 3}}.Mean(), 3*math.Gamma(1.25), 1e-12)
	// Completing the square: ∫e^(−λt−(t/η)²)dt.
	square := 3 * math.Sqrt(math.Pi) / 2 * math.Exp(0.3*0.3) * math.Erfc(0.3)
	near(t, "random and wear", Bathtub{none, 0.2, WeibullHazard{2, 3}}.Mean(), square, 1e-12)
	// With t = u², the same square: ∫e^(−u/a−λu²)·2u du = (1 − (1/a)·∫e^(−u/a−λu²)du)/λ.
	const rate, a = 0.2, 2. // scale 4
	gauss := math.Sqrt(math.Pi/rate) / 2 * math.Exp(1/(4*a*a*rate)) * math.Erfc(1/(2*a*math.Sqrt(rate)))
	near(t, "infant and random", Bathtub{WeibullHazard{0.5, 4}, rate, none}.Mean(), (1-gauss/a)/rate, 1e-10)

	whole := Bathtub{WeibullHazard{0.5, 4}, 0.2, WeibullHazard{4, 3}}
	alone := weibull(0.5, 8).Survival(1.7) * exponential(5).Survival(1.7) * weibull(4, 3*math.Gamma(1.25)).Survival(1.7)
	near(t, "first of three causes", whole.Survival(1.7), alone, 1e-13)
}

func TestHazards(t *testing.T) {
	h := Hazards{From: []float64{0, 1, 3}, Rate: []float64{0.5, 0, 2}}
	near(t, "first piece", h.Survival(0.5), math.Exp(-0.25), 1e-15)
	near(t, "no hazard", h.Survival(2.9), math.Exp(-0.5), 1e-15)
	near(t, "last piece", h.Survival(4), math.Exp(-2.5), 1e-15)
	near(t, "mean", h.Mean(), integral(h.Survival, 0, math.Inf(1), 1), 1e-11)
	near(t, "one piece", Hazards{[]float64{0}, []float64{0.25}}.Mean(), 4, 1e-15)
	if !math.IsInf(Hazards{[]float64{0, 1}, []float64{0.5, 0}}.Mean(), 1) {
		t.Error("who survives the first year lives for ever, yet the mean is finite")
	}
}

// A fine staircase below a rising Weibull hazard is nearly that Weibull: both laws by one name.
func TestHazardsApproachABathtub(t *testing.T) {
	b := Bathtub{WeibullHazard{1, math.Inf(1)}, 0.1, WeibullHazard{3, 5}}
	var h Hazards
	const width = 0.01
	for age := 0.0; age < 15; age += width {
		h.From = append(h.From, age)
		h.Rate = append(h.Rate, (b.CumulativeHazard(age+width)-b.CumulativeHazard(age))/width)
	}
	near(t, "mean", h.Mean(), b.Mean(), 1e-5)
	near(t, "survival", h.Survival(4.2), b.Survival(4.2), 1e-9)
}
