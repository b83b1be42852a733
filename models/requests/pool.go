package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// tries are those of a run, and the links by which they stand in lists and heaps.
type tries struct {
	flat.Slots[try]
	links []link
	mates []link // of those that wait for the same leader
}

// try is one attempt of a request at a node. It is handed on by its number and by where it lies, which is there until
// another is taken; and so is a request. What each end of service needs lies together, in 64 bytes of 128.
type try struct {
	of       int32 // request
	also     int32 // of the same request: the next that is under way
	node     int32
	place    place
	how      how       // it has ended, once it is reported
	reported bool      // what became of it is on its way back, or has come there
	hedge    bool      // it was sent because no answer had come in time
	hit      bool      // its node has kept the answer, or keeps it by now
	stale    bool      // likewise, and that had expired
	spoiled  bool      // by a call that was answered wrongly
	unmet    bool      // a call has failed
	leads    bool      // its node works on its key, and others that miss it wait for that
	woken    bool      // what it has waited for is there, or is not to come
	full     bool      // its optional work is done, too
	dialed   bool      // how its connection is made was found when it was sent
	work     float64   // seconds of service at speed 1
	left     float64   // of them; of one that shares: what virtual will be at its end
	began    float64   // had of its node when its service began
	used     float64   // seconds of a slot that it had, once it is not served any more
	done     sim.Timer // of what happens to it next

	since    sim.Time // when left was so much
	sent     sim.Time
	patience sim.Timer     // of its client
	key      uint64        // what it is about
	client   int32         // whom it is from, of those who keep connections
	rank     int16         // priority of its request
	made     models.Making // how its connection is, if that was found
	ways     int8          // that messages take, there and back, to make it before the try itself sets out
	child    int32         // in the heap of those that share
	follows  int32         // the one that leads and that it waits for, or will when its own work is done
	crowd    list          // those that follow it
	chain    int32         // the next that leads, of those with its hash
	asks     int32         // first of those of the calls under way
}

// Take is a number for a try that begins.
func (t *tries) Take() int32 {
	i := t.Slots.Take()
	if int(i) == len(t.links) {
		t.links = append(t.links, link{})
		t.mates = append(t.mates, link{})
	}
	return i
}

// Reset forgets all tries.
func (t *tries) Reset() {
	t.Slots.Reset()
	t.links, t.mates = t.links[:0], t.mates[:0]
}

// CopyFrom makes t equal to src in its own memory.
func (t *tries) CopyFrom(src *tries) {
	t.Slots.CopyFrom(&src.Slots)
	t.links, t.mates = flat.Copy(t.links, src.links), flat.Copy(t.mates, src.mates)
}
