package data

import (
	"nines/models"
	"nines/models/chance"
)

// Renew draws anew, in an era that has just begun, what is left of the time that jobs take, and until errors come
// and are found at random. What is being read is read when it would have been, and where groups lie stays. Cost: O(jobs
// and errors).
func (d *Data) Renew() {
	for i := range d.stores {
		s := &d.stores[i]
		for id := range s.jobs.Items {
			if j := &s.jobs.Items[id]; s.fragments[j.fragment].job == int32(id) && j.step == working {
				d.question(s, j).Redraw(d.calendar, &j.timer, j.begun, models.Wait{Law: s.Rebuild.Takes})
			}
		}
		d.renewErrors(s)
	}
}

// renewErrors draws anew when the next error comes, and when scrubs, where they come without memory, and users come to
// errors.
func (d *Data) renewErrors(s *store) {
	q := d.chance.Ask(chance.Decay, s.entity, s.errors, ofWait)
	q.Redraw(d.calendar, &s.decay, s.decayed, models.Wait{Law: s.decays})
	for id := range s.flaws.Items {
		x := &s.flaws.Items[id] // a timer of one that is gone is not pending
		if s.passes != nil {
			q := d.chance.Ask(chance.Scrubbing, s.entity, x.pass, 0)
			q.Redraw(d.calendar, &x.timer, x.since, models.Wait{Law: s.passes})
		}
		if s.readers != nil {
			q := d.chance.Ask(chance.Stumbling, s.entity, x.read, 0)
			q.Redraw(d.calendar, &x.reads, x.since, models.Wait{Law: s.readers})
		}
	}
}
