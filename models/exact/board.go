package exact

import "gonum.org/v1/gonum/mat"

// Board is two servers with a line each, exponential work and Poisson arrivals, before which hangs a board: it says how
// many are at each server, and is written anew after every period. Between, all who come join the line that was the
// shorter as it was written, or of two that were alike each by a draw of its own (the periodic bulletin board of
// M. Mitzenmacher, "How useful is old information?", IEEE Trans. Parallel and Distributed Systems 11, 2000).
type Board struct {
	Arrive, Serve float64 // rates, of all arrivals and of one server
	Every         float64 // the period
}

// Sojourn returns the mean time from arrival to departure where at most so many are at each server, of whom more hardly
// ever are: the servers are independent between two times of writing, and how many are there at these is a chain. Cost:
// most³ for each of its steps until it has come to rest.
func (b Board) Sojourn(most int) float64 {
	none, noneThere := b.line(0, most)
	half, halfThere := b.line(b.Arrive/2, most)
	all, allThere := b.line(b.Arrive, most)
	x := mat.NewDense(most+1, most+1, nil)
	x.Set(0, 0, 1)
	for change := 1.0; change > 1e-13; {
		next := b.step(x, none, half, all)
		change = 0
		for i, p := range next.RawMatrix().Data {
			change = max(change, p-x.RawMatrix().Data[i])
		}
		x = next
	}
	there := 0.0
	for first := range most + 1 {
		for second := range most + 1 {
			switch p := x.At(first, second); {
			case first < second:
				there += p * (allThere[first] + noneThere[second])
			case first > second:
				there += p * (noneThere[first] + allThere[second])
			default:
				there += p * (halfThere[first] + halfThere[second])
			}
		}
	}
	return there / b.Every / b.Arrive
}

// line is one server over a period: how it moves from one number to another, and the integral of how many are there.
func (b Board) line(arrive float64, most int) (moves *mat.Dense, there []float64) {
	c := NewChain(most + 1)
	for n := range most {
		c.Add(n, n+1, arrive)
		c.Add(n+1, n, b.Serve)
	}
	moves, spent := c.propagate(b.Every)
	there = make([]float64, most+1)
	for from := range there {
		for n, time := range spent.RawRowView(from) {
			there[from] += float64(n) * time
		}
	}
	return moves, there
}

// step is the distribution over how many are at both servers, a period later.
func (b Board) step(x, none, half, all *mat.Dense) *mat.Dense {
	n, _ := x.Dims()
	less, alike := mat.NewDense(n, n, nil), mat.NewDense(n, n, nil)
	for i := range n {
		alike.Set(i, i, x.At(i, i))
		for j := i + 1; j < n; j++ {
			less.Set(i, j, x.At(i, j))
		}
	}
	var next, other mat.Dense
	next.Product(all.T(), less, none)
	other.CloneFrom(next.T()) // the two are alike
	next.Add(&next, &other)
	other.Product(half.T(), alike, half)
	next.Add(&next, &other)
	scaled := mat.DenseCopyOf(&next)
	scaled.Scale(1/mat.Sum(scaled), scaled)
	return scaled
}
