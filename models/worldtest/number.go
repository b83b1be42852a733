package worldtest

import (
	"testing"

	"nines/models"
)

// Near holds what is known by hand to within a millionth.
func Near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if diff := got - want; diff > 1e-6 || diff < -1e-6 {
		t.Errorf("%s: %.9g, want %.9g", what, got, want)
	}
}

// Total is the sum of all.
func Total(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum
}

// OnTrail is the downtime that a trail tells of, in seconds.
func OnTrail(trail []models.Span) float64 {
	sum := 0.0
	for _, x := range trail {
		sum += (x.To - x.From) * x.Height
	}
	return sum
}

// Squares are the squared distances from a mean that is known, whose own mean is the variance.
func Squares(xs []float64, mean float64) []float64 {
	var sq []float64
	for _, x := range xs {
		sq = append(sq, (x-mean)*(x-mean))
	}
	return sq
}
