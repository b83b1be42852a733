package sight

import (
	"fmt"
	"math/bits"
)

// panel is a models.Panel with its detectors as a set.
type panel struct {
	watches uint16
	votes   int
}

// planPanels turns panels into sets; without any, one detector is enough.
func (p *Plan) planPanels() error {
	if p.anyone = len(p.Panels) == 0; p.anyone {
		return nil
	}
	for i, q := range p.Panels {
		set := uint16(0)
		for _, d := range q.Watches {
			if d < 0 || d >= len(p.Watches) || set>>d&1 == 1 {
				return fmt.Errorf("panel %d: detector %d is none, or named twice", i, d)
			}
			set |= 1 << d
		}
		if q.Votes < 1 || q.Votes > len(q.Watches) {
			return fmt.Errorf("panel %d: %d votes among %d detectors", i, q.Votes, len(q.Watches))
		}
		p.panels = append(p.panels, panel{set, q.Votes})
	}
	return nil
}

// convinced reports whether so many detectors are enough for some panel.
func (p *Plan) convinced(by uint16) bool {
	if p.anyone {
		return by != 0
	}
	return p.agree(by)
}

func (p *Plan) agree(by uint16) bool {
	for _, q := range p.panels {
		if bits.OnesCount16(by&q.watches) >= q.votes {
			return true
		}
	}
	return false
}
