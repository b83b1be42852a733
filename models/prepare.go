package models

import (
	"fmt"
	"math"
	"slices"

	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Limits of a blueprint; what exceeds them is refused by Prepare.
const (
	MaxFaults    = 1000
	MaxWatches   = 16
	MaxServices  = 64
	maxZoneTally = 64 // outermost domains that get a tally of their own
	mostSlow     = 1e9
)

// Prepare checks what only the whole can show and derives the indices of the hot path. Call it once, before any World
// is reset to the blueprint. Cost: O(components × faults).
func (b *Blueprint) Prepare() error {
	if err := b.checkSizes(); err != nil {
		return err
	}
	b.plan = plan{
		end:     sim.Time(b.Time.Warmup + b.Time.Horizon),
		onClass: make([][]int16, len(b.Classes)), ofClass: make([]int, len(b.Classes)),
	}
	for i := range b.Topology.Leaves {
		b.plan.ofClass[b.Topology.Leaves[i].Class]++
	}
	if n := len(b.Topology.AtDepth(1)); len(b.Topology.Levels) > 1 && n <= maxZoneTally {
		b.plan.zones = n
	}
	b.planUnits()
	for i := range b.Faults {
		if err := b.planFault(&b.Faults[i]); err != nil {
			return err
		}
		if b.Faults[i].Uncounted && b.plan.uncounted == nil {
			b.plan.uncounted = make([]bool, len(b.Faults)+1)
		}
		if b.plan.uncounted != nil {
			b.plan.uncounted[i] = b.Faults[i].Uncounted
		}
	}
	b.plan.firstProc = append(b.plan.firstProc, b.targets())
	for i := range b.Watches {
		if err := b.planWatch(i); err != nil {
			return err
		}
	}
	if err := b.planPanels(); err != nil {
		return err
	}
	for i := range b.Services {
		if err := b.planService(i); err != nil {
			return err
		}
		for _, c := range b.Services[i].Classes {
			b.plan.onClass[c] = append(b.plan.onClass[c], int16(i))
		}
	}
	for _, spare := range b.Spares {
		b.plan.spareKeys = append(b.plan.spareKeys, rng.Name(0, spare.Name))
	}
	if err := b.planStrains(); err != nil {
		return err
	}
	return b.planRecovery()
}

// planUnits divides the throughput of the fleet into whole units, by which the impact of incidents is told.
func (b *Blueprint) planUnits() {
	total := 0.0
	for c, class := range b.Classes {
		total += float64(b.plan.ofClass[c]) * class.Throughput
	}
	for c, class := range b.Classes {
		units := int64(0)
		if total > 0 {
			units = int64(math.Round(class.Throughput / total * unitsInstalled))
		}
		b.plan.units = append(b.plan.units, units)
		b.plan.installed += units * int64(b.plan.ofClass[c])
	}
}

func (b *Blueprint) checkSizes() error {
	pairs := 0
	for _, f := range b.Faults {
		pairs += len(f.Targets)
		if f.Failure == nil {
			return fmt.Errorf("fault %s never strikes: it has no failure process", f.Name)
		}
	}
	switch {
	case b.Topology == nil || len(b.Topology.Leaves) == 0:
		return fmt.Errorf("the system has no nodes")
	case b.Time.Horizon <= 0 || math.IsInf(float64(b.Time.Horizon), 0) || b.Time.Warmup < 0:
		return fmt.Errorf("the horizon must be positive and finite, the warm-up not negative")
	case slices.ContainsFunc(b.Time.ReportAt, func(at sim.Duration) bool { return !(0 <= at && at <= b.Time.Horizon) }):
		return fmt.Errorf("instants to report at must lie within the horizon of %v", unit.Duration(b.Time.Horizon))
	case len(b.Faults) > MaxFaults:
		return fmt.Errorf("%d faults; at most %d can be simulated", len(b.Faults), MaxFaults)
	case len(b.Watches) > MaxWatches:
		return fmt.Errorf("%d detectors; at most %d can be simulated", len(b.Watches), MaxWatches)
	case len(b.Services) > MaxServices:
		return fmt.Errorf("%d services; at most %d can be simulated", len(b.Services), MaxServices)
	case pairs > 2*MaxComponents:
		return fmt.Errorf("%d pairs of fault and component; at most %d can be simulated", pairs, 2*MaxComponents)
	}
	return nil
}

func (b *Blueprint) targets() int32 {
	n := int32(0)
	for _, f := range b.Faults {
		n += int32(len(f.Targets))
	}
	return n
}

// checkFault refuses what the world could not play as it stands.
func (b *Blueprint) checkFault(f *Fault, recorded Recorded) error {
	x := f.Symptom
	switch {
	case f.Peer != Fleet && (x.Effect != Partition || x.Loss != 0):
		return fmt.Errorf("fault %s: only a partition is from somebody, and those it cuts off lose no requests", f.Name)
	case f.Peer != Fleet && b.overlaps(f):
		return fmt.Errorf("fault %s: %s lies within itself; name a peer apart from all targets", f.Name,
			b.Topology.Path(f.Peer))
	case recorded == nil && f.Peer == Fleet && x.Effect.TakesDown() && x.Loss != 1:
		return fmt.Errorf("fault %s: under %s a node fails all requests, not %v", f.Name, x.Effect, unit.Ratio(x.Loss))
	case !(x.Loss >= 0 && x.Loss <= 1):
		return fmt.Errorf("fault %s: %g is no share of requests; write one from 0%% to 100%%", f.Name, x.Loss)
	case !(x.pace() >= 1 && x.pace() <= mostSlow):
		return fmt.Errorf("fault %s: work takes %gx as long; write a factor from 1x to %.0gx", f.Name, x.pace(), mostSlow)
	case recorded != nil && (f.Repair != nil || f.Heals != nil || f.Operating):
		return fmt.Errorf("fault %s is played from a record: it cannot be repaired, heal or age in operation", f.Name)
	}
	return nil
}

// overlaps reports whether a fault cuts a target off from a peer that holds it or that it holds.
func (b *Blueprint) overlaps(f *Fault) bool {
	return slices.ContainsFunc(f.Targets, func(c ComponentID) bool {
		return b.Topology.holds(c, f.Peer) || b.Topology.holds(f.Peer, c)
	})
}

func (b *Blueprint) planFault(f *Fault) error {
	recorded, _ := f.Failure.(Recorded)
	if err := b.checkFault(f, recorded); err != nil {
		return err
	}
	id := len(b.plan.firstProc)
	first := int32(0)
	if id > 0 {
		first = b.plan.firstProc[id-1] + int32(len(b.Faults[id-1].Targets))
	}
	b.plan.firstProc = append(b.plan.firstProc, first)
	b.plan.faultKeys = append(b.plan.faultKeys, rng.Name(0, f.Name))
	b.plan.rows = append(b.plan.rows, row(f.Targets))
	b.plan.recorded = append(b.plan.recorded, recorded)
	reach, err := b.planCascade(f)
	if err == nil {
		err = checkRollout(f)
	}
	if err == nil {
		err = checkPlanned(f, recorded)
	}
	if err != nil {
		return err
	}
	b.plan.reach = append(b.plan.reach, reach)
	aging, _ := f.Failure.(Aging)
	b.plan.aging = append(b.plan.aging, aging)
	var frailty dist.Law
	if f.Lemons > 0 {
		law, err := dist.NewGamma(1/f.Lemons, f.Lemons)
		if err != nil {
			return fmt.Errorf("fault %s: lemons: %w", f.Name, err)
		}
		frailty = law
	}
	b.plan.frailty = append(b.plan.frailty, frailty)
	b.plan.operating = append(b.plan.operating, b.indexTargets(f, first))
	return nil
}

// row returns the first of some components if each is followed by the next; -1 otherwise. The target of a process is
// then found without a look at a list as long as the fleet.
func row(targets []ComponentID) ComponentID {
	for i, c := range targets {
		if c != targets[0]+ComponentID(i) {
			return -1
		}
	}
	if len(targets) == 0 {
		return -1
	}
	return targets[0]
}

// indexTargets maps components to their processes of a fault that ages in operation; nil for others.
func (b *Blueprint) indexTargets(f *Fault, first int32) []int32 {
	if !f.Operating {
		return nil
	}
	processes := make([]int32, b.Topology.Components())
	for c := range processes {
		processes[c] = -1
	}
	for i, c := range f.Targets {
		processes[c] = first + int32(i)
	}
	return processes
}
