package scenario

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Convicted is how many healthy nodes a detector suspects because of a strike of a fault, on average: all whose time
// has run out when the node on which it runs goes on after a stall. It is found from a sample of 100.
func Convicted(b *models.Blueprint, f *models.Fault, w *models.Watch) float64 {
	const draws = 100
	l, ok := w.Detector.(models.Listening)
	if !ok || !l.Listens() || w.Guarded || f.Symptom.Effect != models.Hang {
		return 0
	}
	stream, n := rng.Open(rng.Key{}), 0.0
	cut := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	for range draws {
		if w.Delay(cut).Sample(&stream) <= lastsAtLeast(f, &stream) {
			n++
		}
	}
	others := float64(len(b.Topology.Leaves) - 1)
	return Stops(b, f, w) * others * w.Sees(cut) * n / draws
}

// Accused is how many healthy nodes those that a strike of a fault makes deaf take for dead, on average: all for whom
// it lasts long enough. It is found from a sample of 200.
func Accused(b *models.Blueprint, f *models.Fault, w *models.Watch) float64 {
	const draws = 200
	by, ok := w.Detector.(models.Accusing)
	if !ok || by.Deaf(f.Symptom) == 0 {
		return 0
	}
	stream, n, others := rng.Open(rng.Key{}), 0, len(b.Topology.Leaves)-1
	for range draws {
		left := lastsAtLeast(f, &stream)
		for k := 0; k < others && left >= 0; k++ {
			if left -= by.Accuses(k).Sample(&stream); left >= 0 {
				n++
			}
		}
	}
	return b.MeanHit(f) * by.Deaf(f.Symptom) * float64(n) / draws
}

// Stops is the share of the strikes of a fault that stop a detector, because they take down the node on which it runs.
func Stops(b *models.Blueprint, f *models.Fault, w *models.Watch) float64 {
	leaf, ok := b.Topology.Leaf(w.From)
	if !ok || !f.Symptom.TakesDown() || f.Symptom.Effect == models.Partition {
		return 0
	}
	share := 0.0
	for _, target := range f.Targets {
		if first, last := b.Topology.Span(target); first <= leaf && leaf < last {
			share += f.MeanHit(int(last-first)) / float64(last-first)
		}
	}
	return share / float64(len(f.Targets))
}

// unwatched warns of a fault that stops a detector, and that nobody else would notice.
func (c *compiler) unwatched(f *models.Fault) {
	left := uint16(0)
	var stopped []int
	for d := range c.blueprint.Watches {
		switch w := &c.blueprint.Watches[d]; {
		case w.Detector == nil:
		case Stops(c.blueprint, f, w) > 0:
			stopped = append(stopped, d)
		case c.blueprint.Sight(f, w) > 0:
			left |= 1 << d
		}
	}
	if len(stopped) == 0 || c.agreed(left) {
		return
	}
	w := c.blueprint.Watches[stopped[0]]
	c.warnAt(join(join("detection", w.Name), "from"), "add a detector elsewhere, such as {policy: human}",
		"when %s strikes %s, on which %s runs, nobody notices: it is never repaired, and %s is gone for good",
		join("faults", f.Name), c.blueprint.Topology.Path(w.From), w.Name, w.Name)
}

// lastsAtLeast draws how long a fault lasts if whatever mends it is begun at once.
func lastsAtLeast(f *models.Fault, s *rng.Stream) sim.Duration {
	lasts := models.Never().Plus
	for _, law := range [...]dist.Law{f.Heals, f.Repair} {
		if law != nil {
			lasts = min(lasts, sim.Duration(law.Sample(s)))
		}
	}
	return lasts
}
