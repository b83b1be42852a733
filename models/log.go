package models

import (
	"nines/sim"
	"nines/sim/dist"
)

// Log is an order of entries on which its members agree by majority, as Raft does (Ongaro and Ousterhout, "In Search
// of an Understandable Consensus Algorithm", USENIX ATC 2014): one of them leads, and an entry is committed once a
// majority has it. Members are fixed: one that is down counts as one of them all the same.
//
// A member takes part while its node runs; one that hangs does not. Of one that a partition cuts off, messages to and
// from others are lost, by the way that they go. One that is slow takes part, and all that it does for the log takes as
// many times longer.
type Log struct {
	Name    string
	Members []int32 // leaves of the topology, different ones, 1 … MaxMembers
	// Heartbeat is how often the leader sends word, ≥ 0. A member that has not heard of one for Timeout, which is drawn
	// each time that it hears or gives its vote, stands for election.
	Heartbeat sim.Duration
	Timeout   dist.Law
	// PreVote has who stands ask first whether it would be elected, and raise its term only then; who hears a leader
	// listens to nobody who stands.
	PreVote bool
	// Trips are the round trips between members, by Between; nil: none takes time. Votes and entries take one.
	Trips []dist.Law
	Disk  dist.Law // how long a member takes to write a vote or an entry; nil: no time
	// Patience is how long writers wait for a commit: one that takes longer has failed. 0: for ever.
	Patience sim.Duration
}

// MaxMembers is how many members a log has at most.
const MaxMembers = 31

// Majority is how many members it takes to elect a leader and to commit.
func (l *Log) Majority() int { return len(l.Members)/2 + 1 }

// Between is the number of the pair of two members in Trips, the same both ways.
func (l *Log) Between(a, b int32) int32 {
	if a > b {
		a, b = b, a
	}
	return a*int32(len(l.Members)) + b
}

// Trip is how long it takes from one member to another and back; nil: no time.
func (l *Log) Trip(a, b int32) dist.Law {
	if l.Trips == nil || a == b {
		return nil
	}
	return l.Trips[l.Between(a, b)]
}

// Spread chooses members among the nodes of some classes: one after the other where the fewest are so far, in domains
// at a depth first, then in those at all depths from the outermost, then the first. It returns fewer where there are
// not as many nodes. Cost: O(members × nodes × levels).
func Spread(t *Topology, classes []int, members, depth int) (chosen []int32) {
	on := make([]bool, len(t.ByClass()))
	for _, c := range classes {
		on[c] = true
	}
	taken, in := make([]bool, len(t.Leaves)), make([]int, len(t.Domains))
	for len(chosen) < members {
		best := int32(-1)
		for i := range t.Leaves {
			if on[t.Leaves[i].Class] && !taken[i] && (best < 0 || t.emptier(in, int32(i), best, depth)) {
				best = int32(i)
			}
		}
		if best < 0 {
			break
		}
		taken[best] = true
		chosen = append(chosen, best)
		for d := t.Leaves[best].Parent; d >= 0; d = t.Domains[d].Parent {
			in[d]++
		}
	}
	return chosen
}

// emptier reports whether there are fewer in the domains of one leaf than in those of another: at a depth or, where
// they are alike, at the first at which they differ.
func (t *Topology) emptier(in []int, a, b int32, depth int) bool {
	for d := -1; d < len(t.Levels); d++ {
		at := d
		if d < 0 {
			at = min(depth, len(t.Levels)-1)
		}
		if x, y := in[t.Above(a, at)], in[t.Above(b, at)]; x != y {
			return x < y
		}
	}
	return false
}
