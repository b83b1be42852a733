package experiments

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
)

// Earlier is what an earlier experiment has kept of a system: replications that are not played again. A nil *Earlier
// has none.
type Earlier struct {
	Seed    uint64   // of the replications
	records [][]byte // by replication
}

// NewEarlier takes in what a ledger has kept of a scenario. A program of another version may have written it: that is
// no matter as long as all that the ledger says of a replication follows from its record by what this program measures,
// to the last bit. The error says that it does not. Cost: some bytes of memory for each that the ledger takes,
// unpacked.
func NewEarlier(s *scenario.Scenario, columns []result.Column, kept []result.Contribution) (*Earlier, error) {
	e := &Earlier{Seed: uint64(s.Spec.Run.Seed)}
	sample, err := newSample(s.Blueprint, s.Objectives)
	if err != nil {
		return nil, err
	}
	places := make([]int, len(columns))
	for i, c := range columns {
		if places[i] = sample.find(c.Metric, c.Scope); places[i] < 0 || sample.quantities[places[i]].column() != c {
			return nil, fmt.Errorf("it measures %s of %s, which this version of the program does not", c.Metric, c.Scope)
		}
	}
	for i := range kept {
		if err := sample.confirm(&kept[i], places); err != nil {
			return nil, err
		}
		e.records = append(e.records, kept[i].Record)
	}
	if e.Len() == 0 {
		return nil, errors.New("it holds no replication of that")
	}
	return e, nil
}

// confirm adds a replication that a ledger has kept, and holds what the ledger says of it to the record.
func (s *Sample) confirm(kept *result.Contribution, places []int) (err error) {
	bad := fmt.Errorf("what it says of replication %d is not what this version of the program reads in its record",
		kept.Replication)
	defer func() {
		if recover() != nil { // a record of another form that can be read by chance has any number of parts
			err = bad
		}
	}()
	o := &models.Outcome{}
	if outcomes.Read(kept.Record, o) != nil {
		return bad
	}
	s.add(o)
	numbers := s.last
	for i, place := range places {
		if !sameBits(numbers[place], kept.Numbers[i]) {
			return bad
		}
	}
	return nil
}

// sameBits reports whether two numbers are the same to the last bit, also where they are none.
func sameBits(a, b result.Number) bool {
	return math.Float64bits(a.Top) == math.Float64bits(b.Top) && a.Events == b.Events && a.Censored == b.Censored &&
		math.Float64bits(a.Bottom) == math.Float64bits(b.Bottom)
}

// Len is how many replications there are.
func (e *Earlier) Len() int {
	if e == nil {
		return 0
	}
	return len(e.records)
}

// upTo is how many of n replications there can be: all where they are played.
func (e *Earlier) upTo(n int) int {
	if e == nil {
		return n
	}
	return min(n, e.Len())
}

// earlier lists what was played before, by variant.
func (v *Versus) earlier() map[int]*Earlier {
	all := map[int]*Earlier{}
	for i, x := range v.Variants {
		if x.Earlier != nil {
			all[i] = x.Earlier
		}
	}
	return all
}

// recognize plays the first replication of each earlier result again, to see whether this program draws the same. One
// is enough: should others differ, their pairs have less in common, and remain as good as any.
func (c *Comparison) recognize(ctx context.Context) {
	c.strange = make([]bool, len(c.Variants))
	for i, x := range c.Variants {
		if x.Earlier == nil {
			continue
		}
		var o *models.Outcome
		var w worker
		over := Within(ctx, func() { o = w.play(ctx, x.Scenario.Plan, x.Earlier.Seed, 0) })
		c.strange[i] = over && (o == nil || !bytes.Equal(outcomes.Append(nil, o), x.Earlier.records[0]))
	}
}
