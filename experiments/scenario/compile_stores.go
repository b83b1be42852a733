package scenario

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/models/data"
	"nines/policies/placement"
	"nines/sim"
	"nines/sim/unit"
)

// stores carries over what is kept on nodes.
func (c *compiler) stores() {
	for i := range c.spec.Stores {
		s := &c.spec.Stores[i]
		path := join("stores", s.Name)
		out := models.Store{Name: s.Name, Classes: c.runsOn(s.Value.On, join(path, "on")), Placer: s.Value.Placement}
		out.Scheme = c.scheme(&s.Value, path)
		c.contents(&s.Value, &out, path)
		out.Access = c.access(&s.Value, &out, path)
		if out.Placer == nil {
			out.Placer = placement.Random{}
		}
		out.From = c.standpoints(&s.Value, &out, path)
		c.updates(&s.Value, &out, path)
		out.Rebuild = c.rebuild(&s.Value, &out, path)
		c.latent(&s.Value, &out, path)
		c.room(&s.Value, &out, path)
		if p := s.Value.Cost; p != nil && p.Per > 0 {
			out.Price = models.StoragePrice{Kept: float64(p.Price) / float64(p.Per), Rebuilt: p.Traffic / float64(p.Per)}
		}
		c.blueprint.Stores = append(c.blueprint.Stores, out)
	}
	if len(c.blueprint.Stores) == 0 {
		return
	}
	if slices.ContainsFunc(c.blueprint.Faults, func(f models.Fault) bool { return f.Destroys }) ||
		c.blueprint.Corrupts() ||
		slices.ContainsFunc(c.blueprint.Stores, func(s models.Store) bool { return s.ErrorRate > 0 }) {
		return
	}
	c.warnAt("stores", "write loses_data: true for faults that destroy what nodes keep, such as a dead disk",
		"no fault destroys data: it may be unreadable, but is never lost")
}

// contents enters how much is in a store, and in how many groups.
func (c *compiler) contents(s *StoreSpec, out *models.Store, path string) {
	c.either(path, "holds", "holds: 2PB", s.Holds != nil, "holds_per_node", s.PerNode != nil)
	c.either(path, "groups", "groups: 10k", s.Groups != nil, "group_size", s.Size != nil)
	all := 0.0
	if s.Holds != nil {
		all = float64(*s.Holds)
	} else if s.PerNode != nil && out.Scheme.Data > 0 {
		all = float64(*s.PerNode) * float64(c.blueprint.Topology.Count(out.Classes...)) / out.Scheme.Overhead()
	}
	const rounding = 1e-9 // of a group: ten of 10 GB hold 100 GB
	switch at := join(path, "group_size"); {
	case s.Groups != nil:
		out.Groups = int(*s.Groups)
	case s.Size == nil || *s.Size <= 0:
	case all/float64(*s.Size) > mostGroups:
		c.failAt(at, "write a larger one", "%s makes about %s groups", at, power(all/float64(*s.Size)))
	default:
		out.Groups = int(max(1, math.Ceil(all/float64(*s.Size)-rounding)))
	}
	if out.Groups > 0 {
		out.Bytes = all / float64(out.Groups)
	}
}

// mostGroups bounds what is looked at closer.
const mostGroups = 1e9

// either refuses both of two keys that say the same, and neither.
func (c *compiler) either(path, key, example string, given bool, other string, otherGiven bool) {
	switch {
	case given && otherGiven:
		c.failAt(join(path, other), "leave out one of them", "%s: %s and %s say the same", path, key, other)
	case !given && !otherGiven:
		c.failAt(path, "add for example "+example, "%s lacks %s or %s", path, quote(key), quote(other))
	}
}

// standpoints are where the users of a store stand; none where they are outside.
func (c *compiler) standpoints(s *StoreSpec, out *models.Store, path string) []models.ComponentID {
	at := join(path, "from")
	if s.From == "" {
		return nil
	}
	found, _, _ := c.targets(s.From, at)
	switch n := len(found); {
	case n == 1 && found[0] == models.Fleet:
		c.failAt(at, "leave it out", "%s: users who are not inside of anything are outside of the fleet", at)
		return nil
	case n*out.Groups > data.MaxOutlooks:
		c.failAt(at, "name a level further out, or one domain", "%s: %s and %s are more than %.0e together", at,
			plural(n, "place"), plural(out.Groups, "group"), float64(data.MaxOutlooks))
	}
	if !c.blueprint.Divides() {
		c.warnAt(at, "write for example effect: partition for what keeps zones from each other",
			"no fault divides nodes: where the users of store %s stand makes no difference", out.Name)
	}
	return found
}

