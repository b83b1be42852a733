package shedding

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Linear refuses more and more by how long the line is: none while no more than From are at the node, all from To on,
// and in between a share that grows evenly, each by chance. It is early drop without the smoothing (S. Floyd and V.
// Jacobson, "Random early detection gateways for congestion avoidance", IEEE/ACM Transactions on Networking 1, 1993).
type Linear struct {
	From unit.Count `key:"from" doc:"requests at a node up to which all are taken in, from 0 to 1M"`
	To   unit.Count `key:"to" doc:"requests at a node from which on none is, above from, up to 1M"`
}

var _ models.Shedding = Linear{}

var linearRow = catalog.Define("linear",
	"Refuses a share of the requests that come to a node, which grows with how many are there.",
	Linear{From: 5, To: 20}, func(p Linear) (models.Shedding, error) {
		if p.From < 0 || p.To <= p.From || p.To > 1e6 {
			return nil, errors.New("from must be 0 or more, and to above it, up to 1M; write from: 5, to: 20")
		}
		return p, nil
	}).WithExample("from: 5, to: 20")

// Sheds rises from 0 to 1.
func (p Linear) Sheds(there, _ int) float64 {
	return min(1, max(0, float64(there-int(p.From))/float64(p.To-p.From)))
}

// String says it in words.
func (p Linear) String() string {
	return fmt.Sprintf("by chance, more and more from %v requests there on, and always from %v on", p.From, p.To)
}
