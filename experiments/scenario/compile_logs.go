package scenario

import (
	"fmt"
	"math"
	"strconv"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// logs carries over the replicated logs.
func (c *compiler) logs() {
	for i := range c.spec.Logs {
		s, path := &c.spec.Logs[i].Value, join("logs", c.spec.Logs[i].Name)
		out := models.Log{Name: c.spec.Logs[i].Name, Heartbeat: sim.Duration(s.Heartbeat), Timeout: s.ElectionTimeout.Law,
			PreVote: s.PreVote}
		if s.CommitTimeout != nil {
			out.Patience = sim.Duration(*s.CommitTimeout)
		}
		if s.Disk != nil {
			out.Disk = s.Disk.Law
		}
		out.Members = c.electors(s, path)
		levels, links := c.levelTrips(s, path), c.links(s, path)
		if len(out.Members) > 0 {
			if s.Changes != nil {
				out.Changes = c.changes(s, out.Members, path)
			}
			if out.Changes == nil || c.sites(out.Changes, levels, links, path) {
				c.trips(&out, levels, links, path)
			}
			c.unsettled(&out, path)
			c.tied(&out, path)
		}
		c.blueprint.Logs = append(c.blueprint.Logs, out)
	}
}

// electors are the members of a log; none where something is wrong with them.
func (c *compiler) electors(s *LogSpec, path string) []int32 {
	classes := c.runsOn(s.On, join(path, "on"))
	t, at := c.blueprint.Topology, join(path, "replicas")
	all := t.Count(classes...)
	depth, ok := 0, true
	if s.Spread != "" {
		if depth, ok = c.depth(s.Spread); !ok {
			c.failAt(join(path, "spread"), hint(s.Spread, "levels", c.levelNames()), "unknown level %s in %s", quote(s.Spread),
				join(path, "spread"))
		}
	}
	n := all
	if s.Replicas != nil {
		n = int(*s.Replicas)
	}
	switch {
	case len(classes) == 0:
		return nil
	case n > all:
		c.failAt(at, fmt.Sprintf("write replicas: %d, or add nodes", all), "%s: %s on %s", path, plural(n, "replica"),
			plural(all, "node"))
		return nil
	case n > models.MaxMembers:
		c.failAt(path, "write replicas: 5", "%s has %d members; at most %d can be simulated", path, n, models.MaxMembers)
		return nil
	case !ok:
		return nil
	}
	if n%2 == 0 {
		c.warnAt(at, fmt.Sprintf("write replicas: %d or %d", n-1, n+1), "%s: %s bear the loss of no more members than %d",
			path, plural(n, "replica"), n-1)
	}
	chosen := models.Spread(t, classes, n, depth)
	c.bearsLoss(chosen, depth, s.Spread, path)
	return chosen
}

// bearsLoss warns where members are spread over domains one of which has so many that the others are no majority.
func (c *compiler) bearsLoss(members []int32, depth int, level, path string) {
	t := c.blueprint.Topology
	if depth == 0 || depth == len(t.Levels) || len(members) == 1 {
		return
	}
	in := map[models.ComponentID]int{}
	for _, leaf := range members {
		in[t.Above(leaf, depth)]++
	}
	for _, leaf := range members {
		if d := t.Above(leaf, depth); in[d] > (len(members)-1)/2 {
			c.warnAt(join(path, "spread"), fmt.Sprintf("have three %ss or more, or spread over another level", level),
				"%s: %d of %d members are in %s, whose loss leaves no majority", path, in[d], len(members), t.Path(d))
			return
		}
	}
}

// levelTrips are the round trips by the depth of the level for which they are given.
func (c *compiler) levelTrips(s *LogSpec, path string) map[int]dist.Law {
	levels, at := map[int]dist.Law{}, join(path, "round_trip")
	if s.RoundTrip.All.Law != nil {
		levels[0] = s.RoundTrip.All.Law
	}
	for _, l := range s.RoundTrip.Levels {
		depth, ok := c.depth(l.Name)
		if l.Name == "fleet" {
			depth, ok = 0, true
		}
		if last := len(c.blueprint.Topology.Levels); !ok || depth == last {
			known := append([]string{"fleet"}, c.levelNames()[:last-1]...)
			c.failAt(join(at, l.Name), hint(l.Name, "levels here", known), "%s: members share no %s", at, quote(l.Name))
		}
		levels[depth] = l.Value.Law
	}
	return levels
}

// trips finds the round trip of each pair of sites that members are on, and refuses where there is none.
func (c *compiler) trips(out *models.Log, levels map[int]dist.Law, links []link, path string) {
	on := make([][]int32, out.Sites()) // hosts by site: a pair of them stands for all
	for i, leaf := range out.Hosts() {
		site := i
		if out.Changes != nil {
			site = int(out.Changes.Site[i])
		}
		if len(on[site]) < 2 {
			on[site] = append(on[site], leaf)
		}
	}
	n, at := len(on), join(path, "round_trip")
	out.Trips = make([]dist.Law, n*n)
	for i := range on {
		for k := i; k < n; k++ {
			a, b := on[i][0], on[k][len(on[k])-1]
			if a == b {
				continue // a site of one host
			}
			law := c.tripOf(a, b, levels, links)
			if law == nil {
				c.failAt(at, "add fleet: 2ms", "%s says nothing about members that share no domain further in than the %s", at,
					c.blueprint.Topology.LevelName(c.shared(a, b)))
				return
			}
			out.Trips[out.Between(int32(i), int32(k))] = law
		}
	}
}

// shared is the depth of the innermost domain that holds two nodes.
func (c *compiler) shared(a, b int32) int {
	t := c.blueprint.Topology
	for depth := len(t.Levels) - 1; depth > 0; depth-- {
		if t.Above(a, depth) == t.Above(b, depth) {
			return depth
		}
	}
	return 0
}

// link is the round trip between what is in two places.
type link struct {
	a, b models.ComponentID
	law  dist.Law
}

// tripOf is the round trip between two nodes: that of a link, or of the innermost level that has one and whose domain
// holds both; nil where there is none.
func (c *compiler) tripOf(a, b int32, levels map[int]dist.Law, links []link) dist.Law {
	t := c.blueprint.Topology
	x, y := t.Node(a), t.Node(b)
	for _, l := range links {
		if t.Holds(l.a, x) && t.Holds(l.b, y) || t.Holds(l.a, y) && t.Holds(l.b, x) {
			return l.law
		}
	}
	for depth := c.shared(a, b); depth >= 0; depth-- {
		if law, ok := levels[depth]; ok {
			return law
		}
	}
	return nil
}

// links are the round trips between places.
func (c *compiler) links(s *LogSpec, path string) (all []link) {
	for i := range s.Links {
		at := join(join(path, "links"), strconv.Itoa(i))
		between := s.Links[i].Between
		if len(between) != 2 {
			c.failAt(join(at, "between"), "write between: [zone a, zone b]", "%s names %s and needs two",
				join(at, "between"), plural(len(between), "place"))
			continue
		}
		var ends [2]models.ComponentID
		ok := true
		for k, name := range between {
			found, _, known := c.targets(name, join(join(at, "between"), strconv.Itoa(k)))
			if ok = ok && known && len(found) == 1; known && len(found) != 1 {
				c.failAt(join(join(at, "between"), strconv.Itoa(k)), "name one domain or node, as \"zone a\"",
					"%s is %d places", quote(name), len(found))
			}
			if len(found) == 1 {
				ends[k] = found[0]
			}
		}
		if ok {
			all = append(all, link{ends[0], ends[1], s.Links[i].RoundTrip.Law})
		}
	}
	return all
}

// unsettled warns of time-outs that a healthy leader's heartbeats do not keep from ending.
func (c *compiler) unsettled(l *models.Log, path string) {
	const certainly = 0.999
	longest := longestTrip(l)
	least := float64(l.Heartbeat) + longest
	if l.Timeout == nil || least == 0 || l.Timeout.Survival(least) >= certainly {
		return
	}
	better := math.Ceil(100*max(10*longest, 2*least)) / 100
	c.warnAt(join(path, "election_timeout"),
		fmt.Sprintf("write election_timeout: %s: ten round trips, and more than the heartbeat", unit.Duration(better)),
		"%s: %s of the election time-outs are below the heartbeat and the longest round trip, %s: members stand while their "+
			"leader is well, which is not played, and votes are split again and again", path,
		unit.Ratio(1-l.Timeout.Survival(least)).Percent(), unit.Duration(least).Human())
}

// longestTrip is the longest mean round trip between two members of a log, in seconds.
func longestTrip(l *models.Log) (longest float64) {
	for _, law := range l.Trips {
		if law != nil {
			longest = max(longest, law.Mean())
		}
	}
	return longest
}

// tied warns of time-outs that differ by less than it takes to ask for a vote: all stand before they are asked.
func (c *compiler) tied(l *models.Log, path string) {
	const followers = 2 // so many can stand against each other
	apart := math.Inf(1)
	if l.Timeout != nil && len(l.Members) > followers {
		apart = l.Timeout.Quantile(1) - l.Timeout.Quantile(0)
	}
	if apart > longestTrip(l)/2 {
		return
	}
	c.warnAt(join(path, "election_timeout"), "write election_timeout: 1s, which is drawn anew each time from 1s to 2s",
		"%s: time-outs are all alike to half a round trip: votes are split until a member goes down or comes back", path)
}
