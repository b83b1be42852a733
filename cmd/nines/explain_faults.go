package main

import (
	"fmt"

	"nines/models"
	"nines/models/failure"
	"nines/sim/unit"
)

// afterRepair says what age a repair leaves, unless it makes its target new.
func afterRepair(f *models.Fault) string {
	switch x, aging := f.Failure.(failure.Imperfect); {
	case !aging:
		return ""
	case x.Whole:
		return ", a repair leaves " + unit.Ratio(x.Kept).Percent() + " of the age"
	case x.Kept == 1:
		return ", a repair leaves the age"
	default:
		return ", a repair leaves " + unit.Ratio(x.Kept).Percent() + " of the wear since the last"
	}
}

// manner says how else than by itself, once and for all a fault strikes.
func (x *explanation) manner(f *models.Fault) string {
	text := ""
	if f.Change {
		text += ", a change, bad in " + unit.Ratio(1-f.Good).Percent()
	}
	if f.Course.Trait != "" {
		text += ", " + f.Course.Trait
	}
	if f.Uncounted {
		text += ", not counted"
	}
	for _, m := range f.Modes {
		text += ", " + m.Name + " in " + unit.Ratio(m.Share).Percent()
	}
	if o := f.Overload; o != nil {
		text += fmt.Sprintf(", e times as often for each %s of load above %s", unit.Ratio(1/o.Steepness).Percent(),
			unit.Ratio(o.Above).Percent())
	}
	if c := f.Triggers; c != nil {
		within := "fleet"
		if c.Depth > 0 {
			within = x.Blueprint.Topology.Levels[c.Depth-1].Name
		}
		text += fmt.Sprintf(", triggers %g more in its %s", c.Ratio, within)
	}
	return text
}
