package transactions

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// Transactions one by one. Nothing that they do changes who is up, and nothing changes that between two events of the
// world: one that is over before the next event is played to its end when it comes, and leaves nothing behind. Those
// that are not are kept, and are played on when something has changed for them.

// singles are the transactions of a kind that is played one by one.
type singles struct {
	draws
	next          sim.Time // when the next one comes
	kept          []single // that were not over at the event after they came; some may be by now
	lasting       int      // of them, that were not over when it was looked at last
	ups           []bool   // by participant and node: up, as far as the room has followed
	takers        []int32  // coordinators that are open
	took, between sum
}

// single is a transaction.
type single struct {
	begun       sim.Time // when it came
	takes       sim.Time // from then until what it is at ends, if nothing changes
	since       sim.Time // of a saga, when its first step was done
	luck        uint64   // names what it draws
	deals       int32    // how often it has drawn
	coordinator int32
	done        int32 // steps of a saga
	point       point
	counted     bool // it came in the measured time
	nodes       [models.MaxParticipants]int32
}

// point is where a transaction is in its protocol.
type point uint8

const (
	voting  point = iota // until the last vote
	lagging              // likewise, until the time-out, which comes before that
	doubted              // all have voted, until participants know the decision
	working              // a saga at a step
	undoing              // a saga that is compensated for; it has aborted
	halted               // its coordinator is lost, and it is in doubt or, of sagas, stands still
)

// burst is how many transactions are played before whoever runs the world is asked whether to go on.
const burst = 1 << 14

// Advances reports whether any are played one by one.
func (p *Plan) Advances() bool {
	for i := range p.flows {
		if p.flows[i].Singly {
			return true
		}
	}
	return false
}

// Advance plays what comes before a time, until which nothing changes, or some of it; it reports whether that was all.
func (t *Transactions) Advance(until sim.Time) (done bool) {
	left := burst
	for i := range t.flows {
		f := &t.flows[i]
		for ; f.Singly && f.next < until; left-- {
			if left == 0 {
				t.book.Played(burst)
				return false
			}
			f.begin(until)
		}
		const few = 64
		if len(f.kept) > 2*f.lasting+few {
			f.sweep(until)
		}
	}
	t.book.Played(burst - left)
	return true
}

// start readies a kind for a run, reusing memory.
func (t *Transactions) start(f *flow, old singles) {
	f.singles = singles{kept: old.kept[:0], takers: old.takers, ups: flat.Fill(old.ups, int(f.all), true)}
	f.draws.open(t.chance, f.entity)
	f.await()
	t.see(f)
}

// renew has a kind and all that is under way draw from other streams from now on.
func (t *Transactions) renew(f *flow) {
	f.draws.open(t.chance, f.entity)
	f.next = t.now()
	f.await()
	for i := range f.kept {
		f.kept[i].luck = f.fortune()
	}
}

// begin has the next transaction come. Times are drawn first, so that it takes as long wherever it is coordinated.
func (f *flow) begin(until sim.Time) {
	x := single{begun: f.next, luck: f.fortune(), counted: true}
	f.await()
	if f.count.Come++; f.open == 0 {
		f.count.Refused++
		return
	}
	f.deal(&x)
	over := false
	if f.Protocol == models.BySaga {
		f.assign(&x)
		over = f.visit(&x)
	} else {
		over = f.vote(&x)
	}
	if !over && !f.play(&x, until) {
		f.kept = append(f.kept, x)
	}
}

// forget begins to count anew: what is under way is no longer counted.
func (f *flow) forget() {
	f.took, f.between = sum{}, sum{}
	for i := range f.kept {
		f.kept[i].counted = false
	}
}

// finish says what was measured of them alone. All is settled.
func (f *flow) finish(o *models.TransactionOutcome, now sim.Time) {
	o.Unfinished, o.Took, o.Between = f.unfinished(), f.took.seconds(), f.mixed(now)
}

// await finds when the next transaction comes.
func (f *flow) await() { f.next += sim.Time(f.gap() / f.Rate) }

// enlist finds which coordinators take transactions.
func (f *flow) enlist() {
	f.takers = f.takers[:0]
	for number := range f.coordinators {
		if f.coordinators[number].open {
			f.takers = append(f.takers, int32(number))
		}
	}
}

// unfinished are those that came in the measured time, and have neither committed nor aborted.
func (f *flow) unfinished() (n float64) {
	for i := range f.kept {
		if x := &f.kept[i]; x.counted && x.point != undoing {
			n++
		}
	}
	return n
}

// mixed is for how many seconds sagas have had some steps done and others not, with those that still do.
func (f *flow) mixed(now sim.Time) float64 {
	all := f.between
	for i := range f.kept {
		if x := &f.kept[i]; x.done > 0 {
			all.add(f.amid(x, now))
		}
	}
	return all.seconds()
}

// copyFrom makes s equal to src in its own memory.
func (s *singles) copyFrom(src *singles) {
	kept, ups, takers := flat.Copy(s.kept, src.kept), flat.Copy(s.ups, src.ups), flat.Copy(s.takers, src.takers)
	*s = *src
	s.kept, s.ups, s.takers = kept, ups, takers
}
