package brownout

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Linear leaves out the optional work of more and more requests: of none while no more than From are at the node, of
// all from To on, and in between of a share that grows evenly, each by chance.
type Linear struct {
	From unit.Count `key:"from" doc:"requests at a node up to which all are served in full, from 0 to 1M"`
	To   unit.Count `key:"to" doc:"requests at a node from which on none is, above from, up to 1M"`
}

var _ models.Brownout = Linear{}

var linearRow = catalog.Define("linear",
	"Leaves out the optional work of a share of requests that grows with how many are at the node.",
	Linear{From: 2, To: 10}, func(b Linear) (models.Brownout, error) {
		if b.From < 0 || b.To <= b.From || b.To > 1e6 {
			return nil, errors.New("from must be 0 or more, and to above it, up to 1M; write from: 2, to: 10")
		}
		return b, nil
	}).WithExample("from: 2, to: 10")

// InFull falls from 1 to 0.
func (b Linear) InFull(there int) float64 {
	return min(1, max(0, float64(int(b.To)-there)/float64(b.To-b.From)))
}

// String says it in words.
func (b Linear) String() string {
	return fmt.Sprintf("by chance, more and more from %v requests there on, and always from %v on", b.From, b.To)
}