// latent enters the errors that come to a store, and what finds them.
func (c *compiler) latent(s *StoreSpec, out *models.Store, path string) {
	if l := s.Latent; l != nil && l.Per > 0 {
		out.ErrorRate = float64(l.Rate) / float64(l.Per)
	}
	if s.Scrub != nil {
		out.Scrub = models.Scrub{Every: sim.Duration(s.Scrub.Every), Random: s.Scrub.Passes == "random"}
	}
	if s.Through != nil {
		out.ReadThrough = sim.Duration(*s.Through)
	}
	finds := "only repairs that happen to read one find it"
	if s.Through != nil {
		finds = "only users and repairs that happen to read one find it"
	}
	switch corrupted := c.blueprint.Corrupts(); {
	case corrupted && s.Latent == nil && s.Scrub == nil:
		c.warnAt(path, "write for example scrub: { every: 14d }", "no scrub looks for the errors that faults put into store "+
			"%s: %s", out.Name, finds)
	case s.Latent != nil && s.Scrub == nil:
		c.warnAt(join(path, "latent_errors"), "write for example scrub: { every: 14d }",
			"no scrub looks for the errors of store %s: %s", out.Name, finds)
	case s.Through != nil && s.Latent == nil && !corrupted:
		c.warnAt(join(path, "read_through"), "write for example latent_errors: { rate: 0.1/y, per: 1TB }",
			"store %s has no errors that its users could meet", out.Name)
	case s.Scrub != nil && s.Latent == nil && !corrupted:
		c.warnAt(join(path, "scrub"), "write for example latent_errors: { rate: 0.1/y, per: 1TB }",
			"store %s has no errors that its scrub could find", out.Name)
	}
}

// room enters how much of a store fits on a node, and looks whether that suffices for it, and for what is made anew
// when the largest of its domains is gone.
func (c *compiler) room(s *StoreSpec, out *models.Store, path string) {
	path = join(path, "room")
	switch {
	case s.Room == nil:
		return
	case out.Rebuild.InPlace:
		c.failAt(path, "leave it out, or write repair: { onto: others }", "%s: nothing is made on other nodes, so that "+
			"no room for it is needed", path)
		return
	}
	out.Room = float64(*s.Room)
	ground := models.NewGround(c.blueprint.Topology, out, nil)
	places, _ := out.RoomFor()
	fragments, nodes := out.Groups*out.Scheme.Fragments(), len(ground.Nodes)
	write := func(nodes int) string {
		each := (fragments + nodes - 1) / max(1, nodes)
		return "write for example room: " + unit.Bytes(math.Ceil(float64(each)*out.FragmentBytes())).String()
	}
	if nodes > 0 && fragments > places*nodes {
		c.failAt(path, write(nodes)+", or more", "%s have room for %s of store %s, and with copies and parities it takes %s",
			plural(nodes, "node"), unit.Bytes(float64(nodes)*out.Room).Human(), out.Name,
			unit.Bytes(float64(fragments)*out.FragmentBytes()).Human())
		return
	}
	for depth := len(c.blueprint.Topology.Levels); depth > 0; depth-- {
		gone, level := largest(ground, depth), c.blueprint.Topology.LevelName(depth)
		if gone < nodes && fragments > places*(nodes-gone) {
			c.warnAt(path, write(nodes-gone), "when the largest %s is gone, the other nodes have no room for all of store %s: "+
				"the rest waits until some are back (no_room)", level, out.Name)
			return
		}
	}
}

// largest is how many nodes of a ground the largest domain of a depth has.
func largest(g *models.Ground, depth int) (most int) {
	counts := map[models.ComponentID]int{}
	for _, leaf := range g.Nodes {
		d := g.Above(leaf, depth)
		counts[d]++
		most = max(most, counts[d])
	}
	return most
}

// scheme is how groups are cut, by copies or by a code.
func (c *compiler) scheme(s *StoreSpec, path string) models.Scheme {
	one := models.Scheme{Data: 1}
	switch {
	case s.Replicas == nil && s.Code == "":
		c.failAt(path, "write replicas: 3, or code: 6+3", "%s needs replicas or a code", path)
	case s.Replicas != nil && s.Code != "":
		c.failAt(join(path, "replicas"), "leave one of them out", "%s has both replicas and a code", path)
	case s.Replicas == nil:
		return c.code(s.Code, join(path, "code"))
	case *s.Replicas < 1 || *s.Replicas > models.MaxFragments:
		c.failAt(join(path, "replicas"), "write replicas: 3", "%s: want from 1 to %d copies", join(path, "replicas"),
			models.MaxFragments)
	default:
		one.Global = int(*s.Replicas) - 1
	}
	return one
}

// access is how many fragments users have to reach.
func (c *compiler) access(s *StoreSpec, out *models.Store, path string) (a models.Access) {
	n := out.Scheme.Fragments()
	if s.Reads != nil && s.Code != "" {
		c.failAt(join(path, "reads"), "leave it out", "%s: a code is read while what is reached can be decoded",
			join(path, "reads"))
	} else {
		a.Read = c.reached(s.Reads, 1, n, join(path, "reads"))
	}
	a.Write = c.reached(s.Writes, out.Scheme.Data, n, join(path, "writes"))
	// Who says what is written on both sides has chosen that.
	if read := max(1, a.Read); s.Code == "" && s.Updates == nil && a.Write > 0 && read+a.Write <= n {
		c.warnAt(join(path, "writes"),
			fmt.Sprintf("let reads and writes be more than %d together, or look at stale_reads", n),
			"a read of %d and a write of %d of %d copies need not meet: it may miss what was just written", read, a.Write, n)
	}
	return a
}

