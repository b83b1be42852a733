package balancing

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// PeakEWMA draws two nodes and sends the request to the one that costs less: the time that requests took there of late,
// times those in progress and the one to come (Twitter's Finagle, PeakEwma, with two choices). That time rises at once
// to that of a slower request, and falls toward those of faster ones and, while there are none, toward 0, by a factor
// of e in each decay. A node that has never ended a request costs nothing while it has none, and more than all others
// while it has some. A request takes until it is answered, fails or is given up: a node that fails fast looks fast.
// Cost: O(1).
type PeakEWMA struct {
	Decay unit.Duration `key:"decay" doc:"time in which what was is forgotten by a factor of e, above 0"`
}

var _ interface {
	models.Balancer
	models.Learning
	models.Remembering
} = PeakEWMA{}

var peakRow = catalog.Define("peak-ewma",
	"Draws two trusted nodes and sends to the one whose recent times, quick to rise, cost less for its load (Finagle).",
	PeakEWMA{Decay: 10}, func(b PeakEWMA) (models.Balancer, error) {
		if !(b.Decay > 0) || math.IsInf(float64(b.Decay), 1) {
			return nil, errors.New("decay is a time above 0")
		}
		return b, nil
	}).WithExample("decay: 10s")

// unknown is what a node costs that has requests and has never ended any.
const unknown = 1e15

// Numbers keeps the time that requests took, and when that was.
func (PeakEWMA) Numbers() int { return 2 }

// Pick draws two nodes, of which the first wins a tie.
func (b PeakEWMA) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	may := p.May()
	first := s.IntN(len(may))
	if len(may) == 1 {
		return may[0]
	}
	second := s.IntN(len(may) - 1)
	if second >= first {
		second++
	}
	if b.cost(p, may[second]) < b.cost(p, may[first]) {
		first = second
	}
	return may[first]
}

// cost is what a request to a node costs now.
func (b PeakEWMA) cost(p *models.Peers, peer int32) float64 {
	took, active := p.Numbers[2*peer], float64(p.Active[peer])
	if took == 0 && active > 0 {
		return unknown + active
	}
	return took * b.left(p, peer) * (active + 1)
}

// left is the part of what was that is not forgotten yet.
func (b PeakEWMA) left(p *models.Peers, peer int32) float64 {
	return num.Exp(-(float64(p.Now) - p.Numbers[2*peer+1]) / float64(b.Decay))
}

// Learn takes the time of a request that is over into account.
func (b PeakEWMA) Learn(p *models.Peers, peer int32, took sim.Duration, _ bool) {
	now, left := &p.Numbers[2*peer], b.left(p, peer)
	*now = max(float64(took), float64(*now*left)+float64(float64(took)*(1-left)))
	p.Numbers[2*peer+1] = float64(p.Now)
}
