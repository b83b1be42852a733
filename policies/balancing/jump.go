package balancing

import (
	"errors"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Jump sends requests with equal keys to the same node by the jump consistent hash of the key over the trusted nodes in
// their order (J. Lamping and E. Veach, arXiv 1406.2294, 2014). It keeps no table of keys, and can remove only the
// last: when another is distrusted, all behind it move up by one, and nearly all of their keys move. It knows no
// weights, and fits only nodes that are alike; as rates, every trusted node receives the same. Cost: O(log nodes), and
// O(nodes) after trust has changed.
type Jump struct{}

var (
	_ models.Balancer = Jump{}
	_ models.Splitter = Jump{}
	_ models.Fitting  = Jump{}
	_ models.Hashing  = Jump{}
)

var jumpRow = catalog.Define("jump-hash",
	"Sends a key to a trusted node by jump consistent hash; keys of all behind a node that leaves move (Lamping 2014).",
	Jump{}, func(b Jump) (models.Balancer, error) { return b, nil })

// Pick jumps among the trusted nodes.
func (Jump) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		p.Table = p.Table[:0]
		for node := range int32(p.All()) {
			if p.MayBe(node) {
				p.Table = append(p.Table, node)
			}
		}
	}
	return p.Table[jump(hashed(r), len(p.Table))]
}

// Fits refuses nodes of several weights.
func (Jump) Fits(weights []float64) error {
	if slices.ContainsFunc(weights, func(w float64) bool { return w != weights[0] }) {
		return errors.New("jump-hash knows no weights, and those of the nodes differ, as their throughputs do unless " +
			"classes say otherwise; write weight: 1 for every class, or policy: rendezvous")
	}
	return nil
}

// jump is the bucket of a key of n, as published.
func jump(key uint64, n int) int {
	at := 0
	for next := 0; next < n; {
		at = next
		key = key*2862933555777941757 + 1
		next = int(float64(at+1) * (float64(1<<31) / float64(key>>33+1)))
	}
	return at
}

// Split gives every node the same rate.
func (Jump) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }

// Hashes reports that keys decide.
func (Jump) Hashes() bool { return true }
