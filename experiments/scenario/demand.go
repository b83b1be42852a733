package scenario

import (
	"slices"
	"strconv"

	"nines/models"
	"nines/sim/num"
	"nines/sim/unit"
)

const maxFactor = 1000 // of demand in an hour or on a day

func (c *compiler) demand(t *TrafficSpec, path string) models.Demand {
	a := t.Arrivals
	if x, ok := a.Arrivals.(models.Circle); ok {
		return circle(x, t.ServiceTime)
	}
	p := &a.Profile
	d := models.Demand{Mean: float64(a.Rate) * a.each(), Swing: p.PeakToMean - 1, PeakAt: float64(p.PeakAt)}
	if a.Growth != nil {
		c.growth(a.Growth, join(path, "growth"))
		d.Growth = num.Expm1(num.Log1p(float64(a.Growth.Share)) * float64(unit.Day) / float64(a.Growth.Per))
	}
	if len(p.Days) > 0 || c.given[join(path, "profile.hours")] != nil {
		d.Week = c.week(p, join(path, "profile"))
	}
	return d
}

// week are the factors of the hours of a week.
func (c *compiler) week(p *ProfileSpec, path string) []float64 {
	days, week := c.days(p.Days, join(path, "days")), make([]float64, models.WeekHours)
	hours, at := p.Hours, join(path, "hours")
	switch {
	case len(hours) == 0 && c.given[at] == nil:
		hours = []unit.Factor{1}
	case len(hours) != 24 && len(hours) != len(week):
		c.failAt(at, "write 24 factors for the hours of a day, or 168 for those of a week",
			"%s has %d factors", at, len(hours))
		return nil
	case p.PeakToMean != 1:
		c.failAt(at, "leave peak_to_mean and peak_at out", "hours and a wave both say how demand goes over a day")
	case len(hours) == len(week) && len(p.Days) > 0:
		c.failAt(join(path, "days"), "leave days out, or write the 24 hours of a day",
			"168 hours and days both say how demand goes over a week")
	}
	for i, factor := range hours {
		c.reasonable(factor, join(at, strconv.Itoa(i)))
	}
	for h := range week {
		week[h] = days[h/24] * float64(hours[h%len(hours)])
	}
	if slices.Max(week) == 0 {
		c.failAt(path, "write a factor above 0x", "no requests come in any hour of the week")
	}
	return week
}

// days are the factors of the days of a week, from Monday on.
func (c *compiler) days(specs Ordered[unit.Factor], path string) [7]float64 {
	factors, named := [7]float64{1, 1, 1, 1, 1, 1, 1}, [7]string{}
	for _, s := range specs {
		at := join(path, s.Name)
		days, ok := daysOf(s.Name)
		if !ok {
			c.failAt(at, "write days: { sat-sun: 0.6x, fri: 1.2x }", "%s names no days of the week", quote(s.Name))
		}
		c.reasonable(s.Value, at)
		for _, day := range days {
			if named[day] != "" {
				c.failAt(at, "name each day once", "%s is in %s and in %s", weekdays[day], named[day], s.Name)
				break
			}
			factors[day], named[day] = float64(s.Value), s.Name
		}
	}
	return factors
}

// reasonable refuses a factor of demand that leaves all bounds.
func (c *compiler) reasonable(factor unit.Factor, path string) {
	if factor > maxFactor {
		c.failAt(path, "write a factor up to 1000x", "%s is %s; at most 1000x", path, factor)
	}
}
