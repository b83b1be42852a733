package scenario

import (
	"strconv"

	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// KeysSpec is what requests are about.
type KeysSpec struct {
	Count unit.Count `key:"count" required:"true"`
	Zipf  float64    `key:"zipf"`
}

func (KeysSpec) notes() notes {
	return notes{
		"count": {"How many things requests, or writes, may be about.", "100k", "from 1 to 1000G"},
		"zipf": {"How uneven they are asked for: the k-th most popular in proportion to 1/k to this power; 0: all alike.",
			"0.9", "from 0 to 10"},
	}
}

// CacheSpec is what a node keeps of what it has answered.
type CacheSpec struct {
	Entries unit.Count     `key:"entries" required:"true"`
	Evicts  string         `key:"evicts" oneof:"lru fifo lfu"`
	TTL     *unit.Duration `key:"ttl"` // nil: for ever
	Renews  bool           `key:"renews"`
	Hit     unit.Duration  `key:"hit_takes"`
	Saves   unit.Ratio     `key:"hit_saves"`
	Stale   unit.Duration  `key:"stale_if_error" omit:"zero"`
	Joins   bool           `key:"coalesces" omit:"zero"`
}

func (CacheSpec) notes() notes {
	return notes{
		"entries": {"Keys that a node keeps at most; none at the start, and none after it was down.", "1000",
			"from 1 to 10M"},
		"evicts": {"Which one a full cache gives up: lru, that was asked for the longest time ago; fifo, that was put in " +
			"the longest time ago; lfu, that was asked for least often since it was put in.", "lru", ""},
		"ttl":       {"How long an entry is good for; for ever by default.", "60s", "above 0s"},
		"renews":    {"Whether each hit begins the ttl again.", "true", ""},
		"hit_takes": {"What a node takes for a request that it has kept the answer to.", "1ms", "0s or more"},
		"hit_saves": {"How much of the work of a request is spared by what is kept; less than all where it is only a part " +
			"of the answer.", "60%", "from 0% to 100%"},
		"stale_if_error": {"For how long after its ttl an entry is still answered where the calls of a miss fail; each " +
			"miss calls all the same.", "1h", "above 0s"},
		"coalesces": {"Whether those that miss what their node is working on wait for that, and take what a hit takes, " +
			"instead of doing it themselves. They keep their slots as those do that wait for calls, and fail if it fails.",
			"true", ""},
	}
}

func (s *CacheSpec) setDefaults() { s.Evicts, s.Saves = "lru", 1 }

// mostEntries is how many entries the caches of a service have together at most, and entrySize about what one takes of
// the memory of each worker, in bytes.
const (
	mostEntries = 20_000_000
	entrySize   = 50
)

// keys carries over what requests are about.
func (c *compiler) keys(s *KeysSpec, path string) models.Keys {
	if s == nil {
		return models.Keys{}
	}
	k, err := models.NewKeys(int(s.Count), s.Zipf)
	if err != nil {
		c.failAt(path, "write for example keys: { count: 100k, zipf: 0.9 }", "%s: %v", path, err)
	}
	return k
}

// cache carries over what the nodes of a service keep; nil where they keep nothing.
func (c *compiler) cache(t *TrafficSpec, service int, path string) *models.Cache {
	s := t.Cache
	if s == nil {
		return nil
	}
	session := t.Arrivals != nil && t.Arrivals.Session != nil // whose requests are all about the same
	if t.Keys == nil && !session {
		c.failAt(path, "write keys: { count: 100k, zipf: 0.9 } beside it",
			"no two requests are about the same, so no answer is of use again")
	}
	if at := join(path, "stale_if_error"); s.Stale > 0 && s.TTL == nil {
		c.failAt(at, "write a ttl beside it, or leave it out", "no entry expires, so none is ever stale")
	}
	entries := int(s.Entries)
	if t.Keys != nil { // no node ever keeps more
		entries = min(entries, int(t.Keys.Count))
	}
	if n := c.serversOf(service) * entries; n > mostEntries {
		c.failAt(join(path, "entries"), "write fewer entries, or simulate fewer nodes",
			"all nodes together would keep %s entries, in some %s GB of memory; at most %s", unit.SI(float64(n)),
			strconv.FormatFloat(float64(n)*entrySize/1e9, 'g', 2, 64), unit.Count(mostEntries))
	}
	x := &models.Cache{Entries: entries, Renews: s.Renews, Hit: float64(s.Hit), Saves: float64(s.Saves),
		Lives: patience(s.TTL), Stale: sim.Duration(s.Stale), Coalesces: s.Joins}
	x.Evicts = map[string]models.Eviction{"lru": models.LeastRecent, "fifo": models.FirstIn,
		"lfu": models.LeastFrequent}[s.Evicts]
	return x
}
