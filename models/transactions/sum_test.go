package transactions

import (
	"math/rand/v2"
	"testing"
)

// TestSum would catch a sum that depends on the order, or loses what carries.
func TestSum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	times := []float64{0, 1, 0.75, 1e9, 1e-9}
	for range 10_000 {
		times = append(times, r.ExpFloat64())
	}
	var forth, back sum
	want := 0.0
	for i := range times {
		forth.add(times[i])
		back.add(times[len(times)-1-i])
		want += times[i]
	}
	if forth != back {
		t.Errorf("%v one way, %v the other", forth, back)
	}
	if d := forth.seconds() - want; d > 1e-6 || d < -1e-5 {
		t.Errorf("%.12g, want %.12g", forth.seconds(), want)
	}
}
