package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// CountsSpec is what a contract counts: in which hours, what of the maintenance, and as how much what is worse than up
// and better than down.
type CountsSpec struct {
	Hours       []ShiftSpec   `key:"hours"`
	Maintenance string        `key:"maintenance" oneof:"shared counted forgiven excluded"`
	Partial     []PartialSpec `key:"partial"`
}

func (CountsSpec) notes() notes {
	return notes{
		"hours": {"Service hours: what is outside of them is not in the total, and no downtime. The measured time begins " +
			"on a Monday at 0:00. Always if not given.", "[ { days: mon-fri, from: 8h, to: 18h } ]", ""},
		"maintenance": {"What of the time in which a fault with counted: false holds a node that the service, or what it " +
			"needs, runs on. With shared, downtime counts for the part of it that belongs to faults that count; what two " +
			"hold together belongs to the earlier. With counted, all downtime counts. With forgiven, none of that time is " +
			"downtime, whatever else is broken. With excluded, it is not in the total either.", "excluded", ""},
		"partial": {"Outages in part: while the service is up with less than a share of its throughput, the time counts " +
			"with a weight; of several, the greatest.", "[ { below: 90%, weight: 30% } ]", ""},
	}
}

func (s *CountsSpec) setDefaults() { s.Maintenance = Shared }

// PartialSpec is the weight of an outage in part.
type PartialSpec struct {
	Below  unit.Ratio `key:"below" required:"true"`
	Weight unit.Ratio `key:"weight" required:"true"`
}

func (PartialSpec) notes() notes {
	return notes{
		"below":  {"The share of the installed throughput of which less is reachable.", "90%", "above 0%, up to 100%"},
		"weight": {"As which share of an outage the time counts.", "30%", "above 0%, up to 100%"},
	}
}

// What a contract makes of maintenance.
const (
	Shared   = "shared"   // downtime counts for the part that belongs to faults that count
	Counted  = "counted"  // all downtime counts
	Forgiven = "forgiven" // no downtime counts in the meantime
	Excluded = "excluded" // nor does the time
)

// Counts is what an objective counts, checked.
type Counts struct {
	Hours       []models.Shift // from the start of the measured time, a Monday, week by week; none: always
	Maintenance string
	Partial     []PartialSpec
	Text        string // in a few words: "mon-fri 8h-18h, maintenance excluded"
}

const maxHours = 100_000 // spans of service hours in a run

// contract reads what an objective counts, and asks for a trail that tells it; nil if it counts as all others do.
func (c *compiler) contract(o *Objective, s *ObjectiveSpec, path string) *Counts {
	path = join(path, "counts")
	if s.Counts == nil {
		return nil
	}
	service := slices.IndexFunc(c.blueprint.Services, func(x models.Service) bool { return "service:"+x.Name == o.Scope })
	if !slices.Contains(rolling, s.Metric) || service < 0 {
		c.failAt(path, "leave it out, or choose availability, unavailability or downtime of a service",
			"counts says what is downtime of a service, and %s is about something else", s.Metric)
		return nil
	}
	x := &Counts{Hours: c.shifts(s.Counts.Hours, join(path, "hours")), Maintenance: s.Counts.Maintenance,
		Partial: s.Counts.Partial, Text: s.Counts.Words()}
	weeks := float64(c.spec.Time.Horizon) / float64(week)
	excuses := slices.ContainsFunc(c.blueprint.Faults, func(f models.Fault) bool { return f.Uncounted })
	switch {
	case x.Text == "":
		c.failAt(path, "write hours, maintenance or partial", "%s says nothing that is not so anyway", path)
	case weeks*float64(len(x.Hours)) > maxHours:
		c.failAt(join(path, "hours"), "shorten the horizon", "more than %d spans of service hours in a horizon of %s",
			maxHours, c.spec.Time.Horizon)
	case !excuses && x.Maintenance != Shared:
		c.failAt(join(path, "maintenance"), "write counted: false in the faults that are maintenance",
			"no fault of the scenario is maintenance: all count")
	case excuses && x.Maintenance == Shared && len(x.Partial) > 0:
		c.failAt(join(path, "partial"), "write maintenance: counted, forgiven or excluded beside it",
			"whose fault an outage in part is, nobody says, so that it cannot be shared with maintenance")
	case len(x.Partial) > 0 && len(c.blueprint.Services[service].Classes) == 0:
		c.failAt(join(path, "partial"), "leave it out",
			"%s has no nodes of its own, and so no throughput of which there could be a part", o.Scope)
	}
	c.blueprint.Trail = true
	c.tellBelow(&c.blueprint.Services[service], x.Partial)
	return x
}

// tellBelow has a service tell when it is below the shares of throughput that a contract names.
func (c *compiler) tellBelow(s *models.Service, partial []PartialSpec) {
	const most = 100
	for _, p := range partial {
		if !slices.Contains(s.Levels, float64(p.Below)) {
			s.Levels = append(s.Levels, float64(p.Below))
		}
	}
	slices.SortFunc(s.Levels, func(a, b float64) int { return cmp.Compare(b, a) })
	if len(s.Levels) > most {
		c.failAt("slo", "name fewer", "%d levels of throughput of %s; at most %d are told apart", len(s.Levels), s.Name, most)
	}
}

// Words are what is counted in another way than without: "mon-fri 8h-18h, maintenance excluded"; "" if nothing is.
func (s *CountsSpec) Words() string {
	var all []string
	for _, h := range s.Hours {
		all = append(all, fmt.Sprintf("%s %s-%s", strings.Join(h.Days, "+"), h.From, h.To))
	}
	if s.Maintenance != Shared {
		all = append(all, "maintenance "+s.Maintenance)
	}
	for _, p := range s.Partial {
		all = append(all, fmt.Sprintf("%s below %s", p.Weight, p.Below))
	}
	return strings.Join(all, ", ")
}

// Weight is as which share of an outage the time counts in which a service is up and so many of its levels, the highest
// first, are out of reach.
func (k *Counts) Weight(levels []float64, below int8) float64 {
	weight := 0.0
	for _, p := range k.Partial {
		if below > 0 && float64(p.Below) >= levels[below-1] {
			weight = max(weight, float64(p.Weight))
		}
	}
	return weight
}
