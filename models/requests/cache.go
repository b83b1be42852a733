package requests

import (
	"math/bits"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// caches are those of all nodes, each a hash table of the keys that it holds, which stand in a list by who has to go
// first. Cost: O(1) for each look and each entry, but for who goes by how often: see ranking.go.
type caches struct {
	spec    *models.Cache // nil: there are none
	entries []entry       // so many in a row for each node
	links   []link        // of the entries, likewise: by who has to go
	tables  []int32       // likewise: of each place the first entry with that hash, or none
	places  int           // of a table, a power of two
	nodes   []store
	counts  bool    // who has to go is who was asked for least often
	ranking ranking // then
	hits    uint64
	misses  uint64
}

// store is the cache of one node.
type store struct {
	used int32 // entries that were ever taken
	list       // who goes first stands first
}

// entry is a key that is kept, by number within the cache of its node.
type entry struct {
	key     uint64
	chain   int32  // next with that hash
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
	c.links = flat.Fill(c.links, nodes*spec.Entries, link{})
	c.tables = flat.Fill(c.tables, nodes*c.places, none)
	c.nodes = flat.Fill(c.nodes, nodes, store{list: nobody})
	if c.counts = spec.Evicts == models.LeastFrequent; c.counts {
		c.ranking.reset(nodes * spec.Entries)
	}
}

func (c *caches) copyFrom(src *caches) {
	old := *c
	*c = *src
	c.entries, c.links = flat.Copy(old.entries, src.entries), flat.Copy(old.links, src.links)
	c.tables, c.nodes = flat.Copy(old.tables, src.tables), flat.Copy(old.nodes, src.nodes)
	c.ranking = old.ranking
	c.ranking.copyFrom(&src.ranking)
}

// clear empties the cache of a node.
func (c *caches) clear(node int32) {
	if c.spec == nil {
		return
	}
	for i := range c.table(node) {
		c.table(node)[i] = none
	}
	c.nodes[node] = store{list: nobody}
}

func (c *caches) table(node int32) []int32 {
	return c.tables[int(node)*c.places : (int(node)+1)*c.places]
}

func (c *caches) of(node int32) []entry {
	return c.entries[int(node)*c.spec.Entries : (int(node)+1)*c.spec.Entries]
}

func (c *caches) linksOf(node int32) []link {
	return c.links[int(node)*c.spec.Entries : (int(node)+1)*c.spec.Entries]
}

// hashed is where a key stands in a table of so many places, a power of two.
func hashed(key uint64, places int) int {
	const odd = 0x9e3779b97f4a7c15
	return int(key * odd >> (64 - bits.Len(uint(places-1))) & uint64(places-1))
}

// find is the entry of a key, none where it is not kept.
func (c *caches) find(node int32, key uint64) int32 {
	list := c.of(node)
	for i := c.table(node)[hashed(key, c.places)]; i != none; i = list[i].chain {
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
	c.use(node, i)
	if c.spec.Renews {
		c.of(node)[i].expires = now + sim.Time(c.spec.Lives)
	}
	return true
}

// use has an entry be asked for.
func (c *caches) use(node, i int32) {
	c.of(node)[i].asked++
	if c.counts {
		c.orderOf(node).fix(i)
	}
	if c.spec.Evicts == models.LeastRecent {
		c.nodes[node].remove(c.linksOf(node), i)
		c.nodes[node].append(c.linksOf(node), i)
	}
}

// last is whether a node has something left to answer where that cannot be fetched, and whether it has expired.
func (c *caches) last(node int32, key uint64, now sim.Time) (kept, expired bool) {
	if c.spec == nil || c.spec.Stale == 0 {
		return false, false
	}
	i := c.find(node, key)
	if i == none || c.of(node)[i].expires+sim.Time(c.spec.Stale) <= now {
		return false, false
	}
	c.use(node, i)
	return true, c.of(node)[i].expires <= now
}

// keep puts the answer to a key into the cache of a node.
func (c *caches) keep(node int32, key uint64, now sim.Time) {
	s := &c.nodes[node]
	i := c.find(node, key)
	switch {
	case i != none:
		s.remove(c.linksOf(node), i) // somebody else has put it in meanwhile, or it had expired
	case int(s.used) < c.spec.Entries:
		i = s.used
		s.used++
		if c.counts {
			o := c.orderOf(node)
			o.heap[i], o.at[i] = i, i
		}
		c.insert(node, i, key)
	default:
		i = c.victim(node)
		s.remove(c.linksOf(node), i)
		c.remove(node, i)
		c.insert(node, i, key)
	}
	x := &c.of(node)[i]
	x.asked, x.expires = 0, now+sim.Time(c.spec.Lives)
	s.append(c.linksOf(node), i)
	if c.counts {
		c.rank(node, i)
	}
}

// victim is who has to go.
func (c *caches) victim(node int32) int32 {
	if c.counts {
		return c.orderOf(node).heap[0]
	}
	return c.nodes[node].first
}

func (c *caches) insert(node, i int32, key uint64) {
	at := &c.table(node)[hashed(key, c.places)]
	x := &c.of(node)[i]
	x.key, x.chain, *at = key, *at, i
}

func (c *caches) remove(node, i int32) {
	list := c.of(node)
	at := &c.table(node)[hashed(list[i].key, c.places)]
	for *at != i {
		at = &list[*at].chain
	}
	*at = list[i].chain
}

// takes is how many seconds of service at speed 1 a try takes whose turn has come.
func (s *servers) takes(t int32, x *try, now sim.Time) float64 {
	if !s.reckons {
		return x.work
	}
	return s.reckon(t, x, now)
}

// reckon is takes where there are connections to make, caches to look into, or work that may be left out.
func (s *servers) reckon(t int32, x *try, now sim.Time) float64 {
	secured := s.connections.work(x, now)
	work := float64(s.dim(x) * x.work)
	if s.caches.spec == nil {
		return secured + work
	}
	if x.hit = s.caches.hit(x.node, x.key, now); x.hit || s.follow(t) {
		return secured + s.caches.spec.Hit + float64((1-s.caches.spec.Saves)*work)
	}
	s.lead(t)
	return secured + work
}
