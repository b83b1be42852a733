package world

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/models/consensus"
	"nines/models/data"
	"nines/models/fleet"
	"nines/models/load"
	"nines/models/sight"
	"nines/models/transactions"
	"nines/models/work"
	"nines/sim"
	"nines/sim/unit"
)

// Plan is a blueprint that has been prepared: immutable, and shared by every World that plays it.
type Plan struct {
	*models.Blueprint
	book  *book.Plan
	fleet *fleet.Plan
	sight *sight.Plan
	work  *work.Plan
	load  *load.Plan
	data  *data.Plan
	logs  *consensus.Plan

	transactions *transactions.Plan
}

// Prepare checks what only the whole can show and derives the indices of the hot path. It replaces detectors that
// depend on the size of the fleet by what they are in this one; otherwise the blueprint is left as it is. Errors that
// have a place in the blueprint are models.Flaws. Cost: O(components × faults).
func Prepare(b *models.Blueprint) (*Plan, error) {
	if err := checkSizes(b); err != nil {
		return nil, err
	}
	p := &Plan{Blueprint: b}
	for _, prepare := range []func() error{
		func() (err error) { p.book, err = book.Prepare(b); return },
		func() (err error) { p.fleet, err = fleet.Prepare(b, p.book); return },
		func() (err error) { p.sight, err = sight.Prepare(p.fleet); return },
		func() (err error) { p.load, err = load.Prepare(p.sight); return },
		func() (err error) { p.work, err = work.Prepare(p.sight); return },
		func() (err error) { p.data, err = data.Prepare(p.sight); return },
		func() (err error) { p.logs, err = consensus.Prepare(p.fleet); return },
		func() (err error) { p.transactions, err = transactions.Prepare(p.fleet); return },
	} {
		if err := prepare(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Unmet says of services why their rules can never be met, where the blueprint has them played.
func (p *Plan) Unmet() []error { return p.book.Unmet() }

// NeverUp reports whether a service is down even when every node is up, by its rule or for want of what it needs.
func (p *Plan) NeverUp(service int) bool { return p.book.NeverUp(service) }

func checkSizes(b *models.Blueprint) error {
	pairs := 0
	for _, f := range b.Faults {
		pairs += len(f.Targets)
		if f.Failure == nil {
			return models.At("faults."+f.Name, fmt.Errorf("fault %s never strikes: it has no failure process", f.Name))
		}
	}
	if err := b.CheckCalls(); err != nil {
		return err
	}
	switch {
	case b.Topology == nil || len(b.Topology.Leaves) == 0:
		return fmt.Errorf("the system has no nodes")
	case b.Time.Horizon <= 0 || math.IsInf(float64(b.Time.Horizon), 0) || b.Time.Warmup < 0:
		return fmt.Errorf("the horizon must be positive and finite, the warm-up not negative")
	case slices.ContainsFunc(b.Time.ReportAt, func(at sim.Duration) bool { return !(0 <= at && at <= b.Time.Horizon) }):
		return fmt.Errorf("instants to report at must lie within the horizon of %v", unit.Duration(b.Time.Horizon))
	case len(b.Faults) > models.MaxFaults:
		return fmt.Errorf("%d faults; at most %d can be simulated", len(b.Faults), models.MaxFaults)
	case len(b.Watches) > models.MaxWatches:
		return fmt.Errorf("%d detectors; at most %d can be simulated", len(b.Watches), models.MaxWatches)
	case len(b.Services) > models.MaxServices:
		return fmt.Errorf("%d services; at most %d can be simulated", len(b.Services), models.MaxServices)
	case pairs > 2*models.MaxComponents:
		return fmt.Errorf("%d pairs of fault and component; at most %d can be simulated", pairs, 2*models.MaxComponents)
	}
	return nil
}
