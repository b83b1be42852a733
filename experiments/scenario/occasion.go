package scenario

import (
	"slices"

	"nines/models"
)

// occasion is a way of saying when a fault strikes, of which a fault has exactly one.
type occasion struct {
	key   string
	takes string // the key of another occasion, which says something else beside this one; "": none
	// compile enters when the fault strikes and what that means for its incidents; no Failure after an error.
	compile func(c *compiler, f *FaultSpec, out *models.Fault, path string)
	// lone refuses what goes with this occasion alone, where it is not given; nil: nothing does.
	lone func(c *compiler, f *FaultSpec, path string)
}

// occasions are the ways, in the order in which they are listed.
func occasions() []occasion {
	return append(lives(), scriptOccasion, turnsOccasion, ageOccasion, replayOccasion)
}

// occasion enters when a fault strikes.
func (c *compiler) occasion(f *FaultSpec, out *models.Fault, path string) {
	ways, taken := occasions(), map[string]bool{}
	absent := func(o occasion) bool { return c.given[join(path, o.key)] == nil }
	for _, o := range ways {
		taken[o.takes] = taken[o.takes] || !absent(o)
	}
	given := slices.DeleteFunc(slices.Clone(ways), func(o occasion) bool { return absent(o) || taken[o.key] })
	if len(given) != 1 {
		c.failAt(path, "give exactly one of time_to_failure, rate, probability, at, every, at_age and replay",
			"%s has %s of saying when it strikes", path, plural(len(given), "way"))
		return
	}
	for _, o := range ways {
		if o.key != given[0].key && o.lone != nil {
			o.lone(c, f, path)
		}
	}
	given[0].compile(c, f, out, path)
}

// endsByItself refuses what has no meaning for a fault whose outages last as long as its occasion says.
func (c *compiler) endsByItself(f *FaultSpec, path string) {
	others := []choiceOf{{"repair", f.Repair != nil}, {"heals", f.Heals != nil}, {"lemons", f.Lemons != 0},
		{"needs", f.Needs != nil}, {"ages", f.Ages == "operating"}, {"after_repair", f.AfterRepair.Kept > 0},
		{"triggers", f.Triggers != nil}, {"permanent", f.Permanent > 0}, {"repair_each", f.RepairEach}}
	for _, way := range courses() {
		others = append(others, choiceOf{way.key, way.given(&f.CourseSpec)})
	}
	c.meaningless(path, "says when its outages end", others...)
}

// choiceOf is a key of a fault, and whether its author has chosen it.
type choiceOf struct {
	key   string
	given bool
}

// meaningless refuses what is given though it has no meaning, because of something else that is said of a fault.
func (c *compiler) meaningless(path, because string, keys ...choiceOf) {
	for _, k := range keys {
		if k.given {
			c.failAt(join(path, k.key), "leave it out", "%s %s, so %s has no meaning", path, because, k.key)
		}
	}
}
