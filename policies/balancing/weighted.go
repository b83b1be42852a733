package balancing

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/flat"
	"nines/sim/rng"
)

// Weighted sends requests to the trusted nodes in proportion to the weights of their classes, each request on its own.
// It draws by the alias method (A. J. Walker, ACM Trans. Mathematical Software 3, 1977, with the tables of M. D. Vose,
// IEEE Trans. Software Engineering 17, 1991). Cost: O(1), and O(nodes) after trust has changed.
type Weighted struct{}

var (
	_ models.Balancer = Weighted{}
	_ models.Splitter = Weighted{}
)

var weightedRow = catalog.Define("weighted",
	"Sends requests to the trusted nodes in proportion to the weight of their class, drawn at random.",
	Weighted{}, func(b Weighted) (models.Balancer, error) { return b, nil })

// Numbers keeps the chance of each place, see deal.
func (Weighted) Numbers() int { return 1 }

// Weighs is true.
func (Weighted) Weighs() bool { return true }

// Pick draws a place and, by its chance, the node there or the other that is dealt to that place.
func (Weighted) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	may := p.May()
	if p.Changed() {
		deal(p, may)
	}
	at := s.IntN(len(may))
	if s.Bernoulli(p.Numbers[at]) {
		return may[at]
	}
	return may[p.Table[at]]
}

// deal makes the tables: by place among those that may be sent requests, the chance of the one who is there, and the
// place of another who has the rest. Places that have less than their share are listed from the front behind those of
// the others, the rest from the back.
func deal(p *models.Peers, may []int32) {
	n := len(may)
	p.Table = flat.Fill(p.Table, 2*p.All(), 0)
	other, list, share := p.Table[:n], p.Table[n:2*n], p.Numbers
	mean := 0.0
	for _, peer := range may {
		mean += p.Weight[peer] / float64(n)
	}
	poor, rich := 0, n
	for i, peer := range may {
		other[i] = int32(i)
		if share[i] = p.Weight[peer] / mean; share[i] < 1 {
			list[poor] = int32(i)
			poor++
		} else {
			rich--
			list[rich] = int32(i)
		}
	}
	for poor > 0 && rich < n {
		poor--
		less, more := list[poor], list[rich]
		other[less] = more
		share[more] -= 1 - share[less]
		if share[more] < 1 {
			rich++
			list[poor] = more
			poor++
		}
	}
	for _, i := range list[:poor] { // by rounding
		share[i] = 1
	}
	for _, i := range list[rich:] {
		share[i] = 1
	}
}

// Split gives every node a rate in proportion to its weight.
func (Weighted) Split(_ models.View, groups []models.Group, share []float64) { byWeight(groups, share) }

// byWeight splits the load by weight: what all weighted policies have in common once requests are rates.
func byWeight(groups []models.Group, share []float64) {
	total := 0.0
	for _, g := range groups {
		total += float64(g.Weight * float64(g.Nodes))
	}
	for i, g := range groups {
		share[i] = g.Weight * float64(g.Nodes) / total
	}
}
