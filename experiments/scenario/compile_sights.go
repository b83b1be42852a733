package scenario

import (
	"slices"
	"strings"

	"nines/models"
)

// sights warns of faults that no detector can see, or not enough of them to raise an alarm, and that do not heal: once
// struck, they stay.
func (c *compiler) sights() {
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		if _, recorded := f.Failure.(models.Recorded); recorded || f.Heals != nil {
			continue
		}
		x := c.blueprint.Shows(f)
		var seeing []string
		for i := range c.blueprint.Watches {
			if w := &c.blueprint.Watches[i]; w.Detector != nil && c.blueprint.Sight(f, w) > 0 {
				seeing = append(seeing, w.Name)
			}
		}
		switch at := join("faults", f.Name); {
		case len(seeing) == 0:
			c.warnAt(at, c.eyes(x), "no detector sees the effect %s: once it strikes, it is never repaired", x.Effect)
		case !c.agreed(seeing):
			c.warnAt(at, "let alarm ask for fewer votes, or "+c.eyes(x),
				"only %s sees the effect %s, and no alarm is raised without more votes: once it strikes, it is never repaired",
				strings.Join(seeing, " and "), x.Effect)
		}
	}
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

// agreed reports whether the detectors of these names are enough for an alarm.
func (c *compiler) agreed(seeing []string) bool {
	votes := func(p models.Panel) bool {
		n := 0
		for _, d := range p.Watches {
			if slices.Contains(seeing, c.blueprint.Watches[d].Name) {
				n++
			}
		}
		return n >= p.Votes
	}
	return len(c.blueprint.Panels) == 0 || slices.ContainsFunc(c.blueprint.Panels, votes)
}
