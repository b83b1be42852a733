package experiments

import (
	"iter"

	"nines/experiments/result"
)

// mostRows is how many rows a folder has of the time series of all its configurations, and likewise of histograms: some
// 30 MB of either. Those of 200 points of time are 1800 of request fidelity.
const mostRows = 200_000

// pile is the rows of a table by configuration, from the first. They are not put together until they are written.
type pile[T any] struct {
	lists [][]T
	rows  int
	full  bool // configurations have been left out
}

func (p *pile[T]) add(rows []T) {
	p.lists = append(p.lists, rows)
	p.rows += len(rows)
}

// enter adds the rows of one more configuration, unless there are too many, or those of one before were, which are then
// not even made: no table has configurations left out between others. The first has its rows in any case.
func (p *pile[T]) enter(key result.Key, rows func(result.Key) []T) {
	if p.full {
		return
	}
	more := rows(key)
	if p.full = len(p.lists) > 0 && p.rows+len(more) > mostRows; !p.full {
		p.add(more)
	}
}

// all yields the rows, configuration after configuration.
func (p *pile[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, list := range p.lists {
			for _, row := range list {
				if !yield(row) {
					return
				}
			}
		}
	}
}
