package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// Bounds on resources; all are far beyond any question.
const (
	maxResources = 1000 // crews, spares and bandwidths, of each
	maxShifts    = 100  // of a crew
)

// resources carries the section over.
func (c *compiler) resources() {
	r := &c.spec.Resources
	for _, section := range []struct {
		key  string
		size int
	}{{"crews", len(r.Crews)}, {"spares", len(r.Spares)}, {"bandwidth", len(r.Bandwidth)}} {
		if section.size > maxResources {
			c.failAt(join("resources", section.key), "", "%d of them; at most %d can be simulated", section.size,
				maxResources)
			return
		}
	}
	for _, crew := range r.Crews {
		c.crew(crew.Name, &crew.Value)
	}
	for _, spare := range r.Spares {
		c.spare(spare.Name, &spare.Value)
	}
	for _, pool := range r.Bandwidth {
		c.pool(pool.Name, &pool.Value)
	}
}

func (c *compiler) crew(name string, spec *CrewSpec) {
	path := join("resources.crews", name)
	out := models.Crew{Name: name, Count: int(spec.Count), Cost: float64(spec.Cost), CallOut: spec.CallOut,
		Dispatcher: spec.Dispatch, Stops: spec.AtEnd == "stop", Depth: c.teams(spec.Per, join(path, "per"))}
	if spec.Overtime != nil {
		out.Overtime = float64(*spec.Overtime)
	}
	if len(spec.Shifts) > maxShifts {
		c.failAt(join(path, "shifts"), "", "%d shifts; at most %d are kept", len(spec.Shifts), maxShifts)
	} else {
		out.Shifts = c.shifts(spec.Shifts, join(path, "shifts"))
	}
	if len(spec.Shifts) == 0 {
		c.alwaysOnDuty(spec, path)
	}
	c.blueprint.Crews = append(c.blueprint.Crews, out)
}

// dispatchers holds the causes that crews know by name to what there is.
func (c *compiler) dispatchers() {
	known := c.causeNames()
	for _, crew := range c.spec.Resources.Crews {
		ordered, ok := crew.Value.Dispatch.(models.Ordered)
		if !ok {
			continue
		}
		for i, name := range ordered.Order() {
			if !slices.Contains(known, name) {
				path := join(join("resources.crews", crew.Name), "dispatch.order")
				c.failAt(join(path, strconv.Itoa(i)), hint(name, "causes here", known), "unknown cause %s", quote(name))
			}
		}
	}
}

// alwaysOnDuty refuses what is said of the time between shifts of a crew that has none.
func (c *compiler) alwaysOnDuty(spec *CrewSpec, path string) {
	for _, said := range []struct {
		key, what string
		given     bool
	}{
		{"call_out", "there is nobody to be called out", spec.CallOut != nil},
		{"at_end", "no shift ends", spec.AtEnd == "stop"},
		{"overtime", "no hour is overtime", spec.Overtime != nil},
	} {
		if said.given {
			c.failAt(join(path, said.key), "add shifts: [ { days: mon-fri, from: 8h, to: 18h } ], or leave "+said.key+" out",
				"%s is always on duty: %s", path, said.what)
		}
	}
}

