package balancing

import (
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/flat"
	"nines/sim/rng"
)

// Smooth sends requests to the trusted nodes in turn, as often as their weights say and well interleaved: before each
// request every node is credited its weight, and the one with the most credit, of several the first, is chosen and
// debited the weight of all (nginx, ngx_http_upstream_round_robin.c: weights 5, 1, 1 give a a b a c a a). A node that
// is not trusted keeps the credit that it has.
//
// Credits are lines over the number of requests, and whose is highest is kept in a kinetic tournament (J. Basch,
// L. J. Guibas and J. Hershberger, J. Algorithms 31, 1999): a tree over all nodes in which each part knows its leader
// and when to look again. Cost: O(log² nodes) on average at most, O(log nodes) where weights are alike, and O(nodes)
// after trust has changed.
type Smooth struct{}

var (
	_ models.Balancer = Smooth{}
	_ models.Splitter = Smooth{}
)

var smoothRow = catalog.Define("smooth-weighted",
	"Sends requests to the trusted nodes in turn, by the weight of their class and interleaved (nginx's round robin).",
	Smooth{}, func(b Smooth) (models.Balancer, error) { return b, nil })

// lookAgain is after how many requests credits are reckoned anew, so that lines do not run away from each other.
const lookAgain = 1 << 16

// Numbers keeps the credit of each node at the last reckoning and its weight since, and of the part of the same number
// when to look again.
func (Smooth) Numbers() int { return 3 }

// Weighs is true.
func (Smooth) Weighs() bool { return true }

// Pick credits all, and debits the one who leads.
func (Smooth) Pick(p *models.Peers, _ models.Request, _ *rng.Stream) int32 {
	t := tournament{p}
	if p.Changed() || p.Turn == lookAgain {
		t.reckon()
	}
	p.Turn++
	t.refresh(1)
	to := p.Table[1]
	*t.credit(to) -= *t.total()
	for i := (p.All() + int(to)) / 2; i > 0; i /= 2 {
		t.settle(i)
	}
	return to
}

// Split gives every node a rate in proportion to its weight.
func (Smooth) Split(_ models.View, groups []models.Group, share []float64) { byWeight(groups, share) }

// tournament is about who has the most credit. Peers.Table says who leads each part: part i has the halves 2i and 2i+1,
// the last parts are single nodes, and part 1 is the whole. Peers.Turn counts the requests since the last reckoning.
type tournament struct{ *models.Peers }

func (t tournament) credit(peer int32) *float64 { return &t.Numbers[3*peer] }
func (t tournament) again(part int) *float64    { return &t.Numbers[3*part+1] }
func (t tournament) weight(peer int32) *float64 { return &t.Numbers[3*peer+2] }
func (t tournament) total() *float64            { return &t.Numbers[1] } // weight of all, as there is no part 0

// line is the credit of a node now.
func (t tournament) line(peer int32) float64 {
	return *t.credit(peer) + float64(*t.weight(peer)*float64(t.Turn))
}

// reckon brings credits up to now and finds the leader of every part.
func (t tournament) reckon() {
	n := t.All()
	if len(t.Table) == 0 {
		t.Table = flat.Fill(t.Table, 2*n, models.Nobody)
	}
	*t.total() = 0
	for i := range int32(n) {
		leaf := &t.Table[n+int(i)]
		if *leaf == i {
			*t.credit(i) = t.line(i)
		}
		*t.weight(i) = t.Weight[i]
		if *leaf = models.Nobody; t.MayBe(i) {
			*leaf = i
			*t.total() += t.Weight[i]
		}
	}
	t.Turn = 0
	for i := n - 1; i > 0; i-- {
		t.settle(i)
	}
}

// refresh finds the leaders of a part and of those below it that are due.
func (t tournament) refresh(part int) {
	if part >= t.All() || *t.again(part) > float64(t.Turn) {
		return
	}
	t.refresh(2 * part)
	t.refresh(2*part + 1)
	t.settle(part)
}

// settle finds the leader of a part from those of its halves, and when the other catches up with it.
func (t tournament) settle(part int) {
	first, second := t.Table[2*part], t.Table[2*part+1]
	next := math.Inf(1)
	switch {
	case second == models.Nobody:
	case first == models.Nobody:
		first = second
	default:
		ahead, slope := t.line(first)-t.line(second), *t.weight(second)-*t.weight(first)
		if ahead < 0 || ahead == 0 && second < first {
			first, ahead, slope = second, -ahead, -slope
		}
		if slope > 0 {
			next = float64(t.Turn) + max(1, math.Floor(ahead/slope))
		}
	}
	t.Table[part] = first
	for half := 2 * part; half < min(2*part+2, t.All()); half++ {
		next = min(next, *t.again(half))
	}
	*t.again(part) = next
}
