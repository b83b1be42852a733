package balancing

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/flat"
	"nines/sim/rng"
)

// Maglev sends requests with equal keys to the same node by a table that the trusted nodes fill in turn, each with the
// next free entry in an order of its own (D. E. Eisenbud et al., NSDI 2016). Nodes have as many entries as others or
// one more, so that shares are even; when one of n nodes is distrusted the table is filled anew, and a few other keys
// move besides the 1/n that have to. Weights do not count; as rates, every trusted node receives the same. Cost: O(1),
// and O(size · log size) after trust has changed.
type Maglev struct {
	Size int `key:"size" doc:"entries of the table: a prime from 101 to 1000003, better 100 times the nodes or more"`
}

var (
	_ models.Balancer = Maglev{}
	_ models.Splitter = Maglev{}
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

// Pick looks the key up.
func (b Maglev) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		b.fill(p)
	}
	return p.Table[scaled(hashed(r), b.Size)]
}

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
	seat(p.Table[:b.Size], at, skip)
}

// seat has nodes take entries in turn until none is free: those that have a place to begin at.
func seat(table, at, skip []int32) {
	for i := range table {
		table[i] = models.Nobody
	}
	size := int32(len(table))
	for taken := 0; ; {
		for i := range at {
			if at[i] == models.Nobody {
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

// Split gives every node the same rate.
func (Maglev) Split(_ models.View, groups []models.Group, share []float64) { evenly(groups, share) }
