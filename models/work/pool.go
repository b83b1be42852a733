package work

import (
	"nines/models"
	"nines/sim"
	"nines/sim/share"
)

// pool is a bandwidth that copies share equally.
type pool struct {
	share.Share
	timer sim.Timer // of the next to end
	jobs  int
}

func (w *Work) resetPools() {
	for len(w.pools) < len(w.Pools) {
		w.pools = append(w.pools, pool{})
	}
	w.pools = w.pools[:len(w.Pools)]
	for i := range w.pools {
		p, x := &w.Pools[i], &w.pools[i]
		x.Share.Reset(share.Limits{Rate: p.Rate, Each: p.Each})
		x.timer, x.jobs = sim.Timer{}, 0
	}
}

// joinPool begins the copy of a treatment's data.
func (w *Work) joinPool(id int32, at int16) {
	j, p := &w.jobs[id], &w.pools[at]
	p.Join(w.now(), id, w.actions[j.action].Data)
	j.step = copying
	p.jobs++
	w.shared(at)
	w.note(models.Copies, id)
}

// shared is called when the number of copies has changed.
func (w *Work) shared(at int16) {
	p := &w.pools[at]
	w.calendar.Cancel(&p.timer)
	if after, ok := p.Next(); ok {
		p.timer = w.calendar.After(after, sim.Event{Kind: copyEnds, Who: int32(at)})
	}
}

// Drag is the share of every node's throughput that the copies under way keep from the users of the service under
// load, in [0, 1].
func (w *Work) Drag() float64 {
	drag := 0.0
	for i := range w.Pools {
		if p := &w.Pools[i]; p.Drag > 0 {
			drag += p.Drag * w.pools[i].Pace() * float64(w.pools[i].Len()) / p.Rate
		}
	}
	return min(drag, 1)
}

// onCopied ends the copy that is done first.
func (w *Work) onCopied(at int16) {
	id := w.pools[at].End(w.now())
	w.shared(at)
	w.await(id, copied)
}

// leavePool calls off a copy.
func (w *Work) leavePool(id int32) {
	at := w.jobs[id].needs.pool
	w.pools[at].Leave(w.now(), id)
	w.shared(at)
}
