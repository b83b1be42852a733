package experiments

import (
	"bytes"
	"fmt"
	"slices"

	"nines/experiments/result"
)

// mostRows is how many rows a folder has of the time series of all its configurations, and likewise of histograms: some
// 30 MB of either. Those of 200 points of time are 1800 of request fidelity.
const mostRows = 200_000

// pile is the rows of a table by configuration, from the first. They are held as the text that will be written, which
// takes less memory than rows do, has nothing in it to be followed by who collects garbage, and is made while the next
// configuration is played.
type pile[R any] struct {
	text           bytes.Buffer
	rows           int
	configurations int
	full           bool // configurations have been left out
	encoder        *result.Encoder[R]
	err            error
}

// add takes in the rows of one more configuration.
func (p *pile[R]) add(table *result.Table[R], rows []R) {
	if p.encoder == nil {
		p.encoder = table.EncodeTo(&p.text)
	}
	for _, row := range rows {
		if p.err == nil {
			p.err = p.encoder.Add(row)
		}
	}
	p.configurations++
	p.rows += len(rows)
}

// enter adds the rows of one more configuration, unless there are too many, or those of one before were, which are then
// not even made: no table has configurations left out between others. The first has its rows in any case.
func (p *pile[R]) enter(table *result.Table[R], key result.Key, rows func(result.Key) []R) {
	if p.full {
		return
	}
	more := rows(key)
	if p.full = p.configurations > 0 && p.rows+len(more) > mostRows; !p.full {
		p.add(table, more)
	}
}

// save writes the table. It is asked for once.
func (p *pile[R]) save(w *result.Writer, table *result.Table[R]) error {
	if p.encoder == nil {
		return result.Save(w, table, slices.Values[[]R](nil))
	}
	if p.err == nil {
		p.err = p.encoder.Close()
	}
	if p.err != nil {
		return fmt.Errorf("%s: %w", table.File(), p.err)
	}
	return result.SaveText(w, table, p.text.Bytes())
}
