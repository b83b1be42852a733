package traffic

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Listed is any law on the numbers from 1 to a thousand.
type Listed struct {
	Shares []unit.Ratio `key:"shares" doc:"of 1, 2, 3 and so on, up to 1000 of them, which sum to 100%"`
}

var listedRow = catalog.Define("listed",
	"Any law of whole numbers: the share of each is listed.",
	Listed{}, newListed).WithExample("shares: [50%, 20%, 0%, 30%]")

// listed is such a law, checked.
type listed struct {
	upTo []float64 // running sums of the shares
	most int32     // the greatest number that has one
	mean float64
}

func newListed(n Listed) (models.Number, error) {
	l, sum := listed{}, 0.0
	for i, share := range n.Shares {
		if !(share >= 0) {
			return nil, errors.New("shares has one below 0%; write for example shares: [50%, 20%, 30%]")
		}
		sum += float64(share)
		l.upTo = append(l.upTo, sum)
		l.mean += float64(float64(share) * float64(i+1))
		if share > 0 {
			l.most = int32(i + 1)
		}
	}
	if len(n.Shares) > 1000 || math.Abs(sum-1) > 1e-9 {
		return nil, errors.New("shares must sum to 100%, up to 1000 of them; write for example shares: [50%, 20%, 30%]")
	}
	return l, nil
}

// Draw takes one uniform.
func (l listed) Draw(s *rng.Stream) int32 {
	u := s.Float64()
	for i, upTo := range l.upTo {
		if u < upTo {
			return int32(i + 1)
		}
	}
	return l.most
}

// Mean is that of the shares.
func (l listed) Mean() float64 { return l.mean }

// String says its mean.
func (l listed) String() string { return fmt.Sprintf("%.4g on average", l.mean) }
