package balancing

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Choices draws some nodes and sends the request to the one of them that has the fewest requests of this balancer
// (M. Mitzenmacher, IEEE Trans. Parallel and Distributed Systems 12, 2001). As rates, see models.Drawn. Cost: O(Of).
type Choices struct {
	Of        int  `key:"of" doc:"nodes that are drawn, 1 to 16; as many as there are, where there are fewer"`
	Different bool `key:"different" doc:"no node is drawn twice for one request"`
}

var _ models.Balancer = Choices{}

const mostChoices = models.MostDrawn

var choicesRow = catalog.Define("power-of-choices",
	"Draws some trusted nodes and sends the request to the one with the fewest requests in progress (Mitzenmacher 2001).",
	Choices{Of: 2, Different: true}, func(b Choices) (models.Balancer, error) {
		if b.Of < 1 || b.Of > mostChoices {
			return nil, errors.New("of is a number of nodes from 1 to 16")
		}
		return b, nil
	}).WithExample("of: 2")

// Seeks says that it draws nodes.
func (b Choices) Seeks() models.Seeker { return models.Drawn{Of: b.Of, Different: b.Different} }

// Pick draws nodes one after the other and keeps the first of those with the fewest.
func (b Choices) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	may := p.May()
	if !b.Different {
		best := may[s.IntN(len(may))]
		for range b.Of - 1 {
			best = idler(p, best, may[s.IntN(len(may))])
		}
		return best
	}
	var drawn hand
	best := models.Nobody
	for n := range min(b.Of, len(may)) {
		best = idler(p, best, may[drawn.take(s.IntN(len(may)-n))])
	}
	return best
}

// idler is the second of two nodes if that has fewer requests than the first, or if there is no first.
func idler(p *models.Peers, a, b int32) int32 {
	if a == models.Nobody || p.Active[b] < p.Active[a] {
		return b
	}
	return a
}
