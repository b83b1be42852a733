package load

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/models/fleet"
	"nines/models/sight"
	"nines/sim"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all loads of it.
type Plan struct {
	*sight.Plan
	plans   []strainPlan
	alerts  []alertPlan
	longest sim.Duration // that alerts look back
	pressed int          // the service that has to meet the demand on it, whatever that is; −1 where there is none
}

// strainPlan is one overload fault among the nodes of one class under load: they share a clock, see strain.
type strainPlan struct {
	fault     int16
	class     int     // index into the classes of the service under load
	processes []int32 // of the nodes
	processOf []int32 // by leaf; None where it is not among them
}

// Prepare derives the plan: a clock for every overload fault in every class under load. Errors are models.Flaws.
// Cost: O(overload faults × nodes).
func Prepare(seen *sight.Plan) (*Plan, error) {
	p := &Plan{Plan: seen, pressed: seen.Book.Pressed()}
	for i := range p.Faults {
		f := &p.Faults[i]
		if f.Overload == nil {
			continue
		}
		if err := p.planStrain(i, f); err != nil {
			return nil, models.At("faults."+f.Name, fmt.Errorf("fault %s: %w", f.Name, err))
		}
	}
	return p, p.planAlerts()
}

func (p *Plan) planStrain(fault int, f *models.Fault) error {
	if err := p.checkOverload(f); err != nil {
		return err
	}
	before := len(p.plans)
	for class, c := range p.Services[p.Traffic.Service].Classes {
		if x := p.strainOn(fault, class, c); len(x.processes) > 0 {
			p.plans = append(p.plans, x)
		}
	}
	if len(p.plans) == before {
		return errors.New("the service under load does not run on its nodes; put it on a class of that service")
	}
	return nil
}

func (p *Plan) checkOverload(f *models.Fault) error {
	o := f.Overload
	_, aging := f.Failure.(models.Aging)
	_, recorded := f.Failure.(models.Recorded)
	switch {
	case p.Traffic == nil:
		return errors.New("without traffic there is no overload")
	case !(o.Rate > 0 && o.Above >= 0 && o.Steepness > 0) || math.IsInf(o.Rate+o.Above+o.Steepness, 1):
		return errors.New("overload takes a rate and a steepness above 0")
	case aging || recorded || f.Lemons > 0:
		return errors.New("overload goes with lives that are exponential and alike")
	}
	for _, target := range f.Targets {
		if _, leaf := p.Topology.Leaf(target); !leaf {
			return errors.New("overload is a matter of nodes, not of domains")
		}
	}
	return nil
}

// strainOn gathers the nodes of a class that an overload fault strikes.
func (p *Plan) strainOn(fault, class, c int) strainPlan {
	x := strainPlan{fault: int16(fault), class: class, processOf: make([]int32, len(p.Topology.Leaves))}
	for i := range x.processOf {
		x.processOf[i] = fleet.None
	}
	first := p.FirstProcess(int16(fault))
	for t, target := range p.Faults[fault].Targets {
		if leaf, _ := p.Topology.Leaf(target); int(p.Topology.Leaves[leaf].Class) == c {
			x.processOf[leaf] = first + int32(t)
			x.processes = append(x.processes, x.processOf[leaf])
		}
	}
	return x
}
