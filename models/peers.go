package models

import (
	"fmt"

	"nines/sim"
	"nines/sim/flat"
)

// Peers is what a balancer sees of the nodes of its service, which are numbered from 0: whom it may send requests to,
// and what it remembers of them.
type Peers struct {
	Now      sim.Time
	Weight   []float64 // by peer, > 0
	Zone     []int32   // by peer, from 0
	Active   []int32   // by peer: requests that it was sent and that are neither answered nor given up
	Work     []float64 // by peer: seconds of service at speed 1 that these take, each whole until it is over
	Turn     int64     // that the policy counts for itself
	Numbers  []float64 // that the policy keeps: so many about each peer, those about one in a row
	Table    []int32   // that the policy keeps, as long as it makes it; empty at first
	order    []int32   // all peers: first those that may be sent requests
	at       []int32   // by peer: its place in order
	may      int       // how many may be sent requests
	underway int       // requests, of all peers
	heaviest float64   // weight of all
	changed  bool      // who may be sent requests, since the policy last asked
	spared   []int32   // see Spare
	skips    bool      // the policy does, see Skipping
	sorts    bool      // it ranks them, or gives them scores
	stale    bool      // trust had changed before the first of those was spared
	late     late
	// Where peers are ranked, those that may be sent requests are in the order of Active, and up to ends[n] are those with
	// n at most. No peer has fewer than least.
	ranks bool
	ends  []int32
	least int
	// Where peers have scores, they are the leaves of a tree, see rescore.
	scores Scoring
	tree   []contest
}

// Reset makes peers of these weights, all in zone 0, who all may be sent requests and have been sent none.
func (p *Peers) Reset(weights []float64, b Balancer) {
	numbers := 0
	if r, ok := b.(Remembering); ok {
		numbers = r.Numbers()
	}
	r, ranks := b.(Ranking)
	n := len(weights)
	*p = Peers{
		Weight: append(p.Weight[:0], weights...), Active: flat.Fill(p.Active, n, 0), Work: flat.Fill(p.Work, n, 0),
		Zone:    flat.Fill(p.Zone, n, 0),
		Numbers: flat.Fill(p.Numbers, n*numbers, 0), Table: p.Table[:0], changed: true, tree: p.tree[:0],
		order: flat.Fill(p.order, n, 0), at: flat.Fill(p.at, n, 0), may: n, spared: p.spared[:0],
		ranks: ranks && r.Ranks(), ends: append(p.ends[:0], int32(n)), late: late{false, p.late.active[:0], p.late.work[:0]},
	}
	for i := range p.order {
		p.order[i], p.at[i] = int32(i), int32(i)
		p.heaviest = max(p.heaviest, weights[i])
	}
	if s, ok := b.(Skipping); ok {
		p.skips = s.Skips()
	}
	if p.scores, _ = b.(Scoring); p.scores != nil {
		p.rescoreAll()
	}
	p.sorts = p.ranks || p.scores != nil
}

// CopyFrom makes p equal to src in its own memory.
func (p *Peers) CopyFrom(src *Peers) {
	old := *p
	*p = *src
	p.Weight, p.Active = flat.Copy(old.Weight, src.Weight), flat.Copy(old.Active, src.Active)
	p.Work, p.Zone = flat.Copy(old.Work, src.Work), flat.Copy(old.Zone, src.Zone)
	p.Numbers, p.Table = flat.Copy(old.Numbers, src.Numbers), flat.Copy(old.Table, src.Table)
	p.tree, p.spared = flat.Copy(old.tree, src.tree), flat.Copy(old.spared, src.spared)
	p.late = old.late
	p.late.copyFrom(&src.late)
	p.order, p.at, p.ends = flat.Copy(old.order, src.order), flat.Copy(old.at, src.at), flat.Copy(old.ends, src.ends)
}

// All is how many peers there are.
func (p *Peers) All() int { return len(p.order) }

// Underway is how many requests are neither answered nor given up, at all peers together.
func (p *Peers) Underway() int { return p.underway }

// Heaviest is the highest weight of all, whether or not they may be sent requests.
func (p *Peers) Heaviest() float64 { return p.heaviest }

// May are the peers that may be sent requests, in any order or, if the policy ranks them, in that of what is active.
func (p *Peers) May() []int32 { return p.order[:p.may] }

// MayBe reports whether a peer may be sent requests.
func (p *Peers) MayBe(peer int32) bool { return int(p.at[peer]) < p.may }

// Changed reports whether who may be sent requests may have changed since it was last asked, which is for the policy to
// do; true at first.
func (p *Peers) Changed() bool {
	changed := p.changed
	p.changed = false
	return changed
}

// Idlest are the peers that have the fewest requests of all that may be sent any, for a policy that ranks them.
func (p *Peers) Idlest() []int32 { return p.order[:p.ends[p.least]] }

