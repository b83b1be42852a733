package experiments

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// Loss is so many components of one depth of the topology, which a system must do without.
type Loss struct {
	Count int
	Depth int    // 1 … len(Levels), which is that of the nodes
	Text  string // as people say it: "one zone"
}

// shortfall is what a service lacks by its rule.
type shortfall struct {
	service    int
	lost       []models.ComponentID // none: it is never up
	have, need float64
	what       string // "nodes", "zones", "requests/s"
	needs      bool   // it is down only because another one is that it needs
}

// left is the share of what is needed that is there.
func (x *shortfall) left() float64 { return x.have / x.need }

// say tells it in words: "without zone-a api has 4 of the 5 nodes that it needs".
func (x *shortfall) say(b *models.Blueprint) string {
	number := func(n float64) string {
		if x.what == perSecond {
			return unit.SI(n)
		}
		return fmt.Sprint(int(n))
	}
	text := fmt.Sprintf("%s has %s of the %s %s that it needs", b.Services[x.service].Name, number(x.have),
		number(math.Ceil(x.need*(1-slack))), x.what)
	if x.needs {
		text = b.Services[x.service].Name + " is without a service that it needs"
	}
	if len(x.lost) == 0 {
		return text + " even when all is up"
	}
	var names []string
	for _, c := range x.lost {
		names = append(names, b.Topology.Path(c))
	}
	return "without " + strings.Join(names, " and ") + " " + text
}

const perSecond = "requests/s"

// slack is what rounding may take of a share, as where services are judged when they are played.
const slack = 1e-9

// survives looks for components whose loss takes a service down by its rule while all else is up, and returns what is
// lacking where most is; nil where none is found. Demand counts at its peak. All ways to lose components that are not
// alike are tried; where these are too many, the worst component and then the worst of those left, and so on: then all
// is false. Nothing is played. Cost: O(ways × nodes × services).
func survives(b *models.Blueprint, l Loss) (worst *shortfall, all bool) {
	s := newStructure(b)
	if worst = s.lacking(); worst != nil {
		return worst, true
	}
	kinds := interchangeable(b, l.Depth)
	if ways := combinations(kinds, l.Count); ways*float64(len(b.Topology.Leaves)) <= mostLooks {
		s.everyWay(kinds, l.Count, func() {
			if x := s.lacking(); x != nil && (worst == nil || x.left() < worst.left()) {
				worst = x
			}
		})
		return worst, true
	}
	for range l.Count {
		if worst = s.loseWorst(kinds); worst != nil {
			return worst, true
		}
	}
	return nil, false
}

// doubt warns that it is not looked at what the loss of nodes does to data and locks that services need.
func (p *planner) doubt(b *models.Blueprint, l Loss) {
	for i := range b.Services {
		if !b.Services[i].Leans() {
			continue
		}
		text := "without " + l.Text + " " + b.Services[i].Name + " has the nodes that it needs; whether it has the data " +
			"or the lock that it needs is not looked at"
		if !slices.Contains(p.Warnings, text) {
			p.Warnings = append(p.Warnings, text)
		}
	}
}

// mostLooks is how many nodes are looked at for one loss, all ways together.
const mostLooks = 20_000_000

// structure is which nodes there are, and what services have of them by their rules.
type structure struct {
	b    *models.Blueprint
	gone []bool // by leaf
	lost []models.ComponentID
	peak []float64 // demand by service, at its highest
}

func newStructure(b *models.Blueprint) *structure {
	s := &structure{b: b, gone: make([]bool, len(b.Topology.Leaves)), peak: make([]float64, len(b.Services))}
	for i := range b.Services {
		if b.Services[i].Rule.Demand {
			s.peak[i] = b.DemandOn(i).Highest(-float64(b.Time.Warmup), float64(b.Time.Horizon))
		}
	}
	return s
}

