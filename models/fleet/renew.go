package fleet

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// Renew draws anew, in an era that has just begun, what is left of the lives of all processes and of what heals, and
// the blocks of records that are yet to begin. Strikes that others have triggered, relapses, phases and the stages of
// rollouts come when they would have. Cost: O(state).
func (f *Fleet) Renew() {
	for p := range f.processes {
		if f.faults[f.processes[p].fault].resampled != nil {
			f.renewExcerpts(int32(p))
		} else {
			f.renewLife(int32(p))
		}
	}
	for id := range f.cases.Items {
		if x := &f.cases.Items[id]; !x.over && x.kind == Genuine {
			f.renewHealing(int32(id), x)
		}
	}
}

// renewExcerpts has a process strike as the blocks say that are yet to begin.
func (f *Fleet) renewExcerpts(p int32) {
	x := &f.processes[p]
	d, at := &f.faults[x.fault], &f.clocks.places[p]
	present := int32(float64(f.now()) / length(d.resampled))
	if at.block <= present {
		return
	}
	f.calendar.Cancel(&x.timer)
	*at = place{block: present + 1}
	f.beginLife(p)
}

// renewLife draws what is left of the life of a process.
func (f *Fleet) renewLife(p int32) {
	x := &f.processes[p]
	age, still := f.lived(p)
	if x.active > 0 || !(age >= 0) {
		return
	}
	d := &f.faults[x.fault]
	where, target := f.target(p)
	o := f.occurrence(p, target)
	if o.Now = f.now() - sim.Time(age); d.aging != nil {
		o.Age = sim.Duration(f.clocks.aged[p])
	}
	left, ok := f.chance.Ask(chance.Life, f.entity(where, x.fault), x.count, 0).Rest(d.Failure.Next(o), sim.Duration(age))
	if due, pending := f.calendar.Pending(x.timer); !ok || pending && chance.Same(due, f.now()+sim.Time(left)) {
		return
	}
	if d.aging != nil {
		f.clocks.ages[p] = float64(d.aging.Ages(o, sim.Duration(age)+left))
	}
	if still {
		f.clocks.paused[p] = float64(left)
		return
	}
	f.calendar.Cancel(&x.timer)
	f.strikeAfter(p, where, left)
}

// renewHealing draws when a case will be over by itself; one that is recorded ends when it did.
func (f *Fleet) renewHealing(id int32, x *Case) {
	d := &f.faults[x.fault]
	if law := d.HealsIn(int(x.mode)); law != nil && d.recorded == nil {
		q := f.chance.Ask(chance.Healing, x.entity, x.count, 0)
		q.Redraw(f.calendar, &x.heal, f.book.Onset(id), models.Wait{Law: law})
	}
}
