package world

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// plan holds what is derived from the exported fields, for the hot path.
type plan struct {
	end       sim.Time // of a run
	book      *book.Plan
	faultKeys []uint64             // by fault
	watchKeys []uint64             // by detector
	panels    []panel              // none where anyone alone is believed
	anyone    bool                 // is believed alone
	mistakes  []models.Mistakes    // by detector; nil where it makes none
	placed    bool                 // some detector stands inside
	audible   uint16               // detectors that balancers hear
	overseers uint16               // detectors that look at an incident as a whole
	firstProc []int32              // by fault, and the total at the end: process = firstProc[fault] + target
	rows      []models.ComponentID // by fault: its first target where all stand in a row, -1 elsewhere
	recorded  []models.Recorded    // by fault; nil where it is not
	aging     []models.Aging       // by fault; nil where it is not
	reach     [][][2]int32         // by fault and target: the targets among which it spreads; nil unless it does
	frailty   []dist.Law           // by fault: of the rate multiplier; nil without lemons
	strains   []strainPlan
	operating [][]int32 // by fault: component → its process, -1 where none; nil unless the fault ages in operation
	units     []int64   // by class: units of throughput of a healthy node, of which the fleet has book.UnitsInstalled
	installed int64     // units of the whole fleet
	actions   []models.Action
	needs     []needs               // by action
	depths    []int                 // by action: of the components that it is done to; -1: of any
	clears    [][]float64           // by action, then by mode of all faults in turn: probability of success
	firstMode []int32               // by fault: its first mode among those of all
	causes    []int16               // by fault: the first fault with the same cause
	helps     [][2]models.ActionSet // by fault, where it sits and in a single node: what may clear a mode of it
	moves     []int16               // by action: the service whose role it moves; none where -1
	roles     []int                 // by service: nodes that have its role, 0: all, -1: it has none; nil: none has
	mitigator models.Mitigator      // nil: nothing is done before the diagnosis
	patient   models.Patient        // nil: nothing is remembered
	spaced    bool                  // the recoverer is Spaced
	bridger   models.Bridger        // nil: a diagnosis brings no mitigation
	elsewhere bool                  // some action has nodes stood in for
	crews     []crewPlan
	crewOf    []int16  // by team
	spareKeys []uint64 // by spare
}

// Plan is a blueprint that has been prepared: immutable, and shared by every World that plays it.
type Plan struct {
	*models.Blueprint
	plan plan
}

// Prepare checks what only the whole can show and derives the indices of the hot path. It replaces detectors that
// depend on the size of the fleet by what they are in this one; otherwise the blueprint is left as it is.
// Cost: O(components × faults).
func Prepare(blueprint *models.Blueprint) (*Plan, error) {
	b := &Plan{Blueprint: blueprint}
	if err := b.checkSizes(); err != nil {
		return nil, err
	}
	if err := b.derive(); err != nil {
		return nil, err
	}
	return b, nil
}

// derive fills the plan.
func (b *Plan) derive() error {
	b.plan.end = b.End()
	b.planUnits()
	for i := range b.Faults {
		if err := b.planFault(&b.Faults[i]); err != nil {
			return models.At("faults."+b.Faults[i].Name, err)
		}
	}
	b.plan.firstProc = append(b.plan.firstProc, int32(b.Processes()))
	for i := range b.Watches {
		if err := b.planWatch(i); err != nil {
			return err
		}
	}
	if err := b.planPanels(); err != nil {
		return err
	}
	accounts, err := book.Prepare(b.Blueprint)
	if err != nil {
		return err
	}
	b.plan.book = accounts
	for _, spare := range b.Spares {
		b.plan.spareKeys = append(b.plan.spareKeys, rng.Name(0, spare.Name))
	}
	if err := b.planStrains(); err != nil {
		return err
	}
	return b.planRecovery()
}

// planUnits divides the throughput of the fleet into whole units, by which the impact of incidents is told.
func (b *Plan) planUnits() {
	total, nodes := 0.0, b.Topology.ByClass()
	for c, class := range b.Classes {
		total += float64(nodes[c]) * class.Throughput
	}
	for c, class := range b.Classes {
		units := int64(0)
		if total > 0 {
			units = int64(math.Round(class.Throughput / total * book.UnitsInstalled))
		}
		b.plan.units = append(b.plan.units, units)
		b.plan.installed += units * int64(nodes[c])
	}
}

func (b *Plan) checkSizes() error {
	pairs := 0
	for _, f := range b.Faults {
		pairs += len(f.Targets)
		if f.Failure == nil {
			return models.At("faults."+f.Name, fmt.Errorf("fault %s never strikes: it has no failure process", f.Name))
		}
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

const mostSlow = 1e9 // how many times longer work may take

// checkFault refuses what the world could not play as it stands.
func (b *Plan) checkFault(f *models.Fault, recorded models.Recorded) error {
	x := f.Symptom
	switch {
	case f.Peer != models.Fleet && (x.Effect != models.Partition || x.Loss != 0):
		return fmt.Errorf("fault %s: only a partition is from somebody, and those it cuts off lose no requests", f.Name)
	case f.Peer != models.Fleet && b.overlaps(f):
		return fmt.Errorf("fault %s: %s lies within itself; name a peer apart from all targets", f.Name,
			b.Topology.Path(f.Peer))
	case recorded == nil && f.Peer == models.Fleet && x.Effect.TakesDown() && x.Loss != 1:
		return fmt.Errorf("fault %s: under %s a node fails all requests, not %v", f.Name, x.Effect, unit.Ratio(x.Loss))
	case !(x.Loss >= 0 && x.Loss <= 1):
		return fmt.Errorf("fault %s: %g is no share of requests; write one from 0%% to 100%%", f.Name, x.Loss)
	case !(x.Pace() >= 1 && x.Pace() <= mostSlow):
		return fmt.Errorf("fault %s: work takes %gx as long; write a factor from 1x to %.0gx", f.Name, x.Pace(), mostSlow)
	case !(math.Abs(f.Shares()-1) < 1e-9):
		return fmt.Errorf("fault %s: the shares of its modes sum to %v, not to 100%%", f.Name, unit.Ratio(f.Shares()))
	case recorded != nil && (f.Repair != nil || f.Heals != nil || f.Operating):
		return fmt.Errorf("fault %s is played from a record: it cannot be repaired, heal or age in operation", f.Name)
	}
	return nil
}

// overlaps reports whether a fault cuts a target off from a peer that holds it or that it holds.
func (b *Plan) overlaps(f *models.Fault) bool {
	return slices.ContainsFunc(f.Targets, func(c models.ComponentID) bool {
		return b.Topology.Holds(c, f.Peer) || b.Topology.Holds(f.Peer, c)
	})
}

func (b *Plan) planFault(f *models.Fault) error {
	recorded, _ := f.Failure.(models.Recorded)
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
	b.planCause(f)
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
	aging, _ := f.Failure.(models.Aging)
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
func row(targets []models.ComponentID) models.ComponentID {
	for i, c := range targets {
		if c != targets[0]+models.ComponentID(i) {
			return -1
		}
	}
	if len(targets) == 0 {
		return -1
	}
	return targets[0]
}

// indexTargets maps components to their processes of a fault that ages in operation; nil for others.
func (b *Plan) indexTargets(f *models.Fault, first int32) []int32 {
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
