package world

import (
	"fmt"
	"math"

	"nines/models"
)

// strainPlan is one overload fault among the nodes of one class under load: they share a clock, see strain.
type strainPlan struct {
	fault     int16
	class     int     // index into the classes of the service under load
	processes []int32 // of the nodes
	processOf []int32 // by leaf; none where it is not among them
}

// planStrains gives every overload fault a clock in every class under load.
func (b *Plan) planStrains() error {
	for i := range b.Faults {
		f := &b.Faults[i]
		if f.Overload == nil {
			continue
		}
		if err := b.checkOverload(f); err != nil {
			return models.At("faults."+f.Name, err)
		}
		before := len(b.plan.strains)
		for class, c := range b.Services[b.Traffic.Service].Classes {
			if p := b.strainOn(i, class, c); len(p.processes) > 0 {
				b.plan.strains = append(b.plan.strains, p)
			}
		}
		if len(b.plan.strains) == before {
			return models.At("faults."+f.Name, fmt.Errorf("fault %s: the service under load does not run on its nodes; "+
				"put it on a class of that service", f.Name))
		}
	}
	return nil
}

func (b *Plan) checkOverload(f *models.Fault) error {
	o := f.Overload
	_, aging := f.Failure.(models.Aging)
	_, recorded := f.Failure.(models.Recorded)
	switch {
	case b.Traffic == nil:
		return fmt.Errorf("fault %s: without traffic there is no overload", f.Name)
	case !(o.Rate > 0 && o.Above >= 0 && o.Steepness > 0) || math.IsInf(o.Rate+o.Above+o.Steepness, 1):
		return fmt.Errorf("fault %s: overload takes a rate and a steepness above 0", f.Name)
	case aging || recorded || f.Lemons > 0:
		return fmt.Errorf("fault %s: overload goes with lives that are exponential and alike", f.Name)
	}
	for _, target := range f.Targets {
		if _, leaf := b.Topology.Leaf(target); !leaf {
			return fmt.Errorf("fault %s: overload is a matter of nodes, not of domains", f.Name)
		}
	}
	return nil
}

// strainOn gathers the nodes of a class that an overload fault strikes.
func (b *Plan) strainOn(fault, class, c int) strainPlan {
	p := strainPlan{fault: int16(fault), class: class, processOf: make([]int32, len(b.Topology.Leaves))}
	for i := range p.processOf {
		p.processOf[i] = none
	}
	for t, target := range b.Faults[fault].Targets {
		if leaf, _ := b.Topology.Leaf(target); int(b.Topology.Leaves[leaf].Class) == c {
			p.processOf[leaf] = b.plan.firstProc[fault] + int32(t)
			p.processes = append(p.processes, p.processOf[leaf])
		}
	}
	return p
}
