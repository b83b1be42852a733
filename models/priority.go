package models

import (
	"slices"

	"nines/sim/stat"
)

// Priority is a class of requests. At every node those of a higher one are served before all others, none of which is
// interrupted, and where a line is full one of a lower class that waits makes room: of the lowest who came last.
type Priority struct {
	Name  string
	Share float64 // of all requests, > 0; those of all classes are 1 together
}

// MostPriorities bounds the classes of a lane.
const MostPriorities = 8

// SameRanks are the ranks among some priorities of those that others have, by their names: −1 of one that has no such
// name; nil where none has.
func SameRanks(from, to []Priority) (ranks []int16) {
	for i, p := range from {
		at := slices.IndexFunc(to, func(q Priority) bool { return q.Name == p.Name })
		if at >= 0 && ranks == nil {
			ranks = slices.Repeat([]int16{-1}, len(from))
		}
		if at >= 0 {
			ranks[i] = int16(at)
		}
	}
	return ranks
}

// ClassOutcome is about a part of the requests, such as those of a priority.
type ClassOutcome struct {
	Over    uint64 // that are
	Served  uint64
	Latency stat.Histogram // of these, s
	Took    float64        // their sum
}

// copyFrom makes o equal to src in its own memory.
func (o *ClassOutcome) copyFrom(src ClassOutcome) {
	latency := o.Latency
	latency.CopyFrom(&src.Latency)
	*o = src
	o.Latency = latency
}
