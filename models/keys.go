package models

import (
	"errors"
	"math"

	"nines/sim/num"
)

// Keys are what requests are about: Count of them, of which the k-th most popular, counted from 1, is asked for in
// proportion to k^−Exponent, independently of what was asked before. The zero Keys have each request be about something
// else.
type Keys struct {
	Count    int     // ≥ 0
	Exponent float64 // ≥ 0; 0: all alike
	// Constants of the sampler.
	first, last, shift float64
}

// NewKeys are keys ready to be drawn. Cost: O(1).
func NewKeys(count int, exponent float64) (Keys, error) {
	if count < 1 || count > 1<<40 {
		return Keys{}, errors.New("count is a number of keys from 1 to 2^40")
	}
	if !(exponent >= 0 && exponent <= 10) {
		return Keys{}, errors.New("zipf is an exponent from 0 to 10")
	}
	k := Keys{Count: count, Exponent: exponent}
	k.first = k.area(1.5) - 1
	k.last = k.area(float64(count) + 0.5)
	k.shift = 2 - k.inverse(k.area(2.5)-k.weight(2))
	return k, nil
}

// Popularity is the share of requests that are about the k-th key, counted from 0. Cost: O(keys).
func (k *Keys) Popularity() []float64 {
	p, sum := make([]float64, k.Count), 0.0
	for i := range p {
		p[i] = k.weight(float64(i + 1))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// weight is that of the x-th key.
func (k *Keys) weight(x float64) float64 { return num.Exp(-k.Exponent * num.Log(x)) }

// area is an integral of weight.
func (k *Keys) area(x float64) float64 {
	t := num.Log(x)
	if y := t * (1 - k.Exponent); math.Abs(y) > 1e-8 {
		return num.Expm1(y) / (1 - k.Exponent)
	}
	return t
}

// inverse is the x of an area.
func (k *Keys) inverse(a float64) float64 {
	y := a * (1 - k.Exponent)
	if math.Abs(y) > 1e-8 {
		return num.Exp(num.Log1p(max(y, -1)) / (1 - k.Exponent))
	}
	return num.Exp(a)
}
