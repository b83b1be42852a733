package dist

import (
	"testing"

	"nines/sim/unit"
)

// A law that is written is the one that its words make, and knows them.
func TestWrite(t *testing.T) {
	law := Write("lognormal", "median", "5m", "sigma", "0.8").(Written)
	want, err := lognormalWithMedian(5*unit.Minute, 0.8)
	if err != nil || law.Law != want || law.String() != want.String() {
		t.Errorf("%v (%v), want %v", law, err, want)
	}
	c := law.Config.(lognormalConfig)
	if law.Family != "lognormal" || *c.Median != 5*unit.Minute || *c.Sigma != 0.8 || c.Unit != nil {
		t.Errorf("written as %s %+v", law.Family, c)
	}
	for _, words := range [][]string{{"gaussian"}, {"constant"}, {"constant", "value", "5"}, {"constant", "mean", "5m"},
		{"weibull", "shape", "x", "mean", "1h"}} {
		if !panics(func() { Write(words[0], words[1:]...) }) {
			t.Errorf("%q makes a law", words)
		}
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}
