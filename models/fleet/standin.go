package fleet

import (
	"nines/models/book"
	"nines/sim/flat"
)

// A stand-in serves for a node that is down beside another one, its host: users see the host's condition twice, in the
// place where the host is. The fault goes on; when it is over, the node serves for itself again. All that stand in for
// nodes of the host's class are alike, so what counts is how many nodes a node serves for: itself, unless it is stood
// in for, and its guests.

// stands are the stand-ins of a run; empty before the first.
type stands struct {
	hosts  []int32 // by node: where it is stood in for; None where it serves for itself
	guests []int32 // by node: stand-ins beside it
	covers []int32 // by node: holds on it that ask for a stand-in
	asks   []int32 // by node: the first of them; None where there is none
	away   []int32 // nodes that are stood in for, in any order
}

func (s *stands) reset() {
	*s = stands{s.hosts[:0], s.guests[:0], s.covers[:0], s.asks[:0], s.away[:0]}
}

func (s *stands) copyFrom(src *stands) {
	s.hosts, s.guests = flat.Copy(s.hosts, src.hosts), flat.Copy(s.guests, src.guests)
	s.covers, s.asks = flat.Copy(s.covers, src.covers), flat.Copy(s.asks, src.asks)
	s.away = flat.Copy(s.away, src.away)
}

// StandIn has the node of a hold stood in for until that is gone: beside a host of its class that serves for itself
// or, where it is Away already, where it is.
func (f *Fleet) StandIn(h, host int32) {
	if len(f.stands.hosts) == 0 {
		f.stands.hosts = flat.Fill(f.stands.hosts, len(f.nodes), None)
		f.stands.guests = flat.Fill(f.stands.guests, len(f.nodes), 0)
		f.stands.covers = flat.Fill(f.stands.covers, len(f.nodes), 0)
		f.stands.asks = flat.Fill(f.stands.asks, len(f.nodes), None)
	}
	i := f.holds.Items[h].node
	if f.stands.hosts[i] == None {
		f.move(h, i, host)
	}
	f.holds.Items[h].stood = true
	f.stands.covers[i]++
}

// move has a node, and whoever is stood in for beside it, stood in for beside another, as a hold asks.
func (f *Fleet) move(h, i, host int32) {
	f.shift(i, host, int32(f.Serves(i)), func() {
		for _, g := range f.stands.away {
			if f.stands.hosts[g] == i {
				f.charge(g, -1)
				f.stands.hosts[g] = host
				f.charge(g, 1)
			}
		}
		f.stands.guests[host] += int32(f.Serves(i))
		f.stands.guests[i], f.stands.hosts[i], f.stands.asks[i] = 0, host, h
	})
	f.stands.away = append(f.stands.away, i)
}

// back has a node that a case lets go serve for itself, unless another asks for its stand-in.
func (f *Fleet) back(h int32) {
	i := f.holds.Items[h].node
	if !f.holds.Items[h].stood {
		return
	}
	f.holds.Items[h].stood = false
	if f.stands.covers[i]--; f.stands.covers[i] > 0 {
		f.chargeNode(i, -1)
		f.stands.asks[i] = f.firstStood(i)
		f.charge(i, 1)
		return
	}
	host := f.stands.hosts[i]
	f.shift(host, i, 1, func() {
		f.stands.guests[host]--
		f.stands.hosts[i], f.stands.asks[i] = None, None
	})
	for k, g := range f.stands.away {
		if g == i {
			last := len(f.stands.away) - 1
			f.stands.away[k] = f.stands.away[last]
			f.stands.away = f.stands.away[:last]
			return
		}
	}
}

// firstStood is the first hold on a node that asks for its stand-in. Cost: O(holds).
func (f *Fleet) firstStood(i int32) int32 {
	first := None
	for h := range f.holds.Items {
		x := &f.holds.Items[h]
		if x.stood && x.node == i && (first == None || x.since < f.holds.Items[first].since) {
			first = int32(h)
		}
	}
	return first
}

// shift carries what so many nodes are worth to their users from one place to another of the class, with a change of
// who serves for whom.
func (f *Fleet) shift(from, to, n int32, change func()) {
	class := f.nodes[from].class
	before, after := f.Condition(from), f.Condition(to)
	f.book.SettleClass(class, f.now())
	f.charge(from, -1)
	f.charge(to, -1)
	f.gain(from, before, -1)
	f.gain(to, after, -1)
	change()
	f.charge(from, 1)
	f.charge(to, 1)
	f.gain(from, before, 1)
	f.gain(to, after, 1)
	f.book.Change(from, class, before.level(), book.Level{}, int64(n), f.now(), book.Nobody)
	f.book.Change(to, class, book.Level{}, after.level(), int64(n), f.now(), book.Nobody)
	f.judgeAll(class, book.Nobody)
	f.touch(from)
	f.touch(to)
}
