package dispatching

import (
	"errors"
	"fmt"
	"slices"

	"nines/models"
	"nines/sim/catalog"
)

// Priority turns to cases by what they are blamed on, in a stated order. The wait of a class depends on the load of the
// classes above it, and on what is under way as it comes; Cobham, "Priority assignment in waiting line problems",
// Operations Research 2 (1954).
type Priority struct{ order []string }

var (
	_ models.Dispatcher = Priority{}
	_ models.Ordered    = Priority{}
)

// PriorityConfig is what a user may choose.
type PriorityConfig struct {
	Order []string `key:"order" doc:"causes, or faults that have none, the most urgent first; all others come last"`
}

var priorityRow = catalog.Define("priority",
	"Turns to causes in a stated order, and within one to whoever has waited longest; Cobham 1954.",
	PriorityConfig{}, NewPriority).WithExample("order: [power, disk]")

// NewPriority checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewPriority(c PriorityConfig) (models.Dispatcher, error) {
	if len(c.Order) == 0 {
		return nil, errors.New("order names nothing; write order: [power, disk], or policy: fifo")
	}
	for i, name := range c.Order {
		if slices.Contains(c.Order[:i], name) {
			return nil, fmt.Errorf("order names %s twice; leave one of them out", name)
		}
	}
	return Priority{c.Order}, nil
}

// Rank is the place in the order. Cost: O(causes in it).
func (p Priority) Rank(_ models.View, x models.Queued) float64 {
	if at := slices.Index(p.order, x.Cause); at >= 0 {
		return float64(at)
	}
	return float64(len(p.order))
}

// Order lists the causes.
func (p Priority) Order() []string { return p.order }
