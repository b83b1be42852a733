package experiments

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/experiments/scenario"
	"nines/sim/unit"
)

// Shards are the parts of an experiment that one process plays: of all so many, those with these numbers, from 1 and in
// ascending order. The parts of an experiment have nothing in common, and together they are all of it.
type Shards struct {
	Mine []int
	Of   int
}

// MostShards is how many parts an experiment may have.
const MostShards = 10_000

// ParseShards reads "3/64", "1,4-6/64". The error says what is wrong in one line.
func ParseShards(text string) (s Shards, err error) {
	list, of, found := strings.Cut(text, "/")
	s.Of, err = strconv.Atoi(of)
	if !found || err != nil || s.Of < 1 || s.Of > MostShards {
		return s, fmt.Errorf("%q is no shard: want its number, a stroke and how many there are, at most %d", text, MostShards)
	}
	for part := range strings.SplitSeq(list, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		from, err1 := strconv.Atoi(low)
		to, err2 := strconv.Atoi(high)
		if err1 != nil || err2 != nil || from < 1 || to < from || to > s.Of {
			return s, fmt.Errorf("%q of %q is no shard from 1 to %d", part, text, s.Of)
		}
		for n := from; n <= to; n++ {
			s.Mine = append(s.Mine, n)
		}
	}
	slices.Sort(s.Mine)
	if len(slices.Compact(slices.Clone(s.Mine))) < len(s.Mine) {
		return s, fmt.Errorf("%q names a shard twice", text)
	}
	return s, nil
}

// String writes shards as ParseShards reads them.
func (s Shards) String() string { return fmt.Sprintf("%s/%d", s.List(), s.Of) }

// List writes their numbers alone: "1,4-6".
func (s Shards) List() string {
	var parts []string
	for i := 0; i < len(s.Mine); {
		j := i
		for j+1 < len(s.Mine) && s.Mine[j+1] == s.Mine[j]+1 {
			j++
		}
		part := strconv.Itoa(s.Mine[i])
		if j > i {
			part += "-" + strconv.Itoa(s.Mine[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// has reports whether a unit of work, which are numbered from 0, belongs to the shards: they take turns, so that what
// gets harder from point to point is shared out evenly.
func (s Shards) has(unit int) bool {
	_, found := slices.BinarySearch(s.Mine, unit%s.Of+1)
	return found
}

// piecesPerShard is how many units of work each shard has at least, where there are so many replications: with fewer,
// some would have twice as many as others.
const piecesPerShard = 4

// pieces is into how many units the replications of each point are cut: those whose numbers leave the same remainder
// are one.
func (s Shards) pieces(points, replications int) int {
	return max(1, min(replications, (piecesPerShard*s.Of+points-1)/points))
}

// Units is how many parts an experiment can be cut into: with more shards than that, some have nothing to do.
func (s Shards) Units(w Whole) int {
	if w.Fixed == 0 {
		return w.Points
	}
	return w.Points * s.pieces(w.Points, w.Fixed)
}

// Whole is an experiment that is cut into shards.
type Whole struct {
	Points  int
	Compile func(i int) (*scenario.Scenario, error)
	// Fixed is how many replications every point has; 0 where each goes on until it is precise enough: then a point is
	// played by one shard.
	Fixed int
	// Earlier are replications of some points that were played before, and are kept without being played.
	Earlier map[int]*Earlier
}

// PlayShards plays what belongs to some shards of an experiment and keeps it; nothing is estimated. When the context
// ends, what is finished is kept, and finished is false.
func PlayShards(ctx context.Context, w Whole, s Shards, o Options) (finished bool, err error) {
	o.Keep.Earlier = w.Earlier
	runner := newRunner(o)
	runner.progress.Points = w.Points
	pieces := 1
	if w.Fixed > 0 {
		pieces = s.pieces(w.Points, w.Fixed)
	}
	for i := range w.Points {
		var mine []int
		for piece := range pieces {
			if s.has(i*pieces + piece) {
				mine = append(mine, piece)
			}
		}
		if mine == nil {
			continue
		}
		runner.progress.Point = i
		var system *scenario.Scenario
		if !Within(ctx, func() { system, err = w.Compile(i) }) {
			return false, nil
		}
		if err == nil && w.Fixed > 0 {
			err = runner.pieces(ctx, system, w.Earlier[i].upTo(w.Fixed), pieces, mine)
		} else if err == nil {
			_, err = runner.run(ctx, system)
		}
		if ctx.Err() != nil {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// pieces plays those replications of a point whose numbers leave one of some remainders.
func (r *runner) pieces(ctx context.Context, s *scenario.Scenario, replications, of int, mine []int) error {
	t := task{s, r.progress.Point, &r.options.Keep}
	r.progress.Max, r.progress.Next, r.progress.Asked, r.progress.Reached = replications, replications, 0, math.NaN()
	for _, piece := range mine {
		sample, err := newSample(s.Blueprint, s.Objectives)
		if err != nil {
			return err
		}
		n := max(0, (replications-piece+of-1)/of)
		r.pool.play(ctx, t, series{piece, of, n}, func(replication int, x fetched) bool {
			err = r.take(t, sample, replication, x)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// MissingError says that what should have been kept was not: a shard is incomplete.
type MissingError struct{ Point, Replication int }

func (e *MissingError) Error() string {
	return fmt.Sprintf("replication %s of point %d is not there", unit.Thousands(strconv.Itoa(e.Replication)), e.Point)
}
