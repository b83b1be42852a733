package balancing

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Subsetting is what several instances of a balancer do that know some nodes each: a request comes to one of them,
// chosen uniformly, and that sends it to one of its nodes that are trusted, drawn by weight; to nobody if there is
// none. Nodes are dealt to as many instances as they suffice for, then shuffled and dealt anew to the next as many
// (deterministic subsetting: B. Beyer et al., Site Reliability Engineering, 2016, chapter 20), so that all are known to
// as many if all are dealt. What an instance does depends on its own nodes, and there are no rates that say it. Cost:
// O(1), and O(of) where few of the nodes of an instance are trusted.
type Subsetting struct {
	Instances int `key:"instances" doc:"balancers that send requests on, 1 to 10000"`
	Of        int `key:"of" doc:"nodes that each knows, 1 to 1000; all, where there are fewer"`
	nodes     []int32
}

var _ models.Preparing = Subsetting{}

var subsettingRow = catalog.Define("subsetting",
	"Has several balancers that know some nodes each, and draw one of those that are trusted, or none (SRE book, ch. 20).",
	Subsetting{Instances: 100, Of: 20}, func(b Subsetting) (models.Balancer, error) {
		var errs []error
		if b.Instances < 1 || b.Instances > 10_000 {
			errs = append(errs, errors.New("instances is a number of balancers from 1 to 10000"))
		}
		if b.Of < 1 || b.Of > 1000 {
			errs = append(errs, errors.New("of is a number of nodes from 1 to 1000"))
		}
		return b, errors.Join(errs...)
	}).WithExample("instances: 100, of: 20")

// Prepare deals nodes to instances.
func (b Subsetting) Prepare(weights []float64) models.Balancer {
	deck := make([]int32, len(weights))
	for i := range deck {
		deck[i] = int32(i)
	}
	b.Of = min(b.Of, len(deck))
	b.nodes = make([]int32, 0, b.Instances*b.Of)
	rounds := len(deck) / b.Of
	for i := range b.Instances {
		if i%rounds == 0 {
			s := rng.Open(rng.Key{Purpose: rng.Purpose(ofPlaces), Entity: uint64(i)})
			rng.Shuffle(&s, deck)
		}
		from := i % rounds * b.Of
		b.nodes = append(b.nodes, deck[from:from+b.Of]...)
	}
	return b
}

// subset is what an instance knows.
func (b Subsetting) subset(instance int) []int32 { return b.nodes[instance*b.Of : (instance+1)*b.Of] }

// Weighs is true.
func (Subsetting) Weighs() bool { return true }

// Pick draws an instance and one of its nodes.
func (b Subsetting) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	return lot(p, b.subset(s.IntN(b.Instances)), s)
}
