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
// nodes receive what their weights say. Cost: O(1), and O(size · log size) after trust has changed, spread over the
// requests that come then.
type Maglev struct {
	Size int `key:"size" doc:"entries of the table, no fewer than nodes: a prime from 101 to 1000003"`
}

var (
	_ models.Balancer    = Maglev{}
	_ models.Splitter    = Maglev{}
	_ models.Fitting     = Maglev{}
	_ models.Hashing     = Maglev{}
	_ models.Remembering = Maglev{}
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

// Numbers keeps the highest weight of those that are trusted.
func (Maglev) Numbers() int { return 1 }

// Pick looks the key up, and goes on to the next entry whose node is trusted and has no try of the request.
func (b Maglev) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		b.clear(p)
	}
	t := b.table(p)
	at := scaled(hashed(r), b.Size)
	for range b.Size {
		if to := t.at(at); p.MayBe(to) {
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

// seats is the table of those that may be sent requests. It is filled no further than it was looked up: which node is
// at an entry does not depend on what is filled later, and the last entries are those that take long to find.
type seats struct {
	of      []int32   // by entry: its node, once it is taken
	taken   []int32   // a bit for each entry
	next    []int32   // by node: which entry it would like next; Nobody: it takes part in no turn
	skip    []int32   // by node: how far it is from each of its entries to the one after
	weights []float64 // by node
	highest float64   // of those that take part
	turn    *int64    // that comes next: a node and, above it, a round
}

// flags is how many of the entries one number tells whether they are taken.
const flags = 32

// table is what Peers keep of it.
func (b Maglev) table(p *models.Peers) seats {
	n, words := p.All(), b.Size/flags+1
	rest := p.Table[b.Size:]
	return seats{p.Table[:b.Size], rest[:words], rest[words : words+n], rest[words+n:], p.Weight, p.Numbers[0], &p.Turn}
}

// clear begins the table anew.
func (b Maglev) clear(p *models.Peers) {
	if n := p.All(); len(p.Table) == 0 {
		p.Table = flat.Fill(p.Table, b.Size+b.Size/flags+1+2*n, 0)
	}
	p.Turn, p.Numbers[0] = 0, 0
	t := b.table(p)
	clear(t.taken)
	for i := range t.next {
		t.next[i] = models.Nobody
		if p.MayBe(int32(i)) {
			place := rng.Child(ofPlaces, uint64(i))
			t.next[i] = int32(scaled(rng.Child(place, 0), b.Size))
			t.skip[i] = int32(1 + scaled(rng.Child(place, 1), b.Size-1))
			p.Numbers[0] = max(p.Numbers[0], p.Weight[i])
		}
	}
}

// at is the node at an entry, for which nodes take entries in turn until somebody takes that.
func (t *seats) at(entry int) int32 {
	for !t.isTaken(int32(entry)) {
		round, node := *t.turn>>32, int32(*t.turn)
		if *t.turn++; int(node)+1 == len(t.next) {
			*t.turn = (round + 1) << 32
		}
		if t.next[node] != models.Nobody && t.has(node, round) {
			t.seat(node)
		}
	}
	return t.of[entry]
}

// isTaken reports whether an entry is.
func (t *seats) isTaken(entry int32) bool {
	return t.taken[uint32(entry)/flags]>>(uint32(entry)%flags)&1 != 0
}

// has reports whether a node has a turn in a round: in as many of them as its weight is a part of the highest.
func (t *seats) has(node int32, round int64) bool {
	if t.weights[node] == t.highest {
		return true
	}
	part := t.weights[node] / t.highest
	return math.Floor(float64(round+1)*part) != math.Floor(float64(round)*part)
}

// seat has a node take the entry that it would like next of those that are free.
func (t *seats) seat(node int32) {
	at, skip, size := t.next[node], t.skip[node], int32(len(t.of))
	for t.isTaken(at) {
		at += skip - size
		at += size & (at >> 31) // if that is below 0, which nobody can guess
	}
	t.taken[at/flags] |= 1 << (at % flags)
	t.of[at], t.next[node] = node, at
}

// Split gives every node a rate in proportion to its weight.
func (Maglev) Split(_ models.View, groups []models.Group, share []float64) { byWeight(groups, share) }

// Hashes reports that keys decide.
func (Maglev) Hashes() bool { return true }
