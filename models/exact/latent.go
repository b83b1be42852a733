package exact

import (
	"math"

	"gonum.org/v1/gonum/stat/combin"
)

// Latent is a Parity group whose fragments also get errors that nobody knows of, at a constant rate, until a scrub
// comes to them, at random times, or a rebuild reads them. Then they are made anew as what is missing is. A fragment
// with an error is as good as gone: the group is lost when more are missing or have errors than it bears.
//
// Source: Elerath and Pecht, "A highly accurate method for assessing reliability of redundant arrays of inexpensive
// disks", IEEE Trans. Computers 58 (2009), has the states; that rebuilds find errors too is by counting.
type Latent struct {
	Parity
	Error float64 // mean time until an error comes in a fragment that has none
	Scrub float64 // mean time from an error to the scrub that finds it; +Inf: there is none
}

// chain is that of how many are missing or known to have errors, and how many have errors that nobody knows of, with
// one more state behind all for the loss; at is where a state is.
func (l Latent) chain() (c *Chain, at func(missing, hidden int) int) {
	side := l.Bears + 1
	c = NewChain(side*side + 1)
	loss := side * side
	at = func(missing, hidden int) int {
		if missing+hidden > l.Bears {
			return loss
		}
		return missing*side + hidden
	}
	for missing := range side {
		for hidden := range side - missing {
			from, good := at(missing, hidden), float64(l.Fragments-missing-hidden)
			c.Add(from, at(missing+1, hidden), good/l.Life)
			c.Add(from, at(missing, hidden+1), good/l.Error)
			if hidden > 0 {
				c.Add(from, at(missing+1, hidden-1), float64(hidden)/l.Life+float64(hidden)/l.Scrub)
			}
			for met := 0; missing > 0 && met <= hidden; met++ {
				if to := at(missing-1+met, hidden-met); to != from {
					c.Add(from, to, float64(l.repairman().busy(missing))/l.Rebuild*l.meets(met, int(good), hidden))
				}
			}
		}
	}
	return c, at
}

// meets is the probability that so many errors are met by reading, in random order, as many good fragments as it takes
// of so many, hidden ones among them.
func (l Latent) meets(met, good, hidden int) float64 {
	need := l.Fragments - l.Bears
	of := func(n, k int) float64 { return float64(combin.Binomial(n, k)) }
	return of(met+need-1, met) * of(good+hidden-met-need, hidden-met) / of(good+hidden, hidden)
}

// LossBy returns the probability that the group, whole at first, is lost by t.
func (l Latent) LossBy(t float64) float64 {
	c, _ := l.chain()
	return c.HitBy(Only(c.Len(), 0), func(state int) bool { return state == c.Len()-1 }, t)
}

// MeanLoss returns the mean time until a group that is whole at first is lost.
func (l Latent) MeanLoss() float64 {
	c, _ := l.chain()
	return c.MeanHit(func(state int) bool { return state == c.Len()-1 })[0]
}

// ScrubbedShare returns for which share of the time a fragment has an error that nobody knows of, where a scrub reads
// it once in every period and what it finds is made good at once: an error comes after a time without memory, and its
// period is bad from then on. For errors that are rare this is half of a period in each of their mean times.
func ScrubbedShare(errors, every float64) float64 {
	x := every / errors
	return 1 + math.Expm1(-x)/x
}

// ScrubbedWait returns the mean time for which an error stays unknown under the same: somewhat more than half a period.
func ScrubbedWait(errors, every float64) float64 {
	return ScrubbedShare(errors, every) * every / -math.Expm1(-every/errors)
}
