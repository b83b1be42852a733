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

// Popular is keys that are asked for alike.
type Popular struct {
	Keys  float64 // how many there are; not whole where several are taken together
	Share float64 // of requests that are about each of them
}

// Spectrum is all keys, the most popular one by one and the others in some classes, for sums over all of smooth
// functions of their shares: these err by less than a thousandth. Cost: O(1).
func (k *Keys) Spectrum() (list []Popular) {
	const (
		alone   = 32 // keys that are a class of their own
		classes = 32 // of the others
	)
	if k.Exponent == 0 {
		return []Popular{{float64(k.Count), 1 / float64(k.Count)}}
	}
	for x := range min(k.Count, alone) {
		list = append(list, Popular{1, k.weight(float64(x + 1))})
	}
	if k.Count > alone { // the sum is an integral, over the logarithm of the key's number
		at, width := num.Legendre(classes, num.Log(alone+0.5), num.Log(float64(k.Count)+0.5))
		for i := range at {
			x := num.Exp(at[i])
			list = append(list, Popular{float64(x * width[i]), k.weight(x)})
		}
	}
	sum := 0.0
	for _, p := range list {
		sum += float64(p.Keys * p.Share)
	}
	for i := range list {
		list[i].Share /= sum
	}
	return list
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
