package scenario

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// ChangesSpec is how other nodes become members of a replicated log.
type ChangesSpec struct {
	After    *unit.Duration `key:"after"`    // nil: whoever is missed stays a member
	Every    *unit.Duration `key:"every"`    // nil: nobody leaves who is well
	CatchUp  *TripSpec      `key:"catch_up"` // nil: no time
	Within   string         `key:"within"`
	Transfer bool           `key:"transfer" omit:"zero"`
}

func (ChangesSpec) notes() notes {
	return notes{
		"after": {"A member that no leader has reached for so long is replaced, if it is not back before the node that " +
			"joins has learned. The longest missed comes first, one at a time, and while there is a leader only. Never if not " +
			"given.", "10m", "0s or more"},
		"every": {"How often a member is replaced that is well, one after the other, as when machines are renewed. One " +
			"whose turn still waits when the next one comes is passed over. Never if not given.", "30d", "1s or more"},
		"catch_up": {"How long the node that joins learns what is in the log, without a vote; begun anew where it, or the " +
			"leader, is lost meanwhile. A time or a law; no time if not given.", "2m", ""},
		"within": {"The level in one of whose domains the node that joins is with the one that leaves; anywhere if not " +
			"given. Without it members that are replaced while a zone is away share the others, and stay there when it is back.",
			"zone", ""},
		"transfer": {"Whether a leader whose turn it is tells another member to stand at once. Otherwise the others notice " +
			"that it is gone when their election time-outs end. False if not given, as in Raft.", "true", ""},
	}
}

// mostSites bounds the sites of hosts: there is a round trip for each pair of them.
const mostSites = 512

// changes carries over how members of a log change; nil where something is wrong with that.
func (c *compiler) changes(s *LogSpec, members []int32, path string) *models.Changes {
	at, x := join(path, "changes"), &models.Changes{After: sim.Duration(math.Inf(1)), Transfer: s.Changes.Transfer}
	x.Hosts = c.blueprint.Topology.LeavesOf(c.runsOn(s.On, join(path, "on"))...)
	if s.Spread != "" {
		x.Depth, _ = c.depth(s.Spread)
	}
	if s.Changes.Within != "" {
		c.together(x, s.Changes.Within, members, join(at, "within"))
	}
	if s.Changes.After != nil {
		x.After = sim.Duration(*s.Changes.After)
	}
	if s.Changes.Every != nil {
		x.Every = sim.Duration(*s.Changes.Every)
	}
	if s.Changes.CatchUp != nil {
		x.CatchUp = s.Changes.CatchUp.Law
	}
	switch {
	case s.Changes.After == nil && s.Changes.Every == nil:
		c.failAt(at, "add after: 10m, which replaces who is missed for so long, or every: 30d", "%s says nothing of when "+
			"members change", at)
	case s.Changes.Transfer && s.Changes.Every == nil:
		c.failAt(join(at, "transfer"), "add every: 30d, or leave it out", "%s has no effect: who is missed leads nobody, "+
			"and nobody else leaves", join(at, "transfer"))
	case len(x.Hosts) <= len(members):
		c.failAt(at, fmt.Sprintf("write replicas: %d, or add nodes", max(1, (len(members)-2)|1)),
			"%s: all %s are members, so that none is left to take the place of one", at, plural(len(x.Hosts), "node"))
	default:
		return x
	}
	return nil
}

// together has who joins be in a domain with who leaves, and warns where nobody else is.
func (c *compiler) together(x *models.Changes, level string, members []int32, path string) {
	t, known := c.blueprint.Topology, c.levelNames()
	depth, ok := c.depth(level)
	if !ok || depth == len(t.Levels) {
		help := "leave it out: no level is above that of the nodes"
		if outer := known[:len(known)-1]; len(outer) > 0 {
			help = hint(level, "levels here", outer)
		}
		c.failAt(path, help,
			"%s: members that take each other's place share no %s", path, quote(level))
		return
	}
	x.Within = depth
	for _, leaf := range members {
		domain := t.Above(leaf, depth)
		free := func(host int32) bool { return t.Above(host, depth) == domain && !slices.Contains(members, host) }
		if !slices.ContainsFunc(x.Hosts, free) {
			c.warnAt(path, "add nodes there, or name an outer level", "%s: in %s there is no node that could take the place of "+
				"the member there", path, t.Path(domain))
			return
		}
	}
}

// sites gives each host its site, and reports whether they are not too many: hosts are on one where all that links and
// levels tell of says so.
func (c *compiler) sites(x *models.Changes, levels map[int]dist.Law, links []link, path string) bool {
	t, depth, named := c.blueprint.Topology, 0, map[models.ComponentID]bool{}
	for d := range levels {
		depth = max(depth, d)
	}
	for _, l := range links {
		for _, end := range [...]models.ComponentID{l.a, l.b} {
			if _, leaf := t.Leaf(end); leaf {
				named[end] = true
			} else {
				depth = max(depth, t.Depth(end))
			}
		}
	}
	sites := map[models.ComponentID]int32{}
	for _, leaf := range x.Hosts {
		in := t.Above(leaf, min(depth, len(t.Levels)-1))
		if node := t.Node(leaf); named[node] {
			in = node
		}
		if _, known := sites[in]; !known {
			sites[in] = int32(len(sites))
		}
		x.Site = append(x.Site, sites[in])
	}
	if x.Sites = len(sites); x.Sites > mostSites {
		at := join(path, "round_trip")
		c.failAt(at, "give it for an outer level, as { fleet: 2ms }", "%s tells %d places apart in which members may be; at "+
			"most %d can be simulated", at, x.Sites, mostSites)
		return false
	}
	return true
}
