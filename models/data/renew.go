package data

import "nines/models"

// Renew draws anew, in an era that has just begun, what is left of the time that jobs take. What is being read is read
// when it would have been, and where groups lie stays. Cost: O(jobs).
func (d *Data) Renew() {
	for i := range d.stores {
		s := &d.stores[i]
		for id := range s.jobs.Items {
			if j := &s.jobs.Items[id]; s.fragments[j.fragment].job == int32(id) && j.step == working {
				d.question(s, j).Redraw(d.calendar, &j.timer, j.begun, models.Wait{Law: s.Rebuild.Takes})
			}
		}
	}
}
