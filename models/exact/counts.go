package exact

// UpCount returns the distribution of the number of components up, of independent ones with the given availabilities
// (the Poisson binomial law); element k is P(exactly k up). All terms are positive, so the far tail keeps its digits.
// Cost: n².
func UpCount(availability ...float64) []float64 {
	pmf := []float64{1}
	for _, a := range availability {
		pmf = Convolve(pmf, []float64{1 - a, a})
	}
	return pmf
}

// EqualUpCount is UpCount for n components of the same availability, the binomial law.
func EqualUpCount(n int, availability float64) []float64 {
	pmf := []float64{1}
	for range n {
		pmf = Convolve(pmf, []float64{1 - availability, availability})
	}
	return pmf
}

// Convolve returns the distribution of the sum of two independent counts, element k being P(sum = k).
func Convolve(a, b []float64) []float64 {
	total := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		addScaled(total[i:i+len(b)], x, b)
	}
	return total
}

// Below returns P(count < k): for a count of components up, the unavailability of a service that needs k of them.
func Below(pmf []float64, k int) float64 { return sum(pmf[:k]) }

// MeanCount returns the mean of a count.
func MeanCount(pmf []float64) float64 {
	var mean float64
	for k, p := range pmf {
		mean += float64(k) * p
	}
	return mean
}

// QuantileCount returns the smallest k with P(count ≤ k) ≥ p, 0 < p < 1.
func QuantileCount(pmf []float64, p float64) int {
	var reached float64
	for k, x := range pmf {
		if reached += x; reached >= p {
			return k
		}
	}
	return len(pmf) - 1
}

// Hypergeometric returns the distribution of the number of marked ones among drawn of a population, without
// replacement; element k is P(exactly k marked). They are drawn one after the other. Cost: drawn².
func Hypergeometric(population, marked, drawn int) []float64 {
	pmf := make([]float64, drawn+1)
	pmf[0] = 1
	for taken := range drawn {
		left := float64(population - taken)
		for k := taken + 1; k >= 0; k-- {
			pmf[k] *= 1 - float64(marked-k)/left
			if k > 0 {
				pmf[k] += pmf[k-1] * float64(marked-k+1) / left
			}
		}
	}
	return pmf
}