// lose takes a component away, or gives it back.
func (s *structure) lose(c models.ComponentID, gone bool) {
	first, last := s.b.Topology.Span(c)
	for i := first; i < last; i++ {
		s.gone[i] = gone
	}
	if gone {
		s.lost = append(s.lost, c)
	} else {
		s.lost = s.lost[:len(s.lost)-1]
	}
}

// lacking is what the service lacks that is worst off; nil where all are up.
func (s *structure) lacking() (worst *shortfall) {
	up := make([]bool, len(s.b.Services))
	for i := range up {
		up[i] = true
		if len(s.b.Services[i].Classes) == 0 {
			continue
		}
		have, need, what := s.own(i)
		if up[i] = have >= need*(1-slack); !up[i] && (worst == nil || have/need < worst.left()) {
			worst = &shortfall{i, slices.Clone(s.lost), have, need, what, false}
		}
	}
	for turned := true; turned; {
		turned = false
		for i := range up {
			if up[i] && !met(s.b.Services[i].Needs, up) {
				up[i], turned = false, true
				if worst == nil {
					worst = &shortfall{i, slices.Clone(s.lost), 0, 1, "", true}
				}
			}
		}
	}
	return worst
}

// met reports whether what a service needs hard is there.
func met(all []models.Dependency, up []bool) bool {
	return !slices.ContainsFunc(all, func(d models.Dependency) bool { return d.Soft == 0 && !supplied(&d, up) })
}

func supplied(d *models.Dependency, up []bool) bool {
	if len(d.Of) == 0 {
		return up[d.Service]
	}
	n := 0
	for i := range d.Of {
		n += int(count(supplied(&d.Of[i], up)))
	}
	return n >= d.AtLeast
}

// own is what a service finds of its own nodes, or of the members of its log, and what it asks for.
func (s *structure) own(service int) (have, need float64, what string) {
	x := &s.b.Services[service]
	if x.Log == 0 {
		return s.measure(service, &x.Rule, models.Fleet)
	}
	log := &s.b.Logs[x.Log-1]
	for _, leaf := range log.Members {
		have += count(!s.gone[leaf])
	}
	return have, float64(log.Majority()), "members"
}

// measure is what a rule of a service finds within a domain, and what it asks for.
func (s *structure) measure(service int, r *models.Rule, domain models.ComponentID) (have, need float64, what string) {
	t := s.b.Topology
	if r.Each != nil {
		there := 0.0
		for c := range models.ComponentID(len(t.Domains)) {
			if t.Domains[c].Level != r.Depth || !t.Holds(domain, c) {
				continue
			}
			got, asked, _ := s.measure(service, r.Each, c)
			have += count(got > 0 && got >= asked*(1-slack))
			there += count(s.installed(service, c))
		}
		if need = float64(r.Domains); r.Majority {
			need = math.Floor(there/2) + 1
		}
		return have, need, unit.Plural(2, t.LevelName(r.Depth))[len("2 "):]
	}
	nodes, allNodes, rate, allRate := s.counts(service, domain)
	switch {
	case r.Nodes > 0:
		return nodes, float64(r.Nodes), "nodes"
	case r.Majority:
		return nodes, math.Floor(allNodes/2) + 1, "nodes"
	case r.Demand:
		return rate, s.peak[service], perSecond
	case r.Rate > 0:
		return rate, r.Rate, perSecond
	}
	return rate, r.Share * allRate, perSecond
}

// counts are the nodes of a service in a domain that are there and all that belong there, and their throughput.
func (s *structure) counts(service int, domain models.ComponentID) (nodes, allNodes, rate, allRate float64) {
	first, last := s.b.Topology.Span(domain)
	for i := first; i < last; i++ {
		class := int(s.b.Topology.Leaves[i].Class)
		if !slices.Contains(s.b.Services[service].Classes, class) {
			continue
		}
		here := count(!s.gone[i])
		nodes, allNodes = nodes+here, allNodes+1
		rate, allRate = rate+float64(here*s.b.Classes[class].Throughput), allRate+s.b.Classes[class].Throughput
	}
	return nodes, allNodes, rate, allRate
}

