package scenario

import (
	"encoding"
	"math"
	"strconv"
	"strings"

	"nines/models"
	"nines/sim/num"
	"nines/sim/unit"
)

var _ encoding.TextUnmarshaler = (*CapacitySpec)(nil)

// CapacitySpec is how much throughput must be reachable: a share of what is installed, "70%" or "2/3", a rate, "8k/s",
// or as much as is asked for, "demand".
type CapacitySpec struct {
	Text   string     // as written
	Share  float64    // of what is installed; 0 where another is given
	Rate   *unit.Rate // requests per second
	Demand bool
}

// UnmarshalText reads any of the forms.
func (s *CapacitySpec) UnmarshalText(text []byte) (err error) {
	*s = CapacitySpec{Text: string(text)}
	over, under, divided := strings.Cut(s.Text, "/")
	p, q := whole(over), whole(under)
	switch {
	case s.Text == "demand":
		s.Demand = true
	case p > 0 && q >= p:
		s.Share = float64(p) / float64(q)
	case p > 0 && q > 0:
		return &unit.Error{Text: s.Text, Problem: "is more than is installed", Remedy: "write 2/3, 70% or 8k/s"}
	case divided:
		s.Rate = new(unit.Rate)
		return s.Rate.UnmarshalText(text)
	default:
		var ratio unit.Ratio
		if ratio, err = unit.ParseRatio(s.Text); err != nil && !strings.HasSuffix(s.Text, "%") {
			return &unit.Error{Text: s.Text, Problem: "is no share and no rate", Remedy: "write 70%, 2/3, 8k/s or demand"}
		}
		s.Share = unrounded(s.Text, float64(ratio))
	}
	return err
}

// Notation is how shares, rates and the demand are written.
func (CapacitySpec) Notation() unit.Notation {
	return unit.Notation{Name: "share, rate or demand", Example: "70%, 2/3, 8k/s or demand", Bare: "number",
		Pattern: `^(demand|\s*\+?[0-9]+\s*/\s*\+?[0-9]+\s*|` + inner(unit.Ratio(0)) + "|" + inner(unit.Rate(0)) + ")$"}
}

// String is the text that UnmarshalText reads.
func (s CapacitySpec) String() string { return s.Text }

// whole is a number above 0 that a text is all of, else 0.
func whole(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return max(0, n)
}

// unrounded is the simple fraction that a share of which two or more decimals of a percent are written is rounded from,
// or else the share: 66.67% is two thirds, so that it holds with two of three zones as 66.66% does.
func unrounded(text string, share float64) float64 {
	const most = 20 // denominator
	_, decimals, _ := strings.Cut(strings.TrimSuffix(text, "%"), ".")
	digits := len(decimals)
	if strings.HasSuffix(text, "%") {
		digits += 2
	}
	if digits < 4 || strings.Trim(decimals, "0123456789") != "" {
		return share
	}
	half := num.Pow(10, -float64(digits)) / 2
	for q := 2.0; q <= most; q++ {
		if p := math.Round(share * q); math.Abs(p/q-share) <= half*(1+1e-9) && p > 0 {
			return p / q
		}
	}
	return share
}

// capacity is a rule on the throughput that is reachable within a domain at some depth.
func (c *compiler) capacity(s *CapacitySpec, service string, classes []int, depth int, path string) models.Rule {
	switch {
	case s.Demand:
		c.asked(service, depth, path)
		return models.Rule{Demand: true}
	case s.Rate == nil:
		if s.Share == 0 {
			c.failAt(path, "write for example 70%", "a capacity of 0%% is always there")
		}
		return models.Rule{Share: s.Share}
	case *s.Rate == 0:
		c.failAt(path, "write for example 8k/s", "a capacity of 0/s is always there")
	}
	for _, class := range classes {
		if k := &c.blueprint.Classes[class]; !k.Rated {
			c.failAt(path, "write classes: { "+k.Name+": { throughput: 2k/s } }",
				"%s asks for requests per second, and class %s has no throughput", path, k.Name)
			break
		}
	}
	return models.Rule{Rate: float64(*s.Rate)}
}

// asked refuses a rule of demand where it is not known what is asked of the service.
func (c *compiler) asked(service string, depth int, path string) {
	switch {
	case !c.flowing() && !c.requesting():
		c.failAt(path, "add traffic: { service: "+service+", arrivals: { rate: 8k/s } }, or write capacity: 8k/s",
			"there is no traffic, so %s can have no demand to meet", service)
	case !c.visited(service):
		c.failAt(path, "write for example capacity: 8k/s", "the traffic is on %s: nothing is known of the demand on %s",
			c.spec.Traffic[0].Service, service)
	case depth > 0:
		c.failAt(path, "write a share, or a rate as in capacity: 2k/s",
			"demand is on the service as a whole, not on a part of it")
	}
}