// Add counts a request of so much work at a peer: up, by 1, when it is sent there, and down, by −1, when it is over.
// Cost: O(1) or, of peers with scores, O(log peers).
func (p *Peers) Add(peer, by int32, work float64) {
	if p.late.on {
		p.late.active[peer] += by
		p.late.work[peer] += float64(float64(by) * work)
		return
	}
	active, left := &p.Active[peer], &p.Work[peer]
	*active += by
	p.underway += int(by)
	if *left += float64(float64(by) * work); *active == 0 {
		*left = 0 // whatever rounding says
	}
	if p.sorts {
		p.sort(peer, by)
	}
}

// sort finds the place of a peer anew after what it has in progress has changed.
func (p *Peers) sort(peer, by int32) {
	if p.scores != nil {
		p.rescore(peer)
	}
	if !p.ranks || int(p.at[peer]) >= p.may {
		return
	}
	n := int(p.Active[peer] - by)
	if by < 0 {
		p.swap(peer, p.first(n))
		p.ends[n-1]++
		p.least = min(p.least, n-1)
		return
	}
	if n+1 == len(p.ends) {
		p.ends = append(p.ends, int32(p.may))
	}
	p.ends[n]--
	p.swap(peer, p.ends[n])
	p.rise()
}

// first is the place of the first of those with n requests.
func (p *Peers) first(n int) int32 {
	if n == 0 {
		return 0
	}
	return p.ends[n-1]
}

// rise finds those with the fewest requests again after there are none left of them.
func (p *Peers) rise() {
	for p.may > 0 && p.ends[p.least] == 0 {
		p.least++
	}
}

func (p *Peers) swap(peer, to int32) {
	from, other := p.at[peer], p.order[to]
	p.order[from], p.order[to] = other, peer
	p.at[other], p.at[peer] = from, to
}

// Allow says whether a peer may be sent requests. Cost: O(1) or, of ranked peers, O(most requests at one) or, of those
// with scores, O(log peers).
func (p *Peers) Allow(peer int32, may bool) {
	if may == p.MayBe(peer) {
		return
	}
	if p.changed = true; may {
		p.enter(peer)
	} else {
		p.leave(peer)
	}
	if p.scores != nil {
		p.rescore(peer)
	}
}

// Spare keeps a peer from being sent requests until all that are spared are admitted again, if it may be sent any: it
// has a try of the request that is sent now. To policies it is one that is not trusted. Cost: that of Allow, and for a
// policy that makes tables when trust has changed, unless it skips, that of making them twice.
func (p *Peers) Spare(peer int32) {
	if !p.MayBe(peer) {
		return
	}
	changed := p.changed
	p.Allow(peer, false)
	if p.skips {
		p.changed, p.stale = changed, p.stale || changed
	}
	p.spared = append(p.spared, peer)
}

// Admit ends that.
func (p *Peers) Admit() {
	if len(p.spared) > 0 {
		p.admitAll()
	}
}

// admitAll is Admit where peers are spared.
func (p *Peers) admitAll() {
	changed := p.changed
	for _, peer := range p.spared {
		p.Allow(peer, true)
	}
	if p.skips {
		p.changed, p.stale = changed || p.stale, false
	}
	p.spared = p.spared[:0]
}

func (p *Peers) enter(peer int32) {
	p.swap(peer, int32(p.may))
	p.may++
	if !p.ranks {
		return
	}
	n := int(p.Active[peer])
	for len(p.ends) <= n {
		p.ends = append(p.ends, p.ends[len(p.ends)-1])
	}
	for k := len(p.ends) - 1; k > n; k-- {
		p.ends[k]++
		p.swap(peer, p.ends[k-1])
	}
	p.ends[n]++
	if p.may == 1 {
		p.least = n
	}
	p.least = min(p.least, n)
}

func (p *Peers) leave(peer int32) {
	if p.ranks {
		for k := int(p.Active[peer]); k < len(p.ends); k++ {
			p.ends[k]--
			p.swap(peer, p.ends[k])
		}
	} else {
		p.swap(peer, int32(p.may-1))
	}
	p.may--
	if p.ranks && p.may > 0 {
		p.rise()
	}
}

// Reweigh gives a peer a weight, > 0 and no higher than the highest so far. Cost: as that of Allow.
func (p *Peers) Reweigh(peer int32, weight float64) {
	if p.Weight[peer] == weight {
		return
	}
	p.Weight[peer], p.changed = weight, true
	if p.scores != nil {
		p.rescore(peer)
	}
}

// Check verifies that peers are where they are said to be. Cost: O(peers).
func (p *Peers) Check() error {
	last := int32(0)
	for place, peer := range p.order {
		if p.at[peer] != int32(place) {
			return fmt.Errorf("peer %d is not at %d", peer, p.at[peer])
		}
		if !p.ranks || place >= p.may {
			continue
		}
		n := p.Active[peer]
		if n < last || int32(place) < p.first(int(n)) || int32(place) >= p.ends[n] || int(n) < p.least {
			return fmt.Errorf("peer %d with %d requests is out of order", peer, n)
		}
		last = n
	}
	return p.checkScores()
}
