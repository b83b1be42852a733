package world

import (
	"nines/models"
	"nines/models/book"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/flat"
)

// A stand-in serves for a node that is down beside another one, its host: users see the host's condition twice, in the
// place where the host is. The fault goes on, and so does the work on it; when it is over, the node serves for itself
// again. All that stand in for nodes of the host's class are alike, so what counts is how many nodes a node serves for:
// itself, unless it is stood in for, and its guests.

// stands are the stand-ins of a run; empty where no action makes any.
type stands struct {
	hosts  []int32 // by node: where it is stood in for; none where it serves for itself
	guests []int32 // by node: stand-ins beside it
	covers []int32 // by node: holds on it that ask for a stand-in
	away   []int32 // nodes that are stood in for, in any order
}

func (w *World) resetStands() {
	w.stands = stands{w.stands.hosts[:0], w.stands.guests[:0], w.stands.covers[:0], w.stands.away[:0]}
	if w.plan.elsewhere {
		w.stands.hosts = flat.Fill(w.stands.hosts, len(w.nodes), none)
		w.stands.guests = flat.Fill(w.stands.guests, len(w.nodes), 0)
		w.stands.covers = flat.Fill(w.stands.covers, len(w.nodes), 0)
	}
}

func (s *stands) copyFrom(src *stands) {
	s.hosts, s.guests = flat.Copy(s.hosts, src.hosts), flat.Copy(s.guests, src.guests)
	s.covers, s.away = flat.Copy(s.covers, src.covers), flat.Copy(s.away, src.away)
}

// serves is for how many nodes a node serves.
func (w *World) serves(i int32) int64 {
	if len(w.stands.hosts) == 0 {
		return 1
	}
	return int64(w.stands.guests[i]) + count(w.stands.hosts[i] == none)
}

// provide begins, or ends, a try to have the nodes of an incident stood in for.
func (w *World) provide(at int32) {
	r := &w.reliefs[at]
	x := &w.incidents[r.incident]
	action := &w.plan.actions[r.action]
	if r.tries > 0 {
		p := action.Clearing(w.faultOf(x), int(x.mode))
		if w.draws.ask(forRelief, w.entityOf(x), x.count, r.question(1)).happens(p) {
			w.noteRelief(r.incident, r.action, !w.standInFor(x))
			return
		}
		if int(r.tries) >= action.Tries {
			w.noteRelief(r.incident, r.action, true)
			return
		}
	}
	r.tries++
	w.book.Treated(x.fault)
	w.noteMitigation(models.Starts, r.incident, r.action, false)
	r.timer = w.calendar.After(w.reliefTakes(at), sim.Event{Kind: relieved, Who: at})
}

// reliefTakes draws how long a mitigation takes once it has begun.
func (w *World) reliefTakes(at int32) (takes sim.Duration) {
	r := &w.reliefs[at]
	x, action := &w.incidents[r.incident], &w.plan.actions[r.action]
	for part, law := range [...]dist.Law{action.Takes, action.Verify} {
		if law != nil {
			q := w.draws.ask(forRelief, w.entityOf(x), x.count, r.question(2*part))
			takes += q.wait(models.Wait{Law: law})
		}
	}
	return takes
}

// standInFor has all nodes of an incident stood in for that are not yet, and reports whether there was room for any.
func (w *World) standInFor(x *incident) bool {
	found := false
	for h := x.first; h != none; h = w.holds[h].sibling {
		i := w.holds[h].node
		if w.holds[h].stood {
			continue
		}
		if w.stands.hosts[i] == none {
			host := w.host(i, x.where)
			if host == none {
				continue
			}
			w.move(i, host)
		}
		w.holds[h].stood = true
		w.stands.covers[i]++
		found = true
	}
	return found
}

// host finds where a node may be stood in for: the first of its class that is up, trusted and serves for itself, from
// as far behind it as what the cause sits in is wide, so that the nodes of a domain spread. Cost: O(nodes).
func (w *World) host(i int32, where models.ComponentID) int32 {
	first, last := w.Topology.Span(where)
	n := int32(len(w.nodes))
	for k := range n {
		j := (i + last - first + k) % n
		if inside := first <= j && j < last; !inside && w.nodes[j].class == w.nodes[i].class && w.nodes[j].downs == 0 &&
			!w.board.Suspected(j) && w.stands.hosts[j] == none {
			return j
		}
	}
	return none
}

// move has a node, and whoever is stood in for beside it, stood in for beside another.
func (w *World) move(i, host int32) {
	w.shift(i, host, int32(w.serves(i)), func() {
		for _, g := range w.stands.away {
			if w.stands.hosts[g] == i {
				w.stands.hosts[g] = host
			}
		}
		w.stands.guests[host] += int32(w.serves(i))
		w.stands.guests[i], w.stands.hosts[i] = 0, host
	})
	w.stands.away = append(w.stands.away, i)
}

// back has a node that an incident lets go serve for itself, unless another asks for its stand-in.
func (w *World) back(h int32) {
	i := w.holds[h].node
	if !w.holds[h].stood {
		return
	}
	w.holds[h].stood = false
	if w.stands.covers[i]--; w.stands.covers[i] > 0 {
		return
	}
	host := w.stands.hosts[i]
	w.shift(host, i, 1, func() {
		w.stands.guests[host]--
		w.stands.hosts[i] = none
	})
	for k, g := range w.stands.away {
		if g == i {
			last := len(w.stands.away) - 1
			w.stands.away[k] = w.stands.away[last]
			w.stands.away = w.stands.away[:last]
			return
		}
	}
}

// shift carries what so many nodes are worth to their users from one place to another of the class, with a change of
// who serves for whom.
func (w *World) shift(from, to, n int32, change func()) {
	class := w.nodes[from].class
	before, after := w.condition(from), w.condition(to)
	w.settle(class)
	w.charge(from, -1)
	w.charge(to, -1)
	change()
	w.charge(from, 1)
	w.charge(to, 1)
	for range n {
		if w.flow.Carries(class) {
			if w.trusted(from) != w.trusted(to) {
				w.flow.Trust(class, before.worth(), w.trusted(to))
			}
			w.flow.Change(class, before.worth(), after.worth(), w.trusted(to))
		}
		for _, s := range w.plan.book.On(class) {
			w.book.Change(s, from, class, before.level(), book.Level{}, book.Nobody)
			w.book.Change(s, to, class, book.Level{}, after.level(), book.Nobody)
		}
	}
	for _, s := range w.plan.book.On(class) {
		w.judge(s, book.Nobody)
	}
	w.strained = len(w.strains) > 0
}
