package fleet

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// process is one fault on one target: an alternating renewal.
type process struct {
	timer  sim.Timer // of the next strike, while alive and its clock runs
	count  uint32    // strikes so far
	active int32     // cases of it that are not over
	fault  int16
	phase  int16  // of the course of an occurrence that has hit nobody yet
	era    uint16 // in which its last strike began
	// born is when its present life began, later by as long as its clock has stood still since; while that stands still,
	// how old the life is. Infinite where no life is under way: what strikes next is a relapse or the phase of a course.
	born sim.Time
}

// clocks are what lives depend on besides their law, by process; empty where no fault asks for it.
type clocks struct {
	paused  []float64 // life left while the clock stands still; running where negative
	frailty []float64 // rate multiplier, of faults with lemons
	ages    []float64 // at which the next life begins, of failures that are Aging
	aged    []float64 // likewise, at which the present one has begun
	places  []place   // in their records, of failures that are Resampled
}

func (c *clocks) copyFrom(src *clocks) {
	c.paused = flat.Copy(c.paused, src.paused)
	c.frailty = flat.Copy(c.frailty, src.frailty)
	c.ages, c.aged = flat.Copy(c.ages, src.ages), flat.Copy(c.aged, src.aged)
	c.places = flat.Copy(c.places, src.places)
}

func (f *Fleet) resetClocks() {
	for i := range f.faults {
		first := f.faults[i].first
		for t := range f.faults[i].Targets {
			f.processes[int(first)+t].fault = int16(i)
		}
	}
	c, n := &f.clocks, len(f.processes)
	c.paused, c.frailty, c.ages, c.aged = c.paused[:0], c.frailty[:0], c.ages[:0], c.aged[:0]
	c.places = c.places[:0]
	if f.resampled {
		c.places = flat.Fill(c.places, n, place{})
	}
	if f.aging {
		c.ages, c.aged = flat.Fill(c.ages, n, 0), flat.Fill(c.aged, n, 0)
	}
	if f.operating {
		c.paused = flat.Fill(c.paused, n, -1)
	}
	if f.lemons {
		c.frailty = flat.Fill(c.frailty, n, 1)
		for i := range f.faults {
			f.drawFrailty(i)
		}
	}
}

// drawFrailty gives every target of a fault with lemons its rate multiplier: gamma with mean 1 and variance θ (Vaupel,
// Manton and Stallard 1979). The multiplier speeds up the target's clock: lives are divided by it whatever their law.
func (f *Fleet) drawFrailty(fault int) {
	d := &f.faults[fault]
	if d.frailty == nil {
		return
	}
	for t, target := range d.Targets {
		q := f.chance.Ask(chance.Frailty, f.entity(target, int16(fault)), 0, 0)
		f.clocks.frailty[d.first+int32(t)] = float64(q.Lasts(d.frailty))
	}
}

// target of a process, and its index among the fault's targets.
func (f *Fleet) target(p int32) (models.ComponentID, int) {
	d := &f.faults[f.processes[p].fault]
	i := int(p - d.first)
	if d.row >= 0 {
		return d.row + models.ComponentID(i), i
	}
	return d.Targets[i], i
}

// drawLife draws the next life of a process and starts its clock, unless the clock of its fault stands still. A life
// that outlasts the run needs no event, unless its end can still be put off.
func (f *Fleet) drawLife(p int32) {
	x := &f.processes[p]
	d := &f.faults[x.fault]
	if d.AtAge > 0 {
		return // when another begins its life
	}
	where, target := f.target(p)
	q := f.chance.Ask(chance.Life, f.entity(where, x.fault), x.count, 0)
	x.born = f.now()
	if d.life != nil && x.count > 0 {
		f.strikeAfter(p, where, q.Lasts(d.life))
		return
	}
	if d.resampled != nil {
		f.turnTo(p, target)
	}
	o := f.occurrence(p, target)
	next := d.Failure.Next(o)
	if d.ends != nil && x.count == 0 && d.aging == nil {
		if left, ok := f.inMidlife(p, next, q); ok {
			f.strikeAfter(p, where, left)
			return
		}
	}
	life := q.Wait(next)
	if d.aging != nil {
		f.clocks.aged[p] = f.clocks.ages[p]
		f.clocks.ages[p] = float64(d.aging.Ages(o, life))
	}
	f.strikeAfter(p, where, life)
}

// lived is how old the present life of a process is, and whether its clock stands still; negative where it has none.
func (f *Fleet) lived(p int32) (age sim.Duration, still bool) {
	born := f.processes[p].born
	if len(f.clocks.paused) > 0 && f.clocks.paused[p] >= 0 {
		return sim.Duration(born), true
	}
	return sim.Duration(f.now() - born), false
}

// strikeAfter lets a process, whose target stands there, strike after a time of its own clock.
func (f *Fleet) strikeAfter(p int32, where models.ComponentID, after sim.Duration) {
	x := &f.processes[p]
	operating := f.faults[x.fault].Operating
	x.timer = sim.Timer{}
	switch due := f.now() + sim.Time(after); {
	case operating && f.isDown(where):
		f.clocks.paused[p], x.born = float64(after), f.now()-x.born
	case due < f.end || operating:
		x.timer = f.calendar.At(due, sim.Event{Kind: strikes, Who: p})
	}
}

// strikeIn has a process strike after a time of its clock, which is no life of it.
func (f *Fleet) strikeIn(p int32, after sim.Duration) {
	x := &f.processes[p]
	x.born = sim.Time(forever)
	if where, _ := f.target(p); f.faults[x.fault].Operating {
		f.clocks.paused[p] = -1
		if f.isDown(where) {
			f.clocks.paused[p], x.born = float64(after), -x.born
			return
		}
	}
	x.timer = f.calendar.After(after, sim.Event{Kind: strikes, Who: p})
}

// occupy counts the cases of a process by more, and returns how many there are. One of overload can be struck while it
// has none.
func (f *Fleet) occupy(p, by int32) int32 {
	x := &f.processes[p]
	x.active += by
	if f.faults[x.fault].Overload != nil {
		f.touch(f.LeafOf(p))
	}
	return x.active
}

// Vulnerable reports whether a process that strikes a node could do so now.
func (f *Fleet) Vulnerable(leaf, process int32) bool {
	return f.nodes[leaf].downs == 0 && f.processes[process].active == 0
}

// LeafOf is the node that a process strikes, one of a fault of nodes.
func (f *Fleet) LeafOf(process int32) int32 {
	where, _ := f.target(process)
	leaf, _ := f.Topology.Leaf(where)
	return leaf
}
