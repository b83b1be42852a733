package models

import (
	"slices"

	"nines/sim"
	"nines/sim/dist"
)

// Log is an order of entries on which its members agree by majority, as Raft does (Ongaro and Ousterhout, "In Search
// of an Understandable Consensus Algorithm", USENIX ATC 2014): one of them leads, and an entry is committed once a
// majority has it. One that is down counts as a member all the same, until another takes its place, see Changes.
//
// A member takes part while its node runs; one that hangs does not. Of one that a partition cuts off, messages to and
// from others are lost, by the way that they go. One that is slow takes part, and all that it does for the log takes as
// many times longer.
type Log struct {
	Name    string
	Members []int32 // leaves of the topology, different ones, 1 … MaxMembers: those that begin
	// Heartbeat is how often the leader sends word, ≥ 0. A member that has not heard of one for Timeout, which is drawn
	// each time that it hears or gives its vote, stands for election.
	Heartbeat sim.Duration
	Timeout   dist.Law
	// PreVote has who stands ask first whether it would be elected, and raise its term only then; who hears a leader
	// listens to nobody who stands.
	PreVote bool
	// Trips are the round trips between sites, by Between; nil: none takes time. Votes and entries take one. The sites are
	// those of Changes or, where there are none, one for each member.
	Trips []dist.Law
	Disk  dist.Law // how long a member takes to write a vote or an entry; nil: no time
	// Patience is how long writers wait for a commit: one that takes longer has failed. 0: for ever.
	Patience sim.Duration
	Changes  *Changes // nil: members are the same for ever
}

// Changes are how other nodes become members of a log, one at a time (Ongaro, "Consensus: Bridging Theory and
// Practice", 2014, chapter 4): the one that is to join learns first, without a vote, what is in the log; then, as soon
// as there is a leader that reaches it, it takes the place of the one that leaves, in one step that takes no time.
//
// It is chosen among the hosts that run and that the leader reaches, as Spread does: where the fewest members are
// besides the one that leaves. While there is none for one member, that of another one goes first. If the node that
// learns is lost to the leader, another one begins; if the leader is, it begins anew with the next, unless it had
// learned all by then. A member that is to leave because it is missed and is reached again stays.
type Changes struct {
	Hosts []int32 // leaves that are members or may become some, in ascending order; more than Members
	Site  []int32 // by host: its number among the sites
	Sites int
	Depth int // of the domains over which members are spread first
	// Within is the depth of the domain that who joins shares with who leaves; 0: it may be anywhere.
	Within int
	// After is how long no leader has reached a member until it is replaced, ≥ 0 or infinite.
	After sim.Duration
	// Every is how often a member is replaced though it is well, one after the other by number; 0: never. One whose turn
	// still waits when the next one comes is passed over.
	Every   sim.Duration
	CatchUp dist.Law // how long a node learns; nil: no time
	// Transfer has a leader that leaves tell one of the others to stand at once. Otherwise they notice by their time-outs.
	Transfer bool
}

// MaxMembers is how many members a log has at most.
const MaxMembers = 31

// Majority is how many members it takes to elect a leader and to commit.
func (l *Log) Majority() int { return len(l.Members)/2 + 1 }

// Hosts are the leaves that are members or may become some.
func (l *Log) Hosts() []int32 {
	if l.Changes == nil {
		return l.Members
	}
	return l.Changes.Hosts
}

// Sites is how many sites there are.
func (l *Log) Sites() int {
	if l.Changes == nil {
		return len(l.Members)
	}
	return l.Changes.Sites
}

// Between is the number of the pair of two sites in Trips, the same both ways.
func (l *Log) Between(a, b int32) int32 {
	if a > b {
		a, b = b, a
	}
	return a*int32(l.Sites()) + b
}

// Trip is how long it takes from one site to another and back; nil: no time.
func (l *Log) Trip(a, b int32) dist.Law {
	if l.Trips == nil {
		return nil
	}
	return l.Trips[l.Between(a, b)]
}

// Spread chooses members among the nodes of some classes: one after the other where the fewest are so far, in domains
// at a depth first, then in those at all depths from the outermost, then the first. It returns fewer where there are
// not as many nodes. Cost: O(members × nodes × levels).
func Spread(t *Topology, classes []int, members, depth int) (chosen []int32) {
	var s Spreader
	s.Reset(t, depth)
	left := t.LeavesOf(classes...)
	for len(chosen) < members && len(left) > 0 {
		best := 0
		for i, leaf := range left {
			if s.Emptier(leaf, left[best]) {
				best = i
			}
		}
		chosen = append(chosen, left[best])
		s.Add(left[best], 1)
		left = slices.Delete(left, best, best+1)
	}
	return chosen
}

// Spreader compares nodes by how many have been chosen in their domains.
type Spreader struct {
	topology *Topology
	depth    int
	in       []int32 // by domain: how many are
}

// Reset forgets what was chosen, and looks at domains at a depth first. It uses the memory of s again.
func (s *Spreader) Reset(t *Topology, depth int) {
	s.topology, s.depth, s.in = t, depth, append(s.in[:0], make([]int32, len(t.Domains))...)
}

// Add counts so many more chosen on a node. Cost: O(levels).
func (s *Spreader) Add(leaf, n int32) {
	t := s.topology
	for d := t.Leaves[leaf].Parent; d >= 0; d = t.Domains[d].Parent {
		s.in[d] += n
	}
}

// Emptier reports whether there are fewer in the domains of one leaf than in those of another: at the depth or, where
// they are alike, at the first at which they differ. Cost: O(levels²).
func (s *Spreader) Emptier(a, b int32) bool {
	t := s.topology
	for d := -1; d < len(t.Levels); d++ {
		at := d
		if d < 0 {
			at = min(s.depth, len(t.Levels)-1)
		}
		if x, y := s.in[t.Above(a, at)], s.in[t.Above(b, at)]; x != y {
			return x < y
		}
	}
	return false
}
