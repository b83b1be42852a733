package load

import (
	"errors"
	"fmt"

	"nines/models"
)

// fit holds the balancer to the nodes of every service under load. Errors are models.Flaws.
func (p *Plan) fit() error {
	if p.Seeker != nil && p.calls {
		return models.At("balancing.policy", errors.New("at flow fidelity services that call each other go with a policy "+
			"that splits rates whatever the load; write random, or fidelity: request"))
	}
	for k := range p.streams {
		service := p.streams[k].service
		balancer := any(p.Splitter)
		if p.Plays() {
			balancer = p.LaneOf(service).Balancer
		}
		f, ok := balancer.(models.Fitting)
		if !ok {
			continue
		}
		var weights []float64
		for _, leaf := range p.Topology.Leaves {
			if p.flowOf[leaf.Class] == int32(k) {
				weights = append(weights, p.Classes[leaf.Class].Weight)
			}
		}
		if err := f.Fits(weights); err != nil {
			return models.At("balancing", fmt.Errorf("balancing before %s: %w", p.Services[service].Name, err))
		}
	}
	return nil
}
