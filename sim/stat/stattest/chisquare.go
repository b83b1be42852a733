package stattest

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// pooled is the smallest expected count of a cell; smaller neighbors are put together until they reach it. Five is the
// textbook rule for p near 0.05; verdicts here fall far into the tail, which small cells make too heavy.
const pooled = 20

// ChiSquare is the p-value of Pearson's test that the counts in the cells arose with the given expected counts.
// Neighboring cells are pooled to an expected count of at least 20, so order them sensibly. fitted is the number of
// parameters estimated from the same counts; it and one for the total are taken from the degrees of freedom. Expected
// counts are scaled to the observed total. Fewer than two cells left give 1; slices of different lengths panic.
func ChiSquare(observed []int, expected []float64, fitted int) float64 {
	if len(observed) != len(expected) {
		panic("stattest: as many observed counts as expected ones are needed")
	}
	var total, mass float64
	for i := range observed {
		total += float64(observed[i])
		mass += expected[i]
	}
	seen, want := pool(observed, expected, total/mass)
	freedom := len(seen) - 1 - fitted
	if freedom < 1 {
		return 1
	}
	var x2 float64
	for i := range seen {
		x2 += (seen[i] - want[i]) * (seen[i] - want[i]) / want[i]
	}
	if math.IsNaN(x2) {
		return 0
	}
	return mathext.GammaIncRegComp(float64(freedom)/2, x2/2)
}

// pool joins neighboring cells until each expects enough; what is left over at the end joins the last full cell.
func pool(observed []int, expected []float64, scale float64) (seen, want []float64) {
	var o, e float64
	for i := range observed {
		o += float64(observed[i])
		e += expected[i] * scale
		if e >= pooled {
			seen, want = append(seen, o), append(want, e)
			o, e = 0, 0
		}
	}
	if last := len(seen) - 1; last >= 0 {
		seen[last] += o
		want[last] += e
	}
	return seen, want
}