func (s *structure) installed(service int, domain models.ComponentID) bool {
	_, all, _, _ := s.counts(service, domain)
	return all > 0
}

// interchangeable groups the components of a depth by those that may stand for each other: in one domain, and with the
// same in them.
func interchangeable(b *models.Blueprint, depth int) (kinds [][]models.ComponentID) {
	t, known := b.Topology, map[string]int{}
	for _, c := range t.AtDepth(depth) {
		name := fmt.Sprint(t.Parent(c), contents(b, c))
		k, found := known[name]
		if !found {
			k = len(kinds)
			known[name], kinds = k, append(kinds, nil)
		}
		kinds[k] = append(kinds[k], c)
	}
	return kinds
}

// contents says what is in a component, so that two with the same in them read the same.
func contents(b *models.Blueprint, c models.ComponentID) string {
	t := b.Topology
	if i, leaf := t.Leaf(c); leaf {
		return kindOf(b, i)
	}
	var parts []string
	inner, end := t.Inner(c)
	for ; inner < end; inner++ {
		parts = append(parts, contents(b, inner))
	}
	if parts == nil {
		first, last := t.Span(c)
		for i := first; i < last; i++ {
			parts = append(parts, kindOf(b, i))
		}
	}
	return "(" + strings.Join(parts, " ") + ")"
}

// kindOf says what kind of node one is: of which class, and a member of which logs.
func kindOf(b *models.Blueprint, leaf int32) string {
	kind := fmt.Sprint(b.Topology.Leaves[leaf].Class)
	for l := range b.Logs {
		if slices.Contains(b.Logs[l].Members, leaf) {
			kind += fmt.Sprint("l", l)
		}
	}
	return kind
}

// combinations is how many ways there are to lose so many components that are not alike.
func combinations(kinds [][]models.ComponentID, n int) float64 {
	ways := make([]float64, n+1) // to lose 0, 1, 2, … of the kinds so far
	ways[0] = 1
	for _, k := range kinds {
		more := make([]float64, n+1)
		for lost := range ways {
			for of := 0; of <= min(lost, len(k)); of++ {
				more[lost] += ways[lost-of]
			}
		}
		ways = more
	}
	return ways[n]
}

// everyWay visits every way to lose n components that are not alike, or all of them where there are fewer.
func (s *structure) everyWay(kinds [][]models.ComponentID, n int, visit func()) {
	if n == 0 || len(kinds) == 0 {
		visit()
		return
	}
	s.everyWay(kinds[1:], n, visit)
	taken := 0
	for _, c := range kinds[0][:min(n, len(kinds[0]))] {
		s.lose(c, true)
		taken++
		s.everyWay(kinds[1:], n-taken, visit)
	}
	for i := taken - 1; i >= 0; i-- {
		s.lose(kinds[0][i], false)
	}
}

// loseWorst takes away, for good, the component whose loss leaves the service that is worst off with the least.
func (s *structure) loseWorst(kinds [][]models.ComponentID) *shortfall {
	var worst models.ComponentID
	least := math.Inf(1)
	for _, k := range kinds {
		at := slices.IndexFunc(k, func(c models.ComponentID) bool { return !slices.Contains(s.lost, c) })
		if at < 0 {
			continue
		}
		s.lose(k[at], true)
		if left := s.margin(); left < least {
			worst, least = k[at], left
		}
		s.lose(k[at], false)
	}
	if math.IsInf(least, 1) {
		return nil
	}
	s.lose(worst, true)
	return s.lacking()
}

// margin is the least that any service has of what it needs.
func (s *structure) margin() float64 {
	least := math.Inf(1)
	for i := range s.b.Services {
		if len(s.b.Services[i].Classes) > 0 {
			have, need, _ := s.own(i)
			least = min(least, have/need)
		}
	}
	return least
}

// never says what a service lacks that is not even up when all else is.
func (s *structure) never(service int) string {
	if x := s.lacking(); x != nil {
		return x.say(s.b)
	}
	return s.b.Services[service].Name + " is never up"
}
