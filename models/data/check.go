package data

import (
	"fmt"
	"math/bits"
	"slices"

	"nines/models/pools"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. Cost:
// O(everything).
func (d *Data) Check() error {
	for i := range d.stores {
		s := &d.stores[i]
		for _, check := range []func(*store) error{d.checkFragments, d.checkGroups, d.checkJobs, d.checkNodes,
			d.checkFlaws, d.checkSupport, d.checkStandpoints, d.checkVersions, d.checkRoom} {
			if err := check(s); err != nil {
				return fmt.Errorf("store %s: %w", s.Name, err)
			}
		}
	}
	return nil
}

// checkFragments: every fragment is on one node, those of a group on different ones, and what is reached is what exists
// on nodes that are up.
func (d *Data) checkFragments(s *store) error {
	listed := 0
	for leaf := range s.nodes {
		for f := range s.on(int32(leaf)) {
			if x := &s.fragments[f]; x.leaf != int32(leaf) || s.shelf[x.at] != f {
				return fmt.Errorf("fragment %d on node %d is of node %d, at %d", f, leaf, x.leaf, x.at)
			}
			listed++
		}
	}
	if listed != len(s.fragments) {
		return fmt.Errorf("%d of %d fragments are on nodes", listed, len(s.fragments))
	}
	for f := range s.fragments {
		g, place := s.groupOf(int32(f))
		x, bit := &s.groups[g], uint32(1)<<place
		if away := x.missing&bit != 0 || !d.fleet.Up(s.fragments[f].leaf); away != (x.away&bit != 0) {
			return fmt.Errorf("fragment %d is away: %t", f, !away)
		}
	}
	return nil
}

// checkGroups: groups are lost when they cannot be decoded and only then, lie on different nodes, and are counted.
func (d *Data) checkGroups(s *store) error {
	by := 0
	for _, n := range s.LostBy {
		by += n
	}
	struck := 0
	for _, some := range s.struck {
		struck += bits.OnesCount64(some)
	}
	if struck != s.Struck || s.Struck > s.Losses || (s.Struck > 0) != (s.Losses > 0) {
		return fmt.Errorf("%d different groups were lost, counted %d, %d times in all", struck, s.Struck, s.Losses)
	}
	if by != s.Losses {
		return fmt.Errorf("%d groups were lost, and %d to something", s.Losses, by)
	}
	counted := meter{bears: make([]int32, len(s.meter.bears)), write: s.meter.write, reads: int64(len(s.fragments)),
		access: access{reached: make([]int32, len(s.meter.reached))}}
	for g := range s.groups {
		x := &s.groups[g]
		bad, _ := s.spoiled(int32(g))
		if x.missing&lost == 0 && !s.Scheme.Decodable(x.missing|bad) || x.missing == lost && bad == 0 {
			return fmt.Errorf("group %d is missing %b, and %b has errors", g, x.missing, bad)
		}
		where := slices.Sorted(slices.Values(s.nodesOf(int32(g))))
		if len(slices.Compact(where)) != int(s.n) {
			return fmt.Errorf("group %d lies on nodes %v", g, where)
		}
		counted.count(s.standing(int32(g)), 1)
	}
	if m := &s.meter; !slices.Equal(m.bears, counted.bears) || m.gone != counted.gone || m.unread != counted.unread ||
		m.broken != counted.broken || m.hidden != counted.hidden || m.reads != counted.reads ||
		!slices.Equal(m.reached, counted.reached) {
		return fmt.Errorf("groups are %v, counted %v", counted, *m)
	}
	return nil
}

// checkJobs: fragments that are made anew are due, on a node that has no other fragment of the group; those that read
// are the ones that share the bandwidth.
func (d *Data) checkJobs(s *store) error {
	open, active, reading, pooled := 0, 0, 0, 0
	for f := range s.fragments {
		id := s.fragments[f].job
		if id < 0 {
			continue
		}
		j := &s.jobs.Items[id]
		g, place := s.groupOf(int32(f))
		open++
		if j.fragment != int32(f) || s.groups[g].due&(1<<place) == 0 {
			return fmt.Errorf("job %d is to make fragment %d, which is not due", id, f)
		}
		if others := slices.DeleteFunc(slices.Clone(s.taken(g)), func(leaf int32) bool {
			return leaf != j.target
		}); len(others) > 2 || len(others) == 2 && s.fragments[f].leaf != j.target {
			return fmt.Errorf("job %d makes fragment %d on a node that has another of its group, or is to", id, f)
		}
		if j.step == waiting {
			continue
		}
		active++
		if j.step == copying && s.narrow {
			reading++
		}
		if j.step == copying && s.pool >= 0 {
			pooled++
			if !d.pools.Has(s.pool, j.copy, pools.Copy{Store: s.at, Job: id}) {
				return fmt.Errorf("job %d is in no pool", id)
			}
		}
		if s.nodes[j.target].fetched != id || !d.fleet.Up(j.target) {
			return fmt.Errorf("job %d is under way on node %d, which does not do it", id, j.target)
		}
	}
	if open != s.open || active != s.active || reading != s.share.Len() || d.calendar.IsPending(s.timer) != (reading > 0) {
		return fmt.Errorf("%d jobs, %d of them under way, and %d read; listed %d, %d and %d", open, active, reading, s.open,
			s.active, s.share.Len())
	}
	if n := d.pools.Of(s.at); n != pooled {
		return fmt.Errorf("%d jobs read through a pool, which lists %d", pooled, n)
	}
	return s.share.Check()
}

// checkNodes: every job that is not under way stands in the line of its node, once, and no node waits that could begin.
func (d *Data) checkNodes(s *store) error {
	standing := 0
	for leaf := range s.nodes {
		n, last := &s.nodes[leaf], none
		for id := n.head; id != none; id = s.jobs.Items[id].next {
			if j := &s.jobs.Items[id]; j.target != int32(leaf) || j.step != waiting {
				return fmt.Errorf("job %d stands in the line of node %d", id, leaf)
			}
			last = id
			standing++
		}
		if n.head != none && n.tail != last {
			return fmt.Errorf("the line of node %d ends with job %d, not %d", leaf, last, n.tail)
		}
		if id, _ := s.next(n); id != none && n.fetched == none && d.fleet.Up(int32(leaf)) && !n.waits {
			return fmt.Errorf("node %d could begin job %d", leaf, id)
		}
	}
	if err := s.checkSources(); err != nil {
		return err
	}
	if standing != s.open-s.active {
		return fmt.Errorf("%d jobs stand in lines, %d of %d are under way", standing, s.active, s.open)
	}
	return nil
}

// checkRoom: nodes have as many places left as nobody has or is to have, and what there is no node for is due.
func (d *Data) checkRoom(s *store) error {
	if s.homeless != len(s.stranded) {
		return fmt.Errorf("%d fragments have no node, and %d are listed", s.homeless, len(s.stranded))
	}
	for _, x := range s.stranded {
		g, place := s.groupOf(x.fragment)
		if s.fragments[x.fragment].job != stranded || s.groups[g].due&(1<<place) == 0 {
			return fmt.Errorf("fragment %d waits for a node, and is not to be made", x.fragment)
		}
	}
	coming, takers := make([]int32, len(s.nodes)), 0
	for f := range s.fragments {
		x := &s.fragments[f]
		if x.job >= 0 && s.jobs.Items[x.job].target != x.leaf {
			coming[s.jobs.Items[x.job].target]++
		}
	}
	for leaf, room := range s.room {
		if want := s.places - s.nodes[leaf].held - coming[leaf]; room != want || room < 0 && coming[leaf] > 0 {
			return fmt.Errorf("node %d has room for %d more fragments, %d of them to come; it is said to be %d", leaf, want,
				coming[leaf], room)
		}
		takers += count(room > 0 && !d.doubted[leaf])
	}
	if takers != s.takers {
		return fmt.Errorf("%d nodes take fragments, not %d", takers, s.takers)
	}
	return nil
}

// checkFlaws: every error is in a fragment that exists, once; one that is found is to be made anew, and one that is not
// waits for a scrub, where there is one.
func (d *Data) checkFlaws(s *store) error {
	listed := 0
	for at, g := range s.flawed {
		seen := uint32(0)
		for id := g; id != none; id = s.flaws.Items[id].next {
			x := &s.flaws.Items[id]
			g, place := s.groupOf(x.fragment)
			bit := uint32(1) << place
			if listed++; int(g) != at || seen&bit != 0 || s.groups[g].missing&bit != 0 {
				return fmt.Errorf("an error in fragment %d is listed for group %d", x.fragment, at)
			}
			seen |= bit
			if awaited := !x.found && s.Scrub.Every > 0; d.calendar.IsPending(x.timer) != awaited {
				return fmt.Errorf("a scrub comes to fragment %d: %t", x.fragment, !awaited)
			}
			if awaited := !x.found && s.readers != nil; d.calendar.IsPending(x.reads) != awaited {
				return fmt.Errorf("a user comes to fragment %d: %t", x.fragment, !awaited)
			}
			own := s.fragments[x.fragment].leaf
			idle := s.fragments[x.fragment].job == none && d.up[own] && !d.doubted[own]
			if x.found && (s.groups[g].due&bit == 0 || idle) {
				return fmt.Errorf("fragment %d has an error that is known, and is not made anew", x.fragment)
			}
		}
	}
	if listed != s.flaws.Taken() || d.calendar.IsPending(s.decay) != (s.decays != nil) {
		return fmt.Errorf("%d errors, %d listed, and more to come: %t", s.flaws.Taken(), listed, s.decays != nil)
	}
	return nil
}

// Pending counts the events of this room that are to come.
func (d *Data) Pending() (n int) {
	for i := range d.stores {
		s := &d.stores[i]
		n += count(d.calendar.IsPending(s.timer)) + count(d.calendar.IsPending(s.decay))
		for g := range s.flawed {
			for id := s.flawed[g]; id != none; id = s.flaws.Items[id].next {
				x := &s.flaws.Items[id]
				n += count(d.calendar.IsPending(x.timer)) + count(d.calendar.IsPending(x.reads))
			}
		}
		for leaf := range s.nodes {
			n += count(d.calendar.IsPending(s.nodes[leaf].grace))
		}
		for id := range s.jobs.Items {
			if j := &s.jobs.Items[id]; s.fragments[j.fragment].job == int32(id) {
				n += count(d.calendar.IsPending(j.timer))
			}
		}
	}
	return n
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkSources: nodes serve the jobs that read from them, which are under way.
func (s *store) checkSources() error {
	serves := make([]int32, len(s.nodes))
	for f := range s.fragments {
		id := s.fragments[f].job
		if id < 0 {
			continue
		}
		j := &s.jobs.Items[id]
		if j.reads != 0 && (j.step == waiting || !s.limited()) {
			return fmt.Errorf("job %d waits, and reads %b", id, j.reads)
		}
		g, _ := s.groupOf(int32(f))
		for place := range s.n {
			serves[s.fragments[g*s.n+place].leaf] += int32(j.reads >> place & 1)
		}
	}
	for leaf, n := range serves {
		if s.nodes[leaf].serves != n {
			return fmt.Errorf("node %d serves %d repairs, counted %d", leaf, n, s.nodes[leaf].serves)
		}
	}
	return nil
}
