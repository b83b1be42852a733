package scenario

import (
	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// StoreSpec is data that is kept on nodes.
type StoreSpec struct {
	On        WordsSpec      `key:"on" required:"true"`
	Holds     *unit.Bytes    `key:"holds"`
	PerNode   *unit.Bytes    `key:"holds_per_node"` // instead of Holds
	Groups    *unit.Count    `key:"groups"`
	Size      *unit.Bytes    `key:"group_size"` // instead of Groups
	Replicas  *unit.Count    `key:"replicas"`
	Code      string         `key:"code"`
	Reads     *unit.Count    `key:"reads"`  // nil: what the scheme takes
	Writes    *unit.Count    `key:"writes"` // nil: nobody writes
	From      string         `key:"from" omit:"zero"`
	Updates   *UpdatesSpec   `key:"updates"`   // nil: nothing is said of what is written
	Placement models.Placer  `key:"placement"` // nil: random
	Repair    RebuildSpec    `key:"repair"`
	Latent    *LatentSpec    `key:"latent_errors"`
	Scrub     *ScrubSpec     `key:"scrub"`
	Through   *unit.Duration `key:"read_through"` // nil: users find no errors
	Room      *unit.Bytes    `key:"room"`         // nil: any
	Cost      *KeepingSpec   `key:"cost"`         // nil: nothing
}

func (StoreSpec) notes() notes {
	return notes{
		"on":    {"The class, or classes, on whose nodes it lies.", "disk", ""},
		"holds": {"Data that is kept in it, without copies and parities.", "2PB", "above 0B"},
		"holds_per_node": {"Instead of holds: what each of its nodes has of it on average, with copies and parities, so " +
			"that how much is kept in it follows from the scheme and the nodes.", "8TB", "above 0B"},
		"group_size": {"Instead of groups: data in each at most, without copies and parities, so that there are as many as " +
			"it takes.", "20GB", "above 0B"},
		"groups": {"Parts that the data is cut into, each of which is placed, lost and repaired by itself: the fewer, the " +
			"larger. All together they may have 50 million fragments.", "10k", "1 or more"},
		"replicas": {"Copies of each group, on as many nodes: it is lost with the last of them.", "3", "from 1 to 31"},
		"code": {"Instead of replicas, fragments of data and of parity in each group: 6+3 (Reed–Solomon) survives the loss " +
			"of any three. 12+2+2 is locally repairable: two halves of the data have a parity each, from which one loss in " +
			"them is made good by reading six, and two parities are over all of it (maximally recoverable).", "6+3", ""},
		"reads": {"Copies of a group that a read has to reach: one if not given. With writes it decides how many reads " +
			"miss what was just written (stale_reads): none where both together are more than the copies.", "2", "1 or more"},
		"writes": {"Fragments of a group that a write has to reach; it is done when so many have it. Nobody writes if not " +
			"given, and unwritable is not measured.", "2", "1 or more"},
		"from": {"Where users stand, who reach what is on their side of a partition and nothing else: a domain or node, " +
			"or a level, of whose domains each has as many users; unreadable, unwritable and stale_reads, and whether some " +
			"of it is so, are then means over them. If not given they are outside of everything, and reach all nodes that " +
			"are up: none that is cut off.", "zone", ""},
		"updates": {"What users write to its keys, to count those that are written on both sides of a partition: with " +
			"writes of half the copies or fewer, and users in several places, both sides go on. Copies that some users reach " +
			"together have the same. When sides meet, keys that were written on both since they parted are in conflict: so " +
			"many as are expected of writes at these rates.", "{ rate: 200/s, keys: { count: 1M, zipf: 0.9 } }", ""},
		"placement": {"On which nodes the fragments of a group lie: random ones if not given.",
			"{ policy: spread, level: rack }", ""},
		"repair": {"How fragments are made anew that are gone, or whose nodes stay away.", "{ grace: 15m, per_node: 50MB/s }",
			""},
		"latent_errors": {"Errors that come to what lies there, as latent sector errors do, and that nobody knows of until " +
			"a scrub, a repair or, with read_through, a user reads them. A fragment with one counts for nothing, all of it: " +
			"a group is lost when the others do not suffice, known or not.", "{ rate: 0.1/y, per: 1TB }", ""},
		"scrub": {"Reads everything on nodes that are up, again and again, and so finds latent errors; a fragment with one " +
			"is made anew where it is, at once. It is never done if not given.", "{ every: 14d }", ""},
		"read_through": {"How long users take on average to read all of a fragment, each part of it at random times. A " +
			"read that meets an error finds it, and the fragment is made anew as if a scrub had. They find none if not given.",
			"60d", "1m or more"},
		"room": {"Bytes of it, with copies and parities, that each node has room for; any number if not given. What a node " +
			"has lost takes its room until it is made elsewhere. What no node has room for waits until one has (no_room).",
			"4TB", "above 0B"},
		"cost": {"What it costs to keep it, so that schemes can be held against each other in money (storage_cost), " +
			"besides what nodes cost: nothing if not given.", "{ price: 20/month, per: 1TB }", ""},
	}
}

func (s *StoreSpec) setDefaults() { s.Repair.setDefaults() }

// LatentSpec is how often errors come that nobody knows of.
type LatentSpec struct {
	Rate unit.Rate  `key:"rate" required:"true"`
	Per  unit.Bytes `key:"per"`
}

func (LatentSpec) notes() notes {
	return notes{
		"rate": {"How many come per time and the bytes that per names, without memory, each in one fragment.", "0.1/y",
			"above 0/y"},
		"per": {"Bytes, of fragments and so with copies and parities, that get so many; 1TB if not given.", "1TB",
			"above 0B"},
	}
}

func (l *LatentSpec) setDefaults() { l.Per = 1e12 }

// KeepingSpec is what keeping data costs.
type KeepingSpec struct {
	Price   unit.Price `key:"price" required:"true"`
	Traffic float64    `key:"traffic"`
	Per     unit.Bytes `key:"per"`
}

func (KeepingSpec) notes() notes {
	return notes{
		"price": {"Money for the bytes that per names, of fragments and so with copies and parities, whether their nodes " +
			"are up or not.", "20/month", priceBounds},
		"traffic": {"Money for the bytes that per names and that repairs read to make fragments anew, as between zones; " +
			"they are free if not given.", "10", sumBounds},
		"per": {"Bytes that cost so much; 1TB if not given.", "1TB", "above 0B"},
	}
}

func (k *KeepingSpec) setDefaults() { k.Per = 1e12 }

// ScrubSpec is how errors are looked for.
type ScrubSpec struct {
	Every  unit.Duration `key:"every" required:"true"`
	Passes string        `key:"passes" oneof:"periodic random"`
}

func (ScrubSpec) notes() notes {
	return notes{
		"every": {"From one reading of a fragment to the next. What is on a node that is down then has to wait for the next.",
			"14d", "above 0s"},
		"passes": {"Whether each fragment is read at its own time of every period (periodic), or at random times so " +
			"far apart on average, which leaves errors unfound twice as long.", "random", ""},
	}
}

func (s *ScrubSpec) setDefaults() { s.Passes = "periodic" }

// RebuildSpec is how fragments are made anew.
type RebuildSpec struct {
	Grace     unit.Duration   `key:"grace"`
	Onto      string          `key:"onto" oneof:"others itself"`
	Left      *unit.Count     `key:"left"`  // nil: at once
	Takes     dist.Law        `key:"takes"` // nil: no time
	PerNode   *unit.Bandwidth `key:"per_node"`
	Rate      *unit.Bandwidth `key:"rate"`
	Pool      string          `key:"bandwidth"`
	AtOnce    *unit.Count     `key:"at_once"`    // nil: any number
	PerSource *unit.Count     `key:"per_source"` // nil: any number
	First     string          `key:"first" oneof:"oldest endangered"`
}

func (r *RebuildSpec) setDefaults() {
	r.Grace, r.Onto, r.First = usualGrace, "others", "oldest"
}

func (RebuildSpec) notes() notes {
	return notes{
		"grace": {"How long a node is suspected until its fragments are made anew on others. What it has is " +
			"used again if it " +
			"is back before they are; what it comes back without is made anew at once. 15m if not given.", "15m", "0s or more"},
		"onto": {"Where fragments are made: on others, which the placement chooses, or only on the node itself when it is " +
			"back, as on a new disk in the place of the old one.", "itself", ""},
		"left": {"Wait until a group bears the loss of no more than so many further fragments (lazy repair); " +
			"each is made at " +
			"once if not given.", "1", "0 or more"},
		"takes": {"Time that each fragment takes besides that of its bytes: none if not given. A node makes one after the " +
			"other, whatever limits their bytes.", "2h", ""},
		"per_node": {"Data that a node takes in for its repairs at most, one fragment after the other. A " +
			"fragment of code 6+3 " +
			"is made from six. No limit if not given.", "50MB/s", "above 0B/s"},
		"rate": {"Data for all repairs of the store together, which those under way share equally; no limit if not given.",
			"2GB/s", "above 0B/s"},
		"bandwidth": {"A bandwidth of resources that repairs take their bytes through, shared equally " +
			"with whatever else is " +
			"copied there, and with its drag on users; instead of per_node and rate.", "restores", ""},
		"at_once": {"Fragments that are made at a time at most; any number if not given.", "100", "1 or more"},
		"per_source": {"Fragments that are made at a time from what one node has, at most; any number if not given. One is " +
			"made from whichever nodes serve the fewest, and waits while too few are free. What fills a group that is lost " +
			"comes from elsewhere.", "4", "1 or more"},
		"first": {"Whose turn it is where several wait: the oldest, or the fragment whose group bears the fewest further " +
			"losses (endangered).", "endangered", ""},
	}
}
