package data

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/pools"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
	"nines/sim/share"
)

// Data is what stores keep in one run. All of it lies in flat slices indexed by number, so that it can be copied and
// used again; nobody else writes it.
type Data struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	fleet    *fleet.Fleet
	sight    *sight.Sight
	pools    *pools.Pools
	up       []bool // by leaf: as far as the room has followed
	doubted  []bool // by leaf: likewise, suspected
	stores   []store
	striking int16 // the fault that destroys or spoils fragments at present; that of none between
}

// none stands where there is no such number.
const none = int32(-1)

// stranded stands in place of a job where there is no node to make a fragment on.
const stranded = int32(-2)

// store is one in a run. A group of three fragments takes 62 bytes.
type store struct {
	*storePlan
	at        int32 // its number
	ground    *models.Ground
	plan      *Plan      // that the ground is of
	fragments []fragment // by group, then place
	groups    []group
	nodes     []node  // by leaf
	shelf     []int32 // which fragments are on which node, see shelve
	used      int32   // blocks of it that have ever been
	unused    int32   // the first of those that are empty
	jobs      flat.Slots[job]
	open      int      // jobs
	active    int      // of them begun
	idle      []int32  // nodes that could begin one, if more were allowed at once, or sources were free
	stranded  []errand // for which there was no node
	share     share.Share
	timer     sim.Timer // of the job that has read what it needs first
	glanced   uint32    // see glance
	where     []int32   // scratch: the nodes of a group
	room      []int32   // by leaf: fragments that it has room for, those that are to come counted; empty: any number
	takers    int       // nodes that are trusted and have room
	flaws     flat.Slots[flaw]
	flawed    []int32   // by group: the first of its flaws; none. Empty where there can be none
	decay     sim.Timer // until the next error comes
	decayed   sim.Time  // when the last did
	errors    uint32    // that have come, wherever
	finds     uint32    // errors that have been found
	passed    uint32    // passes of scrubs that have been waited for
	awaited   uint32    // likewise, of reads of users
	// From which users reach it, see standpoint.go; none: they are outside.
	standpoints []standpoint
	versions
	meter
}

// fragment is a part of a group on a node.
type fragment struct {
	leaf int32 // where it is, or was
	at   int32 // its place among those on the same node, see shelve
	job  int32 // that makes it anew; none, or stranded
}

// group is how the fragments of one are, as sets of bits by place.
type group struct {
	missing uint32 // destroyed
	away    uint32 // not reached: destroyed, or their node is down
	due     uint32 // to be made anew; lost is told by the highest bit of missing
}

// lost marks a group that could not be decoded any more, until all its fragments are there again.
const lost = uint32(1) << 31

// node is what a store has on one node.
type node struct {
	block   int32     // the first that lists fragments on it; none
	held    int32     // fragments on it
	fetched int32     // job under way that makes one on it; none
	head    int32     // of the jobs that wait for that one to end; none
	tail    int32     // likewise
	turns   uint32    // how often it was written off or emptied; names draws about that
	grace   sim.Timer // until it is
	waits   bool      // it is among the idle
	serves  int32     // jobs under way that read from it, where these are limited
}

func (d *Data) now() sim.Time { return d.calendar.Now() }

// On reports whether there is anything to keep.
func (d *Data) On() bool { return len(d.Plan.stores) > 0 }

// groupOf a fragment, and its place there.
func (s *store) groupOf(f int32) (g, place int32) { return f / s.n, f % s.n }

// past names what has happened to the fragments of a store on a node.
func (d *Data) past(s *store, leaf int32, turn uint32) uint64 {
	return rng.Child(rng.Child(d.fleet.Entity(leaf), s.entity), uint64(turn))
}
