package load

import (
	"slices"

	"nines/models"
)

// seek finds out what becomes of the requests of [a, b] where each is sent to a node by what nodes have to do.
// What nodes do not take is refused: their queues would grow without end.
func (f *flow) seek(d *models.Demand, a, b float64) {
	f.stints = f.stints[:0]
	for i := range f.paces {
		p := &f.paces[i]
		p.sent = 0
		takes := 0.0
		if p.slow > 0 {
			takes = p.slow / (f.plan.Classes[f.classes[p.class].number].Throughput * (1 - f.told.drag))
		}
		used := f.used(p)
		s := models.Stint{Nodes: float64(used.nodes), Takes: takes}
		if used.nodes > 0 {
			s.Fails = 1 - float64(used.answers)/float64(used.nodes*full)
		}
		f.stints = append(f.stints, s)
	}
	if d.Steady() {
		f.seekAt(f.offered.at(d.Mean), b-a)
		return
	}
	f.bends = f.plan.Bends(f.stints, append(f.bends[:0], 0))
	for i := range f.bends {
		f.bends[i] /= f.offered.slope
	}
	slices.Sort(f.bends)
	d.Quadrature(a, b, f.bends, func(demand, lasts float64) { f.seekAt(f.offered.at(demand), lasts) })
}

// seekAt is seek at a rate of requests for some seconds.
func (f *flow) seekAt(rate, lasts float64) {
	x, left, answers := &f.came, rate*lasts, false
	f.scratch = f.plan.Seek(rate, f.stints, f.scratch)
	for i := range f.paces {
		used, each := f.used(&f.paces[i]), lasts*f.stints[i].Each
		left -= float64(each * float64(used.nodes))
		f.paces[i].sent += each
		x.served += float64(each * float64(used.quality) / full)
		x.answered += float64(each * float64(used.answers) / full)
		answers = answers || used.answers > 0
	}
	const rounding = 1e-9
	if answers && left > rounding*rate*lasts {
		x.refused += left
	}
}
