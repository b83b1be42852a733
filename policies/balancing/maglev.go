package balancing

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/flat"
	"nines/sim/rng"
)

// Maglev sends requests with equal keys to the same node by a table that the trusted nodes fill in turn, each with the
// next free entry in an order of its own (D. E. Eisenbud et al., NSDI 2016). A node takes its turn as often as its
// weight is a part of the highest, so that nodes of one weight have as many entries as each other or one more; when one
// of n nodes is distrusted the table is filled anew, and a few other keys move besides those that have to. As rates,
// nodes receive what their weights say. Cost: O(1), and O(size · log size) after trust has changed.
type Maglev struct {
	Size int `key:"size" doc:"entries of the table, no fewer than nodes: a prime from 101 to 1000003"`
}

var (
	_ models.Balancer = Maglev{}
	_ models.Splitter = Maglev{}
	_ models.Fitting  = Maglev{}
	_ models.Hashing  = Maglev{}
)

var maglevRow = catalog.Define("maglev",
	"Sends a key to a trusted node by a table of even shares, most of which stays as it is when one leaves (Maglev 2016).",
	Maglev{Size: 65537}, func(b Maglev) (models.Balancer, error) {
		if b.Size < 101 || b.Size > 1000003 || !prime(b.Size) {
			return nil, errors.New("size is a prime number from 101 to 1000003, such as 65537 or 655373")
		}
		return b, nil
	}).WithExample("size: 65537")

func prime(n int) bool {
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return true
}

// Fits refuses more nodes than the table has entries.
func (b Maglev) Fits(weights []float64) error {
	if n := len(weights); n > b.Size {
		return fmt.Errorf("maglev has %d entries for %d nodes, and sends nothing to some; write for example size: %d", b.Size,
			n, []int{65537, 655373, 1000003}[min(2, n/6000)])
	}
	return nil
}

// Pick looks the key up, and goes on to the next entry whose node is trusted and has no try of the request.
func (b Maglev) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		b.fill(p)
	}
	at := scaled(hashed(r), b.Size)
	for range b.Size {
		if to := p.Table[at]; p.MayBe(to) {
			return to
		}
		if at++; at == b.Size {
			at = 0
		}
	}
	return p.May()[0] // none of them has an entry
}

// Skips is true: a copy of a request goes to the next entry whose node has none.
func (Maglev) Skips() bool { return true }

// fill makes the table of those that may be sent requests. Behind it is, by node, which entry that would like next, and
// how far it is from each of its entries to the one after.
func (b Maglev) fill(p *models.Peers) {
	n := p.All()
	if len(p.Table) == 0 {
		p.Table = flat.Fill(p.Table, b.Size+2*n, models.Nobody)
	}
	at, skip := p.Table[b.Size:b.Size+n], p.Table[b.Size+n:]
	for i := range n {
		place := rng.Child(ofPlaces, uint64(i))
		at[i], skip[i] = models.Nobody, int32(1+scaled(rng.Child(place, 1), b.Size-1))
		if p.MayBe(int32(i)) {
			at[i] = int32(scaled(rng.Child(place, 0), b.Size))
		}
	}
	seat(p.Table[:b.Size], at, skip, p.Weight)
}

// seat has nodes take entries in turn until none is free: those that have a place to begin at, and of the rounds as
// many as their weight is a part of the highest.
func seat(table, at, skip []int32, weights []float64) {
	highest := 0.0
	for i, w := range weights {
		if at[i] != models.Nobody {
			highest = max(highest, w)
		}
	}
	for i := range table {
		table[i] = models.Nobody
	}
	size := int32(len(table))
	for taken, round := 0, 0.0; ; round++ {
		for i := range at {
			part := weights[i] / highest
			if at[i] == models.Nobody || math.Floor(float64(round+1)*part) == math.Floor(float64(round*part)) {
				continue
			}
			if taken == len(table) {
				return
			}
			for table[at[i]] != models.Nobody {
				if at[i] += skip[i]; at[i] >= size {
					at[i] -= size
				}
			}
			table[at[i]] = int32(i)
			taken++
		}
	}
}

// Split gives every node a rate in proportion to its weight.
func (Maglev) Split(_ models.View, groups []models.Group, share []float64) { byWeight(groups, share) }

// Hashes reports that keys decide.
func (Maglev) Hashes() bool { return true }
