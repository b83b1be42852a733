package exact

import "math"

// Trials is localization by trial and error: a diagnosis takes D and is right with probability Accuracy; a wrong one
// costs a needless repair W, and then the next diagnosis begins. All durations are independent.
type Trials struct {
	Accuracy  float64 // a, 0 < a ≤ 1
	Diagnosis float64 // E[D]
	Wasted    float64 // E[W]
}

// MeanTries returns the mean number of diagnoses, 1/a.
func (t Trials) MeanTries() float64 { return 1 / t.Accuracy }

// Mean returns the mean time to the right diagnosis, E[D] + ((1−a)/a)·(E[D] + E[W]), for any laws.
func (t Trials) Mean() float64 {
	return t.Diagnosis + (1-t.Accuracy)/t.Accuracy*(t.Diagnosis+t.Wasted)
}

// Variance returns the variance of that time for the given variances of D and W: a geometric sum of pairs W + D after
// the first D, so Var D + ((1−a)/a)·(Var D + Var W) + ((1−a)/a²)·(E[D] + E[W])².
func (t Trials) Variance(varDiagnosis, varWasted float64) float64 {
	wrong := (1 - t.Accuracy) / t.Accuracy
	pair := t.Diagnosis + t.Wasted
	return varDiagnosis + wrong*(varDiagnosis+varWasted) + wrong/t.Accuracy*pair*pair
}

// FoundBy returns P(right diagnosis by x) when D and W are exponential with positive means. Cost: Chain.Transient on
// three states.
func (t Trials) FoundBy(x float64) float64 {
	const diagnosing, wasting, found = 0, 1, 2
	c := NewChain(3)
	c.Add(diagnosing, found, t.Accuracy/t.Diagnosis)
	c.Add(diagnosing, wasting, (1-t.Accuracy)/t.Diagnosis)
	c.Add(wasting, diagnosing, 1/t.Wasted)
	return c.HitBy(Only(3, diagnosing), func(state int) bool { return state == found }, x)
}

// Ranking is localization by a ranked list of suspects that are tested in order: the culprit is at rank r with a
// probability ∝ (1−p)^(r−1), r = 1 … Candidates.
type Ranking struct {
	Step       float64 // p, 0 ≤ p ≤ 1; with 0 the order says nothing
	Candidates int     // n ≥ 1
}

// Ranks returns the distribution of the culprit's rank; element r−1 is P(rank r).
func (k Ranking) Ranks() []float64 {
	ranks := make([]float64, k.Candidates)
	for i := range ranks {
		ranks[i] = math.Pow(1-k.Step, float64(i))
	}
	return normalize(ranks, 1)
}

// Top returns the probability that the culprit is among the first m candidates, 0 ≤ m ≤ Candidates.
func (k Ranking) Top(m int) float64 { return sum(k.Ranks()[:m]) }

// MeanRank returns the culprit's mean rank, 1/p for a long list.
func (k Ranking) MeanRank() float64 { return 1 + MeanCount(k.Ranks()) }

// MeanTime returns the mean time to the culprit when the list takes diagnosis to make and each innocent candidate
// before it wastes the given time: both means, of any laws.
func (k Ranking) MeanTime(diagnosis, wasted float64) float64 {
	return diagnosis + (k.MeanRank()-1)*wasted
}
