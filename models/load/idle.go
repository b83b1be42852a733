package load

import "nines/models"

// seek finds out what becomes of the requests of [a, b] where each is sent to a node that is idle, while there is one.
// What nodes do not take is refused: their queues would grow without end.
func (f *flow) seek(d *models.Demand, a, b float64) {
	f.stints = f.stints[:0]
	for i := range f.paces {
		p := &f.paces[i]
		takes := 0.0
		if p.slow > 0 {
			takes = p.slow / (f.plan.Classes[f.classes[p.class].number].Throughput * (1 - f.told.drag))
		}
		f.stints = append(f.stints, models.Stint{Nodes: float64(f.used(p).nodes), Takes: takes})
	}
	if d.Steady() {
		f.seekAt(f.offered.at(d.Mean), b-a)
		return
	}
	levels := [2]float64{0, models.Bears(f.stints) / f.offered.slope}
	d.Quadrature(a, b, levels[:], func(demand, lasts float64) { f.seekAt(f.offered.at(demand), lasts) })
}

// seekAt is seek at a rate of requests for some seconds.
func (f *flow) seekAt(rate, lasts float64) {
	x, left, answers := &f.came, rate*lasts, false
	models.SeekIdle(rate, f.stints)
	for i := range f.paces {
		used, each := f.used(&f.paces[i]), lasts*f.stints[i].Each
		left -= float64(each * float64(used.nodes))
		x.served += float64(each * float64(used.quality) / full)
		x.answered += float64(each * float64(used.answers) / full)
		answers = answers || used.answers > 0
	}
	const rounding = 1e-9
	if answers && left > rounding*rate*lasts {
		x.refused += left
	}
}
