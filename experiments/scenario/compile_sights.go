package scenario

import (
	"slices"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// rarelyMissed is the share of occurrences that nobody notices below which no warning is due.
const rarelyMissed = 1e-6

// sights warns of faults that do not heal and that no detector can see, or not enough of them to raise an alarm, or not
// always: what is not noticed stays.
func (c *compiler) sights() {
	if len(c.blueprint.Watches) > models.MaxWatches {
		return // that is refused
	}
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		if _, recorded := f.Failure.(models.Recorded); recorded || f.Heals != nil {
			continue
		}
		c.unwatched(f)
		x := f.Symptom
		var seeing []string
		able, sees := uint16(0), make([]float64, len(c.blueprint.Watches))
		for d := range c.blueprint.Watches {
			if w := &c.blueprint.Watches[d]; w.Detector != nil {
				sees[d] = c.blueprint.Sight(f, w)
			}
			if sees[d] > 0 {
				seeing, able = append(seeing, c.blueprint.Watches[d].Name), able|1<<d
			}
		}
		switch at := join("faults", f.Name); {
		case len(seeing) == 0:
			c.warnAt(at, c.eyes(x), "no detector sees the effect %s: once it strikes, it is never repaired", x.Effect)
		case !c.agreed(able):
			c.warnAt(at, "let alarm ask for fewer votes, or "+c.eyes(x),
				"only %s sees the effect %s, and no alarm is raised without more votes: once it strikes, it is never repaired",
				strings.Join(seeing, " and "), x.Effect)
		default:
			if missed := c.missed(f, c.noticed(sees, 0, 0)); missed > rarelyMissed {
				c.warnAt(at, "add a detector that sees what others miss, such as {policy: human}, or heals",
					"nobody ever notices %s of the occurrences of %s (effect %s), which are never repaired: the longer the run, "+
						"the more of them there are", unit.Ratio(missed).Percent(), at, x.Effect)
			}
		}
	}
}

// noticed is the probability that enough detectors notice one node, given those that do so far and what the others see.
func (c *compiler) noticed(sees []float64, d int, by uint16) float64 {
	switch {
	case c.agreed(by):
		return 1
	case d == len(sees):
		return 0
	case sees[d] == 0:
		return c.noticed(sees, d+1, by)
	case sees[d] == 1:
		return c.noticed(sees, d+1, by|1<<d)
	}
	return float64(sees[d]*c.noticed(sees, d+1, by|1<<d)) + float64((1-sees[d])*c.noticed(sees, d+1, by))
}

// missed is the share of a fault's occurrences that are noticed on no node, each being noticed with some probability of
// its own. An effect that comes back gives detectors a new chance each time.
func (c *compiler) missed(f *models.Fault, noticed float64) float64 {
	first, last := c.blueprint.Topology.Span(f.Targets[0])
	n := int(last - first)
	switch {
	case f.Course.Repeats && noticed > 0:
		return 0
	case f.Each || n == 1:
		return 1 - noticed
	}
	nobody := f.HitsNone(n, 1)
	return (f.HitsNone(n, noticed) - nobody) / (1 - nobody)
}

// eyes says what could see a symptom.
func (c *compiler) eyes(x models.Symptom) string {
	var able []string
	for _, row := range c.detectors.Rows() {
		d, err := row.Build(func(any) error { return nil })
		if err == nil && d.Sees(x) > 0 && row.Name() != "instant" {
			able = append(able, row.Name())
		}
	}
	sees := "sees: {" + x.Effect.String() + ": 100%}"
	if len(able) == 0 {
		return "add a detector that sees it (" + sees + "), or heals"
	}
	return "add a detector that sees it (" + strings.Join(able, ", ") + "; or " + sees + "), or heals"
}

// agreed reports whether a set of detectors is enough for an alarm.
func (c *compiler) agreed(seeing uint16) bool {
	votes := func(p models.Panel) bool {
		n := 0
		for _, d := range p.Watches {
			n += int(seeing >> d & 1)
		}
		return n >= p.Votes
	}
	return seeing != 0 && len(c.blueprint.Panels) == 0 || slices.ContainsFunc(c.blueprint.Panels, votes)
}
