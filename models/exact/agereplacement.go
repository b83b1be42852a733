package exact

import "math"

// AgeReplacement is a component that is replaced when it comes to an age, and repaired when it fails before; both leave
// it as good as new. Barlow and Hunter, "Optimum preventive maintenance policies", Operations Research 8 (1960).
type AgeReplacement struct {
	Life            Weibull
	Age             float64 // positive; +Inf: it is never replaced
	Repair, Replace float64 // mean time of each
}

// Weibull is a law of lives by its shape and mean, both positive.
type Weibull struct{ Shape, Mean float64 }

// Survival returns P(life > x).
func (w Weibull) Survival(x float64) float64 {
	return math.Exp(-math.Pow(x*math.Gamma(1+1/w.Shape)/w.Mean, w.Shape))
}

// Rates returns the failures and the replacements per unit of time, by renewal and reward: F(T) and 1 − F(T) over the
// mean of a cycle, ∫ 1 − F over [0, T] and the time that follows.
func (a AgeReplacement) Rates() (fails, replaced float64) {
	late := 0.0
	if !math.IsInf(a.Age, 1) {
		late = a.Life.Survival(a.Age)
	}
	lives := integral(a.Life.Survival, 0, a.Age, a.Life.Mean)
	cycle := lives + (1-late)*a.Repair + late*a.Replace
	return (1 - late) / cycle, late / cycle
}

// Availability returns the share of time in which it is neither repaired nor replaced.
func (a AgeReplacement) Availability() float64 {
	fails, replaced := a.Rates()
	return 1 - fails*a.Repair - replaced*a.Replace
}

// Cost returns the cost per unit of time, where a failure and a replacement cost so much.
func (a AgeReplacement) Cost(failure, replacement float64) float64 {
	fails, replaced := a.Rates()
	return fails*failure + replaced*replacement
}