// teams is the depth of the level each of whose members has a team; 0 for one team.
func (c *compiler) teams(per, path string) int {
	if per == "" || per == "fleet" {
		return 0
	}
	domains := c.levelNames()
	domains = domains[:max(0, len(domains)-1)]
	i := slices.Index(domains, per)
	if i < 0 {
		c.failAt(path, hint(per, "levels of domains", domains), "there is no level of domains %s", quote(per))
	}
	return i + 1
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

const (
	week      = 7 * unit.Day
	shiftHelp = "write for example shifts: [ { days: mon-fri, from: 8h, to: 18h } ]"
)

// shifts are the spans of duty within a week, in order, those that touch made one.
func (c *compiler) shifts(specs []ShiftSpec, path string) []models.Shift {
	var all []models.Shift
	for i, s := range specs {
		at := join(path, strconv.Itoa(i))
		if s.From == s.To {
			c.failAt(at, shiftHelp, "a shift lies between 0h and 24h, not from %s to %s", s.From, s.To)
			continue
		}
		if len(s.Days) == 0 {
			c.failAt(join(at, "days"), "write mon-fri, or leave days out for every day", "%s is on no day of the week", at)
		}
		lasts := s.To - s.From
		if lasts < 0 {
			lasts += unit.Day
		}
		for _, word := range s.Days {
			days, ok := daysOf(word)
			if !ok {
				c.failAt(join(at, "days"), "write mon-fri, sat, or a list such as [mon, wed-fri]",
					"%s names no days of the week", quote(word))
			}
			for _, day := range days {
				all = append(all, onDuty(unit.Duration(unit.Duration(day)*unit.Day)+s.From, lasts)...)
			}
		}
	}
	return united(all)
}

// daysOf reads "mon" or "mon-fri", from 0 for Monday; a range may pass the end of the week.
func daysOf(word string) ([]int, bool) {
	first, last, ranged := strings.Cut(word, "-")
	if !ranged {
		last = first
	}
	from, to := slices.Index(weekdays, first), slices.Index(weekdays, last)
	if from < 0 || to < 0 {
		return nil, false
	}
	var days []int
	for day := from; ; day = (day + 1) % len(weekdays) {
		if days = append(days, day); day == to {
			return days, true
		}
	}
}

// onDuty is a span of duty; what passes the end of the week comes at its beginning.
func onDuty(from, lasts unit.Duration) []models.Shift {
	to := from + lasts
	if to <= week {
		return []models.Shift{{From: sim.Duration(from), To: sim.Duration(to)}}
	}
	return []models.Shift{{From: 0, To: sim.Duration(to - week)}, {From: sim.Duration(from), To: sim.Duration(week)}}
}

// united sorts spans and makes one of those that overlap or touch.
func united(all []models.Shift) []models.Shift {
	slices.SortFunc(all, func(a, b models.Shift) int { return cmp.Compare(a.From, b.From) })
	var out []models.Shift
	for _, s := range all {
		if last := len(out) - 1; last >= 0 && s.From <= out[last].To {
			out[last].To = max(out[last].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

func (c *compiler) spare(name string, spec *SpareSpec) {
	path := join("resources.spares", name)
	out := models.Spare{Name: name, Stock: int(spec.Stock), Reorder: max(0, int(spec.Stock)-1), Lead: spec.LeadTime,
		Cost: spec.Cost, Holding: float64(spec.Holding)}
	if spec.Reorder != nil {
		out.Reorder = int(*spec.Reorder)
	}
	switch {
	case spec.Stock == 0 && spec.LeadTime == nil:
		c.failAt(path, "add a stock, or lead_time: 10d for parts that are ordered when they are needed",
			"%s has no parts and gets none", path)
	case out.Reorder > 0 && out.Reorder >= out.Stock:
		c.failAt(join(path, "reorder"), "write a number below stock", "%s would order at %s what fills up to %s", path,
			plural(out.Reorder, "part"), plural(out.Stock, "part"))
	case spec.LeadTime == nil:
		c.warnAt(path, "add lead_time: 10d", "no parts are ordered: when %s gone, repairs that need one wait for ever",
			gone(out.Stock))
	}
	c.blueprint.Spares = append(c.blueprint.Spares, out)
}

func gone(parts int) string {
	if parts == 1 {
		return "the only one is"
	}
	return fmt.Sprintf("all %d are", parts)
}

func (c *compiler) pool(name string, spec *BandwidthSpec) {
	out := models.Pool{Name: name, Rate: float64(spec.Rate), Each: math.Inf(1), Drag: float64(spec.Drag)}
	if spec.Each != nil {
		out.Each = float64(*spec.Each)
	}
	c.blueprint.Pools = append(c.blueprint.Pools, out)
}
