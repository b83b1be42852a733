package fleet

import (
	"fmt"

	"nines/models"
	"nines/models/book"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all fleets of it.
type Plan struct {
	*models.Blueprint
	Book      *book.Plan // for whom what happens is booked
	end       sim.Time   // of a run
	faults    []fault
	processes int
	operating bool // some fault ages in operation
	aging     bool // some failure remembers ages
	lemons    bool // some fault has lemons
	resampled bool // some record is
	budgets   []budget
}

// fault is what is derived of one.
type fault struct {
	*models.Fault
	key       uint64             // names its random streams
	first     int32              // process of its first target; that of target i is first + i
	row       models.ComponentID // its first target where all stand in a row, −1 elsewhere
	recorded  models.Recorded    // nil where it is not
	resampled models.Resampled   // nil where it is not
	record    uint64             // names the random streams of the record that is resampled
	aging     models.Aging       // nil where it is not
	life      dist.Law           // of all lives but the first, where they are as long whatever else; nil elsewhere
	reach     [][2]int32         // by target: the targets among which it spreads; nil unless it does
	frailty   dist.Law           // of the rate multiplier; nil without lemons
	whole     bool               // it holds all of its target at once
	ends      []int32            // faults that come when its life is at an age
	budget    int32              // that its turns wait for; None where they do not
	operating []int32            // component → its process, −1 where none; nil unless it ages in operation
}

// Prepare derives the plan, and refuses faults that could not be played as they stand; errors are models.Flaws.
// Cost: O(components × faults).
func Prepare(b *models.Blueprint, accounts *book.Plan) (*Plan, error) {
	p := &Plan{Blueprint: b, Book: accounts, end: b.Last()}
	for i := range b.Faults {
		if err := p.planFault(&b.Faults[i]); err != nil {
			return nil, models.At("faults."+b.Faults[i].Name, err)
		}
	}
	return p, p.planRenewals()
}

func (p *Plan) planFault(f *models.Fault) error {
	d := fault{Fault: f, key: rng.Name(0, f.Name), first: int32(p.processes), row: row(f.Targets), budget: None}
	d.whole = f.Whole() && f.Course.Whole() && !f.Spares
	d.recorded, _ = f.Failure.(models.Recorded)
	if d.resampled, _ = f.Failure.(models.Resampled); d.resampled != nil {
		record, _ := d.resampled.Blocks()
		d.record = rng.Name(0, record)
	}
	d.aging, _ = f.Failure.(models.Aging)
	if err := p.check(&d); err != nil {
		return fmt.Errorf("fault %s: %w", f.Name, err)
	}
	if err := p.planBudget(&d); err != nil {
		return err
	}
	if f.Triggers != nil {
		d.reach = p.reach(f)
	}
	if f.Lemons > 0 {
		law, err := dist.NewGamma(1/f.Lemons, f.Lemons)
		if err != nil {
			return fmt.Errorf("fault %s: lemons: %w", f.Name, err)
		}
		d.frailty = law
	}
	if r, ok := f.Failure.(models.Renewing); ok && d.aging == nil && d.frailty == nil {
		d.life = r.Renews()
	}
	if f.Operating {
		d.operating = p.index(f, d.first)
	}
	p.processes += len(f.Targets)
	p.operating = p.operating || f.Operating
	p.aging = p.aging || d.aging != nil
	p.lemons = p.lemons || d.frailty != nil
	p.resampled = p.resampled || d.resampled != nil
	p.faults = append(p.faults, d)
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

// index maps components to their processes of a fault that ages in operation.
func (p *Plan) index(f *models.Fault, first int32) []int32 {
	processes := make([]int32, p.Topology.Components())
	for c := range processes {
		processes[c] = None
	}
	for i, c := range f.Targets {
		processes[c] = first + int32(i)
	}
	return processes
}

// Key names the random streams of a fault.
func (p *Plan) Key(fault int16) uint64 { return p.faults[fault].key }

// FirstProcess is the process of a fault's first target; that of target i is so much further.
func (p *Plan) FirstProcess(fault int16) int32 { return p.faults[fault].first }

// Recorded reports whether a fault is played from a record: it lasts as long as it did, whatever anybody does.
func (p *Plan) Recorded(fault int16) bool { return p.faults[fault].recorded != nil }
