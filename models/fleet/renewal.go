package fleet

import (
	"errors"
	"slices"

	"nines/models"
	"nines/sim"
)

// Work that renews a component ends the lives that stand in Fault.Renews when it begins, and has new ones begin when it
// is over. What comes at an age has no clock of its own: it is that of the life that it is to end. One that ends in a
// failure is renewed by the repair, and the work is called off.

// planRenewals finds whom a fault renews, and whose life it is that another is to end at an age.
func (p *Plan) planRenewals() error {
	for i := range p.faults {
		d := &p.faults[i]
		for k, other := range d.Renews {
			of := &p.faults[other]
			if of.recorded != nil || !slices.Equal(of.Targets, d.Targets) {
				return models.At("faults."+d.Name+".renews", errors.New("only lives on its own targets are renewed"))
			}
			if k == 0 && d.AtAge > 0 {
				of.ends = append(of.ends, int32(i))
			}
		}
	}
	return nil
}

// beginLife begins the next life of a process, and that of the work which is to end it.
func (f *Fleet) beginLife(p int32) {
	f.drawLife(p)
	if f.faults[f.processes[p].fault].ends != nil {
		f.growOld(p)
	}
}

// beside is the process of another fault on the target of one.
func (f *Fleet) beside(p int32, fault int) int32 {
	return f.faults[fault].first + p - f.faults[f.processes[p].fault].first
}

// suspend ends the lives that a strike renews. Those that are faulty already have none.
func (f *Fleet) suspend(p int32) {
	for _, fault := range f.faults[f.processes[p].fault].Renews {
		if other := f.beside(p, fault); f.processes[other].active == 0 {
			f.stopLife(other)
			f.callOff(other)
		}
	}
}

// renewLives begins the lives that the strike of a process has ended. Cost: O(faults that it renews).
func (f *Fleet) renewLives(p int32) {
	for _, fault := range f.faults[f.processes[p].fault].Renews {
		other := f.beside(p, fault)
		x := &f.processes[other]
		if x.active > 0 {
			continue
		}
		f.stopLife(other)
		if f.faults[fault].aging != nil {
			f.clocks.ages[other] = 0
		}
		x.count++
		x.phase = 0
		f.beginLife(other)
	}
}

// stopLife has a process not strike at the end of its life.
func (f *Fleet) stopLife(p int32) {
	x := &f.processes[p]
	f.calendar.Cancel(&x.timer)
	x.born = sim.Time(forever)
	if len(f.clocks.paused) > 0 {
		f.clocks.paused[p] = -1
	}
}

// growOld has the work come that is to end a life which has just begun.
func (f *Fleet) growOld(p int32) {
	d := &f.faults[f.processes[p].fault]
	for _, fault := range d.ends {
		work := f.beside(p, int(fault))
		if f.processes[work].active > 0 {
			continue // it began in the same instant, and renews what begins here
		}
		f.dismiss(work)
		age, _ := f.lived(p)
		if d.aging != nil {
			age = sim.Duration(f.clocks.aged[p])
		}
		f.strikeIn(work, max(0, f.faults[fault].AtAge-age))
	}
}

// callOff has the work not come that was to end the life of a process, which has ended by itself.
func (f *Fleet) callOff(p int32) {
	for _, fault := range f.faults[f.processes[p].fault].ends {
		work := f.beside(p, int(fault))
		if f.processes[work].active == 0 {
			f.dismiss(work)
		}
	}
}

// dismiss has a process neither strike nor wait to.
func (f *Fleet) dismiss(p int32) {
	f.stopLife(p)
	at := f.faults[f.processes[p].fault].budget
	if at == None {
		return
	}
	t := &f.turns[at]
	if i := slices.Index(t.waiting, p); i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
		f.askTurns(at)
	}
}
