package world

import (
	"fmt"
	"math/bits"

	"nines/models"
	"nines/sim/rng"
)

// panel is a Panel with its detectors as a set.
type panel struct {
	watches uint16
	votes   int
}

// planWatch sizes a detector and names its streams.
func (b *Plan) planWatch(id int) error {
	watch := &b.Watches[id]
	if sized, ok := watch.Detector.(models.Sized); ok {
		detector, err := sized.For(len(b.Topology.Leaves))
		if err != nil {
			return fmt.Errorf("detector %s: %w", watch.Name, err)
		}
		watch.Detector = detector
	}
	b.plan.watchKeys = append(b.plan.watchKeys, rng.Name(0, watch.Name))
	if watch.From < 0 || int(watch.From) >= b.Topology.Components() {
		return fmt.Errorf("detector %s: component %d, from which it watches, is none", watch.Name, watch.From)
	}
	mistakes := watch.Detector.Mistake()
	if _, unerring := mistakes.(models.Unerring); unerring {
		mistakes = nil
	}
	b.plan.mistakes = append(b.plan.mistakes, mistakes)
	b.plan.placed = b.plan.placed || watch.From != models.Fleet
	if o, ok := watch.Detector.(models.Overseer); ok && o.Oversees() {
		b.plan.overseers |= 1 << id
	}
	if !watch.Mute {
		b.plan.audible |= 1 << id
	}
	return nil
}

// planPanels turns panels into sets; without any, one detector is enough.
func (b *Plan) planPanels() error {
	if b.plan.anyone = len(b.Panels) == 0; b.plan.anyone {
		return nil
	}
	for i, p := range b.Panels {
		set := uint16(0)
		for _, d := range p.Watches {
			if d < 0 || d >= len(b.Watches) || set>>d&1 == 1 {
				return fmt.Errorf("panel %d: detector %d is none, or named twice", i, d)
			}
			set |= 1 << d
		}
		if p.Votes < 1 || p.Votes > len(p.Watches) {
			return fmt.Errorf("panel %d: %d votes among %d detectors", i, p.Votes, len(p.Watches))
		}
		b.plan.panels = append(b.plan.panels, panel{set, p.Votes})
	}
	return nil
}

// convinced reports whether so many detectors are enough for some panel.
func (p *plan) convinced(by uint16) bool {
	if p.anyone {
		return by != 0
	}
	return p.agree(by)
}

func (p *plan) agree(by uint16) bool {
	for _, q := range p.panels {
		if bits.OnesCount16(by&q.watches) >= q.votes {
			return true
		}
	}
	return false
}
