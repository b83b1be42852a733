package work

import (
	"nines/models"
	"nines/models/pools"
)

// joinPool begins the copy of a treatment's data.
func (w *Work) joinPool(id int32, at int16) {
	j := &w.jobs[id]
	j.copy = w.pools.Join(at, pools.Copy{Store: pools.Restore, Job: id}, w.actions[j.action].Data)
	j.step = copying
	w.note(models.Copies, id)
}

// Copied is told that the copy of a case has ended.
func (w *Work) Copied(id int32) { w.await(id, copied) }

// leavePool calls off a copy.
func (w *Work) leavePool(id int32) { w.pools.Leave(w.jobs[id].needs.pool, w.jobs[id].copy) }
