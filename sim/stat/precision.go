package stat

import "math"

// Precision says when an estimate is good enough: half-width over point at most Relative.
type Precision struct {
	Relative float64 // asked relative half-width, above 0; 0.05 is 5 %
	Min, Max int     // replications: judge from Min on (at least 2), give up at Max
}

// Met reports that e has the precision. Because stopping at the first success favors intervals that happen to be
// short, the half-width is held to γ/(1+γ) of the point (Law and Kelton, 1982), which also makes γ the error relative
// to the truth rather than to the estimate. An estimate without a finite interval, one at 0, and one below Min do not
// meet it.
func (p Precision) Met(e Estimate) bool {
	return e.N >= p.Min && e.Relative() <= p.target()
}

func (p Precision) target() float64 { return p.Relative / (1 + p.Relative) }

// growth is the ratio of neighboring checkpoints. A look at every replication would stop early by luck; looks at a
// geometric grid are few and waste at most a third of the work.
const growth = 1.5

// Next is the number of replications in all at which to look after n of them: the next checkpoint of the grid Min,
// Min·1.5, Min·1.5² …, rounded up and at most Max. It depends on the grid alone, not on any estimate, so that every
// division of the work looks at the same places. At Max and beyond it is Max.
func (p Precision) Next(n int) int {
	for at := float64(max(p.Min, 2)); ; at *= growth {
		if look := math.Ceil(at); look > float64(n) || look >= float64(p.Max) {
			return min(p.Max, int(min(look, float64(p.Max))))
		}
	}
}

// Needed projects how many replications the precision takes, from the estimate so far: n·(half-width/target)². It is
// +Inf where e has no finite interval or lies at 0, and says nothing about skewness.
func (p Precision) Needed(e Estimate) float64 {
	missing := e.Relative() / p.target()
	return math.Ceil(float64(e.N) * missing * missing)
}