// reached is so many of the fragments of a group; 0 where it is not said.
func (c *compiler) reached(asked *unit.Count, least, most int, path string) int {
	switch {
	case asked == nil:
		return 0
	case int(*asked) < least || int(*asked) > most:
		c.failAt(path, fmt.Sprintf("write a number from %d to %d", least, most), "%s: a group has %s, and it takes %d to "+
			"have its data", path, plural(most, "fragment"), least)
		return 0
	}
	return int(*asked)
}

// code reads 6+3 or 12+2+2.
func (c *compiler) code(text, path string) models.Scheme {
	const help = "write 6+3: fragments of data and of parity, or 12+2+2: data, local parities and global ones"
	var parts []int
	for word := range strings.SplitSeq(text, "+") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		switch {
		case errors.Is(err, strconv.ErrRange) || n > models.MaxFragments:
			c.failAt(path, help, "%s: a group has at most %d fragments, and %s has more", path, models.MaxFragments, text)
			return models.Scheme{Data: 1}
		case err != nil || n < 0:
			c.failAt(path, help, "%s: %s is no code", path, quote(text))
			return models.Scheme{Data: 1}
		}
		parts = append(parts, n)
	}
	var s models.Scheme
	switch {
	case len(parts) == 2:
		s = models.Scheme{Data: parts[0], Global: parts[1]}
	case len(parts) == 3:
		s = models.Scheme{Data: parts[0], Local: parts[1], Global: parts[2]}
	}
	switch {
	case s.Data == 0:
		c.failAt(path, help, "%s: %s is no code", path, quote(text))
	case s.Fragments() > models.MaxFragments:
		c.failAt(path, help, "%s: %s has %d fragments, and a group has at most %d", path, text, s.Fragments(),
			models.MaxFragments)
	case s.Local > 0 && s.Data%s.Local != 0:
		c.failAt(path, fmt.Sprintf("write %d+%d+%d", s.Data-s.Data%s.Local+s.Local, s.Local, s.Global),
			"%s: %d fragments of data do not fall into %d equal parts", path, s.Data, s.Local)
	default:
		return s
	}
	return models.Scheme{Data: 1}
}

// usualGrace is how long most wait until they copy what is on a node that does not answer: as GFS did, and longer than
// most restarts take (Ford et al., OSDI 2010).
const usualGrace = 15 * unit.Minute

// rebuild is how fragments of a store are made anew.
func (c *compiler) rebuild(s *StoreSpec, out *models.Store, path string) models.Rebuild {
	path = join(path, "repair")
	spec := &s.Repair
	r := models.Rebuild{Grace: sim.Duration(spec.Grace), InPlace: spec.Onto == "itself", Takes: spec.Takes,
		Each: rateOr(spec.PerNode), Rate: rateOr(spec.Rate), Endangered: spec.First == "endangered"}
	if r.InPlace && spec.Grace != usualGrace { // which the resolved file says
		c.failAt(join(path, "grace"), "leave it out", "fragments are made on the node itself when it is back: nothing waits "+
			"for the time of grace")
	}
	c.repairPool(spec, &r, path)
	if spec.AtOnce != nil {
		r.AtOnce = int(*spec.AtOnce)
	}
	if spec.PerSource != nil {
		r.PerSource = int(*spec.PerSource)
	}
	if spec.Left != nil {
		r.Lazy, r.Left = true, int(*spec.Left)
		if most := out.Scheme.Bears(0); r.Left >= most {
			c.failAt(join(path, "left"), fmt.Sprintf("write a number below %d, or leave it out", most),
				"%s: a group bears the loss of %s, so that there is nothing to wait for", join(path, "left"),
				plural(max(most, 0), "fragment"))
		}
	}
	if r.Takes == nil && r.Pool == "" && math.IsInf(min(r.Each, r.Rate), 1) {
		c.warnAt(path, "write for example per_node: 50MB/s, or takes: 2h", "repairs of store %s take no time", out.Name)
	}
	return r
}

// repairPool finds the bandwidth that repairs share with others.
func (c *compiler) repairPool(spec *RebuildSpec, r *models.Rebuild, path string) {
	known := names(c.spec.Resources.Bandwidth)
	switch at := join(path, "bandwidth"); {
	case spec.Pool == "":
		return
	case !slices.Contains(known, spec.Pool):
		c.failAt(at, hint(spec.Pool, "bandwidths", known), "unknown bandwidth %s", quote(spec.Pool))
	case spec.PerNode != nil || spec.Rate != nil:
		c.failAt(at, "write rate and each of "+join("resources.bandwidth", spec.Pool)+", and leave out "+
			"per_node and rate here",
			"%s: how fast its copies are is said by the bandwidth that they share", path)
	default:
		r.Pool = spec.Pool
	}
}

// rateOr is a bandwidth in bytes per second; none is no limit.
func rateOr(b *unit.Bandwidth) float64 {
	if b == nil {
		return math.Inf(1)
	}
	return float64(*b)
}
