package models

import (
	"fmt"
	"math"

	"nines/sim/flat"
)

// contest is a part of the tree over all peers, as that of a tournament: the least score there of those that may be
// sent requests, and how many have it. Part i has the halves 2i and 2i+1, the last All parts are single peers, and
// part 1 is the whole.
type contest struct {
	score float64
	tied  int32
}

// Leaders is how many peers have the least score of all that may be sent requests, for a policy that is Scoring.
func (p *Peers) Leaders() int { return int(p.tree[1].tied) }

// Leader is one of the Leaders, which are numbered from 0 in an order that says nothing. Cost: O(log peers).
func (p *Peers) Leader(number int) int32 {
	i, score := 1, p.tree[1].score
	for i < p.All() {
		i *= 2
		here := 0
		if p.tree[i].score == score {
			here = int(p.tree[i].tied)
		}
		if number >= here {
			number -= here
			i++
		}
	}
	return int32(i - p.All())
}

// rescore asks for the score of a peer again.
func (p *Peers) rescore(peer int32) {
	i := p.All() + int(peer)
	p.tree[i] = p.scored(peer)
	for i /= 2; i > 0; i /= 2 {
		now := joined(p.tree[2*i], p.tree[2*i+1])
		if now == p.tree[i] {
			return
		}
		p.tree[i] = now
	}
}

// rescoreAll asks for the scores of all peers.
func (p *Peers) rescoreAll() {
	n := p.All()
	p.tree = flat.Fill(p.tree, 2*n, contest{})
	for i := 2*n - 1; i > 0; i-- {
		if i >= n {
			p.tree[i] = p.scored(int32(i - n))
		} else {
			p.tree[i] = joined(p.tree[2*i], p.tree[2*i+1])
		}
	}
}

// scored is the part of the tree that is a single peer.
func (p *Peers) scored(peer int32) contest {
	if !p.MayBe(peer) {
		return contest{math.Inf(1), 0}
	}
	return contest{p.scores.Score(p, peer), 1}
}

// joined is the part of the tree that has these halves. Nobody can guess which of them has the lower score, so that is
// found without asking.
func joined(a, b contest) contest {
	score, tied := min(a.score, b.score), int32(0)
	if a.score == score {
		tied = a.tied
	}
	other := tied + b.tied
	if b.score == score {
		tied = other
	}
	return contest{score, tied}
}

// checkScores verifies that the tree says what policies would say now.
func (p *Peers) checkScores() error {
	for i := 1; i < len(p.tree); i++ {
		want := contest{}
		if n := p.All(); i >= n {
			want = p.scored(int32(i - n))
		} else {
			want = joined(p.tree[2*i], p.tree[2*i+1])
		}
		if p.tree[i] != want {
			return fmt.Errorf("part %d of the scores is %v, not %v", i, p.tree[i], want)
		}
	}
	return nil
}
