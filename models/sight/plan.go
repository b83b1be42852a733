package sight

import (
	"fmt"

	"nines/models"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all that is seen of it.
type Plan struct {
	*fleet.Plan
	end       sim.Time          // of a run
	keys      []uint64          // by detector: names its random streams
	mistakes  []models.Mistakes // by detector; nil where it makes none
	every     []sim.Duration    // by detector: of the looks from which its mistakes count; 0 where they come at any time
	looking   []models.Looking  // by detector; nil where it notices at once what befalls a node that it suspects
	mutual    []models.Mutual   // by detector; nil where it is not the nodes themselves
	accusing  []models.Accusing // by detector; nil where no node accuses another
	accused   bool              // somebody may be, by some detector
	panels    []panel           // none where anyone alone is believed
	anyone    bool              // is believed alone
	runsOn    []int32           // by detector: the node on which it runs; None where that stands outside of the fleet
	placed    bool              // some detector stands inside
	audible   uint16            // detectors that balancers hear
	most      []int32           // by detector: nodes that it may suspect at a time
	bounded   bool              // any of them fewer than it likes
	overseers uint16            // detectors that look at an incident as a whole
	meters    uint16            // detectors that look at requests, see Alert
}

// Prepare derives the plan. It replaces detectors that depend on the size of the fleet by what they are in this one;
// otherwise the blueprint is left as it is. Cost: O(detectors).
func Prepare(truth *fleet.Plan) (*Plan, error) {
	p := &Plan{Plan: truth, end: truth.Last()}
	for i := range p.Watches {
		if err := p.planWatch(i); err != nil {
			return nil, err
		}
	}
	if err := p.planPanels(); err != nil {
		return nil, err
	}
	return p, nil
}

// Watcher names the random streams of a detector.
func (p *Plan) Watcher(watch int) uint64 { return p.keys[watch] }

// planWatch sizes a detector and names its streams.
func (p *Plan) planWatch(id int) error {
	watch := &p.Watches[id]
	if sized, ok := watch.Detector.(models.Sized); ok {
		detector, err := sized.For(len(p.Topology.Leaves))
		if err != nil {
			return fmt.Errorf("detector %s: %w", watch.Name, err)
		}
		watch.Detector = detector
	}
	p.keys = append(p.keys, rng.Name(0, watch.Name))
	if watch.From < 0 || int(watch.From) >= p.Topology.Components() {
		return fmt.Errorf("detector %s: component %d, from which it watches, is none", watch.Name, watch.From)
	}
	mistakes := watch.Detector.Mistake()
	if _, unerring := mistakes.(models.Unerring); unerring {
		mistakes = nil
	}
	p.mistakes = append(p.mistakes, mistakes)
	p.every = append(p.every, mistakesFrom(watch.Detector))
	looking, _ := watch.Detector.(models.Looking)
	p.looking = append(p.looking, looking)
	mutual, _ := watch.Detector.(models.Mutual)
	p.mutual = append(p.mutual, mutual)
	accusing, ok := watch.Detector.(models.Accusing)
	p.accusing, p.accused = append(p.accusing, accusing), p.accused || ok
	most := mostOf(watch.Detector, len(p.Topology.Leaves))
	p.most, p.bounded = append(p.most, most), p.bounded || most != unbounded
	leaf, onNode := p.Topology.Leaf(watch.From)
	if !onNode {
		leaf = fleet.None
	}
	p.runsOn = append(p.runsOn, leaf)
	p.placed = p.placed || watch.From != models.Fleet
	if o, ok := watch.Detector.(models.Overseer); ok && o.Oversees() {
		p.overseers |= 1 << id
	}
	if _, ok := watch.Detector.(models.Meter); ok {
		p.meters |= 1 << id
		if watch.From != models.Fleet {
			return models.At("detection."+watch.Name,
				fmt.Errorf("detector %s looks at requests of users, wherever it stands; leave from out", watch.Name))
		}
	}
	if !watch.Mute {
		p.audible |= 1 << id
	}
	return nil
}
