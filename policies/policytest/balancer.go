package policytest

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Balancer holds a balancer to its port: it sends requests only to those that may be sent some, to each of them sooner
// or later where all are alike, to nobody at most where several may not be sent any, decides alike in like situations
// and from a copy, and allocates nothing. One that says that it seeks idle peers does. One that is a Splitter too is
// held to that, and sends each node the share that it says.
func Balancer(t testing.TB, b models.Balancer) {
	for _, peers := range []int{1, 2, 8} {
		balancesAlike(t, b, peers)
	}
	weights := []float64{1, 1, 1, 2, 2, 4, 1, 1}
	counts := balance(t, b, weights, 7)
	if again := balance(t, b, weights, 7); !slices.Equal(again, counts) {
		t.Errorf("asked the same again, it chooses %v instead of %v", again, counts)
	}
	if splitter, ok := b.(models.Splitter); ok {
		Splitter(t, splitter)
		sharesAsRates(t, splitter, weights, counts)
	}
	if seeks, ok := b.(models.Seeking); ok {
		if _, idle := seeks.Seeks().(models.Idle); idle {
			seeksIdle(t, b, weights)
		}
	}
	balancesInTurmoil(t, b, weights)
	hashesAsSaid(t, b)
}

// hashesAsSaid holds a balancer to saying whether keys decide: of requests that differ in nothing else, some go
// elsewhere just where it says so.
func hashesAsSaid(t testing.TB, b models.Balancer) {
	t.Helper()
	to := map[int32]bool{}
	for key := range uint64(100) {
		d := newDesk(b, slices.Repeat([]float64{1}, 8), 9)
		to[d.balancer.Pick(d.peers, models.Request{Key: key, Try: 1, Work: 0.1}, d.stream)] = true
	}
	h, ok := b.(models.Hashing)
	if says := ok && h.Hashes(); says != (len(to) > 1) {
		t.Errorf("it says %v of whether it goes by keys, and sends requests of 100 keys to %d peers", says, len(to))
	}
}

// seeksIdle holds a balancer that says so to sending requests to each idle peer alike, whatever its weight.
func seeksIdle(t testing.TB, b models.Balancer, weights []float64) {
	t.Helper()
	d := newDesk(b, weights, 13)
	idle := 0
	for i := range weights {
		if i%3 == 0 {
			d.peers.Add(int32(i), 1, 0.1)
		} else {
			idle++
		}
	}
	for range requestsSent {
		d.counts[d.balancer.Pick(d.peers, models.Request{Key: d.stream.Uint64(), Try: 1, Work: 0.1}, d.stream)]++
	}
	for i, n := range d.counts {
		want := 0.0
		if i%3 > 0 {
			want = 1 / float64(idle)
		}
		if got := float64(n) / requestsSent; math.Abs(got-want) > 5*math.Sqrt(want/requestsSent) {
			t.Errorf("where %d of %d peers are idle, it sends peer %d %g of all requests, not %g", idle, len(weights), i, got,
				want)
		}
	}
}

const (
	requestsSent = 20_000
	shut         = 2 // the peer that may not be sent requests
)

// balancesAlike holds a balancer to choosing each of peers that are alike.
func balancesAlike(t testing.TB, b models.Balancer, peers int) {
	t.Helper()
	weights := slices.Repeat([]float64{1}, peers)
	for i, n := range balance(t, b, weights, 5) {
		if n == 0 && (i != shut || peers <= shut) {
			t.Errorf("it never chooses peer %d of %d that are alike", i, peers)
		}
	}
}

// balance has a balancer choose for many requests, counts who was chosen and then whether that allocates.
func balance(t testing.TB, b models.Balancer, weights []float64, seed uint64) []int {
	t.Helper()
	d := newDesk(b, weights, seed)
	if len(weights) > shut {
		d.peers.Allow(shut, false)
	}
	for range requestsSent {
		d.send(t)
	}
	counts := slices.Clone(d.counts)
	allocates(t, func() { d.send(t) })
	return counts
}

