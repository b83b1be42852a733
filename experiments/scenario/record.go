package scenario

import (
	"fmt"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
)

var scriptOccasion = occasion{
	key:     "at",
	compile: (*compiler).script,
}

// endsApart reports that a fault has an end of its own, so that an occasion known in advance says only when it strikes.
func endsApart(f *FaultSpec) bool { return f.Repair != nil || f.Heals != nil }

// onCalendar refuses what has no meaning for a fault whose strikes come at known times, whatever became of the last.
func (c *compiler) onCalendar(f *FaultSpec, path string) {
	c.meaningless(path, "strikes at known times", choiceOf{"lemons", f.Lemons != 0},
		choiceOf{"ages", f.Ages == "operating"}, choiceOf{"after_repair", f.AfterRepair.Kept > 0})
}

// script is a fault that strikes all its targets once. Its time counts from the start of the measured time.
func (c *compiler) script(f *FaultSpec, out *models.Fault, path string) {
	mended := f.For == nil && endsApart(f)
	switch {
	case f.At == nil:
		return // it has no value, and is reported
	case mended:
		c.onCalendar(f, path)
	case f.For == nil || *f.For == 0:
		c.failAt(path, "write for: 2h, or repair: 2h or heals: 2h for what is mended or passes", "%s needs how long it lasts",
			path)
		return
	default:
		c.endsByItself(f, path)
	}
	if *f.At >= c.spec.Time.Horizon {
		c.warnAt(join(path, "at"), "choose an earlier time, or lengthen the horizon",
			"%s strikes at %s, when the horizon of %s is over: it has no effect", path, *f.At, c.spec.Time.Horizon)
	}
	if mended {
		times := make([][]sim.Time, len(out.Targets))
		for i := range times {
			times[i] = []sim.Time{c.measured(float64(*f.At))}
		}
		out.Failure = failure.Scheduled{Times: times}
		return
	}
	strike := failure.Strike{At: c.measured(float64(*f.At)), Lasts: sim.Duration(*f.For), Loss: 1}
	if f.Effect.Effect == models.Lossy {
		strike.Loss = float64(f.Effect.Share)
	}
	strikes := make([][]failure.Strike, len(out.Targets))
	for i := range strikes {
		strikes[i] = []failure.Strike{strike}
	}
	out.Failure = failure.Record{Strikes: strikes}
}

func (c *compiler) measured(t float64) sim.Time {
	return sim.Time(float64(c.spec.Time.Warmup.Length) + t)
}

// finder returns how a record's targets are found: by path, or spelled as `on` spells them, "zone a"; all of them where
// it names none. What cannot be found is explained by the second function, which says nothing of the rest.
func (c *compiler) finder(targets []models.ComponentID) (find func(string) []int, unknown func(string) (_, _ string)) {
	t := c.blueprint.Topology
	index := make(map[models.ComponentID]int, len(targets))
	all, paths := make([]int, len(targets)), make([]string, len(targets))
	found := map[string][]int{}
	for i, x := range targets {
		index[x], all[i], paths[i] = i, i, t.Path(x)
		found[paths[i]] = []int{i}
	}
	found[""] = all
	find = func(name string) []int { // nil for what is no target
		struck, known := found[name]
		if !known {
			for _, x := range c.called(name) {
				if i, ok := index[x]; ok {
					struck = append(struck, i)
				}
			}
			found[name] = struck
		}
		return struck
	}
	return find, func(name string) (message, help string) {
		if len(find(name)) > 0 {
			return "", ""
		}
		if len(c.called(name)) > 0 {
			return fmt.Sprintf("the fault is not on %s", quote(name)), hint(name, "targets of the fault", paths)
		}
		return fmt.Sprintf("nothing is called %s", quote(name)), hint(name, "targets of the fault", paths)
	}
}
