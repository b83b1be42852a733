package exact

import (
	"math"
	"testing"
)

// TestLatent holds a mirror with latent errors to its equations solved by hand, and the chain without errors, or with
// errors found and made good at once, to what is known without them.
func TestLatent(t *testing.T) {
	mirror := Latent{Parity{Fragments: 2, Bears: 1, Life: 500, Rebuild: 50}, 300, 70}
	// Of a whole group, one that has an error, and one of which a fragment is missing: the mean times to the loss w, e, m
	// obey w(2a+2b) = 1 + 2a·m + 2b·e, e(2a+b+s) = 1 + (a+s)·m and m(a+b+r) = 1 + r·w.
	a, b, s, r := 1.0/500, 1.0/300, 1.0/70, 1.0/50
	toE := (a + s) / (2*a + b + s)
	direct := 1/(2*a+2*b) + 2*b/(2*a+2*b)/(2*a+b+s)
	toM := 2*a/(2*a+2*b) + 2*b/(2*a+2*b)*toE
	want := (direct + toM/(a+b+r)) / (1 - toM*r/(a+b+r))
	near(t, "mirror", mirror.MeanLoss(), want, 1e-12)
	near(t, "by a time", mirror.LossBy(1e-3), 1e-6*(a+b)*(a+b), 1e-3) // two of two, whatever comes first
	for _, p := range []Parity{{Fragments: 2, Bears: 1, Life: 500, Rebuild: 50}, {Fragments: 6, Bears: 2, Life: 500,
		Rebuild: 50, Serial: true}, {Fragments: 9, Bears: 3, Life: 500, Rebuild: 50}} {
		near(t, "without errors", Latent{p, math.Inf(1), 70}.MeanLoss(), p.MeanLoss(), 1e-9)
		found := p
		found.Life = 1 / (1/p.Life + 1/300.0) // what is found at once is as good as destroyed
		near(t, "found at once", Latent{p, 300, 1e-9}.MeanLoss(), found.MeanLoss(), 1e-6)
		for hidden := range p.Bears {
			all := 0.0
			for met := range hidden + 1 {
				all += Latent{Parity: p}.meets(met, p.Fragments-1-hidden, hidden)
			}
			near(t, "errors met", all, 1, 1e-12)
		}
	}
	near(t, "rare errors", ScrubbedShare(1e6, 14), 7e-6, 1e-4)
	near(t, "wait for a scrub", ScrubbedWait(1e6, 14), 7, 1e-4)
	near(t, "errors all the time", ScrubbedShare(1, 1e3), 1-1e-3, 1e-12)
}