// uneven is a balancer whose nodes receive shares that differ by chance from the rates that it says: by a standard
// deviation of Uneven of the mean.
type uneven interface{ Uneven() float64 }

// sharesAsRates holds a balancer to the rates that it says.
func sharesAsRates(t testing.TB, b models.Splitter, weights []float64, counts []int) {
	t.Helper()
	groups := make([]models.Group, 0, len(weights))
	for i, w := range weights {
		if i != shut {
			groups = append(groups, models.Group{Class: i, Nodes: 1, Weight: w, Throughput: w})
		}
	}
	spread := 0.0
	if u, ok := b.(uneven); ok {
		spread = u.Uneven()
	}
	for g, share := range split(b, groups) {
		got, want := float64(counts[groups[g].Class])/requestsSent, share
		if math.Abs(got-want) > 5*math.Hypot(math.Sqrt(want/requestsSent), spread*want) {
			t.Errorf("a node of weight %g is sent %g of all requests, and the rates say %g", groups[g].Weight, got, want)
		}
	}
}

// balancesInTurmoil distrusts and trusts peers between requests, one at least, and goes on from a copy now and then,
// which chooses as the original does.
func balancesInTurmoil(t testing.TB, b models.Balancer, weights []float64) {
	t.Helper()
	d, copied, s := newDesk(b, weights, 9), newDesk(b, weights, 9), rng.Open(rng.Key{Seed: 11})
	for n := range 1000 {
		if peer := int32(s.IntN(len(weights))); n%5 == 0 && (len(d.peers.May()) > 1 || !d.peers.MayBe(peer)) {
			d.peers.Allow(peer, !d.peers.MayBe(peer))
		}
		if n%20 == 0 {
			copied.copyFrom(d)
		}
		before := *d.stream
		to := d.send(t)
		if n%20 != 0 {
			continue
		}
		if *copied.stream = before; copied.send(t) != to {
			t.Fatal("from a copy it chooses another")
		}
		if err := d.peers.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

// desk is where requests are sent from. Each takes until the third after it is sent.
type desk struct {
	balancer models.Balancer
	learns   models.Learning
	peers    *models.Peers
	stream   *rng.Stream
	counts   []int
	under    [3]int32
	n        int
}

func newDesk(b models.Balancer, weights []float64, seed uint64) *desk {
	b = models.Prepared(b, weights)
	s := rng.Open(rng.Key{Seed: seed})
	d := &desk{balancer: b, peers: new(models.Peers), stream: &s, counts: make([]int, len(weights)),
		under: [3]int32{models.Nobody, models.Nobody, models.Nobody}}
	d.learns, _ = b.(models.Learning)
	d.peers.Reset(weights, b)
	for i := range d.peers.Zone {
		d.peers.Zone[i] = int32(i % 3)
	}
	return d
}

func (d *desk) copyFrom(src *desk) {
	d.peers.CopyFrom(src.peers)
	copy(d.counts, src.counts)
	d.under, d.n = src.under, src.n
}

// send sends a request and ends an earlier one.
func (d *desk) send(t testing.TB) int32 {
	t.Helper()
	const work = 0.1
	d.peers.Now++
	to := d.balancer.Pick(d.peers, models.Request{Key: d.stream.Uint64(), Try: 1, Work: work}, d.stream)
	if to == models.Nobody && len(d.peers.May()) < len(d.counts)-1 {
		return to
	}
	if to < 0 || int(to) >= len(d.counts) || !d.peers.MayBe(to) {
		t.Fatalf("it chooses peer %d, which may not be sent requests", to)
	}
	d.counts[to]++
	d.peers.Add(to, 1, work)
	place := &d.under[d.n%3]
	if *place != models.Nobody {
		d.peers.Add(*place, -1, work)
		if d.learns != nil {
			d.learns.Learn(d.peers, *place, 3, true)
		}
	}
	*place = to
	d.n++
	return to
}
