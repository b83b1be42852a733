package main

import (
	"fmt"
	"math"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// stores says what is kept on nodes, what of it may go, and how that is made good.
func (x *explanation) stores() *grid {
	g := &grid{}
	for i := range x.Blueprint.Stores {
		s := &x.Blueprint.Stores[i]
		spec := &x.Spec.Stores[i].Value
		n := s.Scheme.Fragments()
		g.add(s.Name, fmt.Sprintf("%s of data in %s of %s, each as %s on as many of the nodes of %s; %.3g bytes are kept "+
			"for each of it", unit.Bytes(s.Bytes*float64(s.Groups)).Human(), plural(s.Groups, "group"),
			unit.Bytes(s.Bytes).Human(),
			plural(n, "fragment"), strings.Join(spec.On, ", "), s.Scheme.Overhead()))
		g.add("", "a group is read while "+readWhile(s)+" and lost when as many are destroyed as keep it from that, "+
			"which is counted once; it is then filled with other data")
		if s.Access.Write > 0 {
			g.add("", asks(s))
		}
		if text := x.usersOf(s, spec.From); text != "" {
			g.add("", text)
		}
		if s.Updates.Rate > 0 {
			g.add("", diverges(s))
		}
		g.add("", rebuilds(s))
		if s.Room > 0 {
			g.add("", fmt.Sprintf("each node has room for %s of it, what it has lost and nobody has made anew yet included; "+
				"what no node has room for waits until one has", unit.Bytes(s.Room).Human()))
		}
		if text := keeping(s); text != "" {
			g.add("", text)
		}
		if text := latent(s, corrupting(x.Blueprint)); text != "" {
			g.add("", text)
		}
	}
	return g
}

// backing says what a service needs of a store, and what it does without.
func (x *explanation) backing(b *models.Backing) string {
	groups := x.Blueprint.Stores[b.Store].Groups
	use := map[models.Use]string{models.Read: "read", models.Written: "written", models.Updated: "read and written"}[b.Use]
	switch spare := b.Spare(groups); {
	case b.Soft:
		return "loses the share of its requests whose groups cannot be " + use + ", those that are lost until they are " +
			"filled anew"
	case groups == 1:
		return "down while it cannot be " + use + ", which after a loss is until it has been filled anew"
	case spare == 0:
		return fmt.Sprintf("down while any of %d groups cannot be %s; one that is lost until it has been filled anew", groups,
			use)
	default:
		return fmt.Sprintf("down while more than %d of %d groups cannot be %s; those that are lost until they are "+
			"filled anew", spare, groups, use)
	}
}

// corrupting says which faults put errors into what is kept, and how many; "" where none does.
func corrupting(b *models.Blueprint) string {
	var all []string
	for i := range b.Faults {
		if f := &b.Faults[i]; f.Corrupts > 0 {
			all = append(all, f.Name+" puts errors into "+unit.Ratio(f.Corrupts).Percent()+" of what nodes that it hits keep")
		}
	}
	return strings.Join(all, ", ")
}

// latent says what errors come unseen, on their own and with faults, and what finds them; "" where neither is.
func latent(s *models.Store, corrupted string) string {
	errors, scrub := s.ErrorsPerTime(), ""
	if s.Scrub.Every > 0 {
		scrub = "a scrub reads each fragment every " + unit.Duration(s.Scrub.Every).Human() + ", at its own time"
		if s.Scrub.Random {
			scrub = "a scrub reads each fragment at random times, " + unit.Duration(s.Scrub.Every).Human() + " apart on average"
		}
		scrub += ", if its node is up"
	}
	if errors == 0 && corrupted == "" {
		return scrub
	}
	if scrub == "" {
		scrub = "no scrub looks for it"
	}
	if s.ReadThrough > 0 {
		scrub += "; users read each fragment through in " + unit.Duration(s.ReadThrough).Human() + " on average, and find " +
			"what they meet, if its node is up"
	}
	come := "latent errors come " + unit.Rate(errors).Human() + " to all of it, each to one fragment"
	switch {
	case errors == 0:
		come = corrupted
	case corrupted != "":
		come += "; " + corrupted
	}
	return come + "; a fragment with one counts for nothing, known or not; " + scrub + ", and a repair " +
		"finds those in what it reads; then the fragment is " +
		"made anew where it is"
}

// readWhile says which fragments it takes: "any 6 of its 9 fragments are on nodes that are up".
func readWhile(store *models.Store) string {
	s, up := store.Scheme, " on nodes that are up,"
	switch {
	case store.Access.Read > 1:
		return fmt.Sprintf("any %d of its %d copies are%s", store.Access.Read, s.Fragments(), up)
	case s.Local > 0:
		return fmt.Sprintf("those that lack%s can be made good: one in each of %d parts of %d by the rest of "+
			"it, and %d more "+
			"(any %d may go)", strings.TrimSuffix(up, ","), s.Local, s.Data/s.Local, s.Global, s.Bears(0))
	case s.Data == 1 && s.Global == 0:
		return "its only one is" + up
	case s.Data == 1:
		return "any of its copies is" + up
	}
	return fmt.Sprintf("any %d of its %d are%s", s.Data, s.Fragments(), up)
}

// asks says what writes take, and whether reads meet them.
func asks(s *models.Store) string {
	n, read := s.Scheme.Fragments(), max(1, s.Access.Read)
	text := fmt.Sprintf("it is written while %d of its %d are reached; a write is done when so many have it",
		s.Access.Write, n)
	switch miss := s.Access.Misses(n); {
	case s.Scheme.Data > 1:
	case miss > 0:
		text += fmt.Sprintf(", and with all up %s of reads, of %d, miss one that is just done",
			unit.Ratio(miss).Percent(), read)
	default:
		text += fmt.Sprintf(", and every read, of %d, meets it", read)
	}
	return text
}

// usersOf says where those are who read and write, and what partitions leave them; "" where there is none.
func (x *explanation) usersOf(s *models.Store, from string) string {
	switch {
	case len(s.From) == 1:
		return "users are in " + x.Blueprint.Topology.Path(s.From[0]) + ": they reach what is on their side of a partition"
	case len(s.From) > 1:
		return fmt.Sprintf("as many users are in each %s, %d of them: they reach what is on their side of a partition, and "+
			"what is read and written is a mean over them", from, len(s.From))
	case x.Blueprint.Divides():
		return "users are outside of everything: they reach no node that is cut off"
	}
	return ""
}

// diverges says what becomes of what is written on both sides of a partition.
func diverges(s *models.Store) string {
	u, n := &s.Updates, s.Access.Write
	keys := unit.Count(u.Keys.Count).String() + " keys"
	if u.Keys.Exponent > 0 {
		keys += fmt.Sprintf(", the k-th most popular in proportion to k^-%g", u.Keys.Exponent)
	}
	text := fmt.Sprintf("writes come %s from all places together, to %s; ", unit.Rate(u.Rate).Human(), keys)
	if 2*n > s.Scheme.Fragments() {
		return text + fmt.Sprintf("two sides cannot both reach %d copies of a group, so that one of them refuses", n)
	}
	text += fmt.Sprintf("a side goes on while it reaches %s of a group. Copies that some users reach together have the "+
		"same, at once; when sides meet, keys that both have written since they parted are in conflict, of which so many "+
		"are counted as are expected", map[bool]string{true: "a copy", false: fmt.Sprintf("%d copies", n)}[n == 1])
	if u.Siblings {
		return text + "; both versions are kept. What a copy alone has is lost if it is destroyed, or made elsewhere"
	}
	return text + "; the later version is kept, and all writes to the other are lost (which is later, as if both sides " +
		"had written evenly), as is what a copy alone has if it is destroyed, or made elsewhere"
}

// rebuilds says when and how fragments are made anew.
func rebuilds(s *models.Store) string {
	r := &s.Rebuild
	text := "fragments are made anew on others when their node has been suspected for " + unit.Duration(r.Grace).Human() +
		", or is back without them"
	if r.InPlace {
		text = "fragments are made anew on the node that has lost them, when it is back"
	}
	if r.Lazy {
		text += ", once a group bears the loss of no more than " + plural(r.Left, "further one")
	}
	text += fmt.Sprintf("; a node makes one at a time, and each reads %s",
		unit.Bytes(s.FragmentBytes()*float64(s.Scheme.Reads(0, 1))).Human())
	if r.Takes != nil {
		text += " and takes " + r.Takes.String() + " besides"
	}
	if !math.IsInf(r.Each, 1) {
		text += ", at " + unit.Bandwidth(r.Each).Human() + " for a node at most"
	}
	if !math.IsInf(r.Rate, 1) {
		text += ", of " + unit.Bandwidth(r.Rate).Human() + " for all"
	}
	if r.Pool != "" {
		text += ", through bandwidth " + r.Pool + ", which it shares"
	}
	if r.AtOnce > 0 {
		text += fmt.Sprintf(", %d at a time", r.AtOnce)
	}
	if r.PerSource > 0 {
		text += fmt.Sprintf(", %d at a time from each node that it reads", r.PerSource)
	}
	return text + map[bool]string{true: "; first those of the most endangered groups",
		false: ", the oldest first"}[r.Endangered]
}
