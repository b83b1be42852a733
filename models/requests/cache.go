package requests

import (
	"math/bits"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// caches are those of all nodes, each a hash table of the keys that it holds, which stand in a list by who has to go
// first. Cost: O(1) for each look and each entry; who counts how often, O(entries) for each entry that has to go.
type caches struct {
	spec    *models.Cache // nil: there are none
	entries []entry       // so many in a row for each node
	tables  []int32       // likewise: of each place the first entry with that hash, or none
	places  int           // of a table, a power of two
	nodes   []store
	hits    uint64
	misses  uint64
}

// store is the cache of one node.
type store struct {
	used        int32 // entries that were ever taken
	first, last int32 // of the list: who goes first, and who goes last
}

// entry is a key that is kept, by number within the cache of its node.
type entry struct {
	key     uint64
	chain   int32 // next with that hash
	next    int32 // in the list
	prev    int32
	asked   uint32 // since it was put in
	expires sim.Time
}

func (c *caches) reset(spec *models.Cache, nodes int) {
	c.spec, c.hits, c.misses = spec, 0, 0
	if spec == nil {
		return
	}
	c.places = 1 << bits.Len(uint(spec.Entries))
	c.entries = flat.Fill(c.entries, nodes*spec.Entries, entry{})
	c.tables = flat.Fill(c.tables, nodes*c.places, none)
	c.nodes = flat.Fill(c.nodes, nodes, store{first: none, last: none})
}

func (c *caches) copyFrom(src *caches) {
	entries, tables, nodes := c.entries, c.tables, c.nodes
	*c = *src
	c.entries, c.tables, c.nodes = flat.Copy(entries, src.entries), flat.Copy(tables, src.tables),
		flat.Copy(nodes, src.nodes)
}

// clear empties the cache of a node.
func (c *caches) clear(node int32) {
	if c.spec == nil {
		return
	}
	for i := range c.table(node) {
		c.table(node)[i] = none
	}
	c.nodes[node] = store{first: none, last: none}
}

func (c *caches) table(node int32) []int32 {
	return c.tables[int(node)*c.places : (int(node)+1)*c.places]
}

func (c *caches) of(node int32) []entry {
	return c.entries[int(node)*c.spec.Entries : (int(node)+1)*c.spec.Entries]
}

// place is where a key stands in a table.
func (c *caches) place(key uint64) int {
	const odd = 0x9e3779b97f4a7c15
	return int(key * odd >> (64 - bits.Len(uint(c.places-1))) & uint64(c.places-1))
}

// find is the entry of a key, none where it is not kept.
func (c *caches) find(node int32, key uint64) int32 {
	list := c.of(node)
	for i := c.table(node)[c.place(key)]; i != none; i = list[i].chain {
		if list[i].key == key {
			return i
		}
	}
	return none
}

// hit reports whether a node has kept the answer to what is asked now.
func (c *caches) hit(node int32, key uint64, now sim.Time) bool {
	i := c.find(node, key)
	if i == none || c.of(node)[i].expires <= now {
		c.misses++
		return false
	}
	c.hits++
	x := &c.of(node)[i]
	x.asked++
	if c.spec.Renews {
		x.expires = now + sim.Time(c.spec.Lives)
	}
	if c.spec.Evicts == models.LeastRecent {
		c.unlink(node, i)
		c.append(node, i)
	}
	return true
}

// keep puts the answer to a key into the cache of a node.
func (c *caches) keep(node int32, key uint64, now sim.Time) {
	s := &c.nodes[node]
	i := c.find(node, key)
	switch {
	case i != none:
		c.unlink(node, i) // somebody else has put it in meanwhile, or it had expired
	case int(s.used) < c.spec.Entries:
		i = s.used
		s.used++
		c.insert(node, i, key)
	default:
		i = c.victim(node)
		c.unlink(node, i)
		c.remove(node, i)
		c.insert(node, i, key)
	}
	x := &c.of(node)[i]
	x.asked, x.expires = 0, now+sim.Time(c.spec.Lives)
	c.append(node, i)
}

// victim is who has to go.
func (c *caches) victim(node int32) int32 {
	list, least := c.of(node), c.nodes[node].first
	if c.spec.Evicts == models.LeastFrequent {
		for i := least; i != none; i = list[i].next {
			if list[i].asked < list[least].asked {
				least = i
			}
		}
	}
	return least
}

func (c *caches) insert(node, i int32, key uint64) {
	at := &c.table(node)[c.place(key)]
	x := &c.of(node)[i]
	x.key, x.chain, *at = key, *at, i
}

func (c *caches) remove(node, i int32) {
	list := c.of(node)
	at := &c.table(node)[c.place(list[i].key)]
	for *at != i {
		at = &list[*at].chain
	}
	*at = list[i].chain
}

// append puts an entry where it goes last.
func (c *caches) append(node, i int32) {
	s, list := &c.nodes[node], c.of(node)
	list[i].next, list[i].prev = none, s.last
	if s.last == none {
		s.first = i
	} else {
		list[s.last].next = i
	}
	s.last = i
}

func (c *caches) unlink(node, i int32) {
	s, list := &c.nodes[node], c.of(node)
	x := &list[i]
	if x.prev == none {
		s.first = x.next
	} else {
		list[x.prev].next = x.next
	}
	if x.next == none {
		s.last = x.prev
	} else {
		list[x.next].prev = x.prev
	}
}

// takes is how many seconds of service at speed 1 a try takes whose turn has come.
func (s *servers) takes(x *try, now sim.Time) float64 {
	if s.caches.spec == nil {
		return x.work
	}
	if x.hit = s.caches.hit(x.node, x.key, now); x.hit {
		return s.caches.spec.Hit
	}
	return x.work
}
