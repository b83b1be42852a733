package book

import (
	"slices"

	"nines/models"
)

// To whom downtime is booked that has its root in a service: to what holds its nodes, and to the roots of reasons that
// lie apart from them.

// itself reports whether a service that a reason suspends from apart is shut because of nodes that it runs on, too: by
// its rule, or for a reason that does not lie Apart.
func (b *Book) itself(service int16) bool {
	s, own := &b.services[service], b.plan.services[service].own
	rule := own != none && !b.plan.Services[service].Kept
	return int(s.suspended) > len(s.apart) || rule && !b.gates[own].open()
}

// answersFor reports whether a service that is shut is so for a cause that counts, or for none.
func (b *Book) answersFor(service int16) bool {
	s := &b.services[service]
	if len(s.apart) == 0 || b.itself(service) && s.blame.counts() {
		return s.blame.counts()
	}
	return slices.ContainsFunc(s.apart, func(x apart) bool { return !b.excuses(x.Root) })
}

// excuses reports whether a cause does not count.
func (b *Book) excuses(cause int) bool {
	return cause < len(b.plan.uncounted) && b.plan.uncounted[cause]
}

// owe books dt seconds of downtime which has its root in a service that is shut, and returns what of it counts. Each
// reason that lies apart has an equal share, since each of it alone would do, and so has what is wrong with the nodes
// of the service.
func (b *Book) owe(o *models.ServiceOutcome, service int16, dt float64) (counted float64) {
	s := &b.services[service]
	parts, itself := b.partsOf(service)
	dt /= parts
	for i := range s.apart {
		counted += b.oweRoot(o, &s.apart[i], dt)
	}
	if itself {
		counted += b.oweHolders(o, &s.blame, dt)
	}
	return counted
}

// partsOf says into how many equal parts is divided what has its root in a service: one for each reason that lies
// apart, and one for its own nodes where these are wrong, or where there is nothing else.
func (b *Book) partsOf(service int16) (parts float64, itself bool) {
	apart := len(b.services[service].apart)
	itself = apart == 0 || b.itself(service)
	return float64(apart + int(count(itself))), itself
}

// oweRoot books dt seconds of downtime to the root of a reason.
func (b *Book) oweRoot(o *models.ServiceOutcome, x *apart, dt float64) (counted float64) {
	if b.excuses(x.Root) {
		o.Excused += dt
		return 0
	}
	o.Downtime += dt
	if x.Root <= len(b.plan.Faults) {
		o.ByFault[x.Root] += dt
		o.ByStage[b.stageOf(x)] += dt
	}
	return dt
}

// stageOf is the stage in which the case is that a reason came with; when that is over, what is left of it to do.
func (b *Book) stageOf(x *apart) models.Stage {
	switch over := x.opened == 0 || b.cases[x.Cause.Case].opened != x.opened; {
	case !over:
		return b.cases[x.Cause.Case].stage
	case x.Copies:
		return models.Repairing
	}
	return models.Switching
}

// oweHolders books dt seconds of downtime: they are shared over the faults by the throughput that their incidents hold;
// what falls to those that do not count is excused, and the rest is returned.
func (b *Book) oweHolders(o *models.ServiceOutcome, to *blame, dt float64) (counted float64) {
	excused, holding := 0.0, float64(to.holding)
	if to.excused > 0 {
		excused = dt * (float64(to.excused) / holding) // which is dt, and no rounding more, where all is
	}
	o.Downtime += dt - excused
	o.Excused += excused
	for stage, held := range to.stages {
		o.ByStage[stage] += dt * float64(held) / max(holding, 1)
	}
	if to.holding == 0 && to.rooted > 0 {
		o.ByStage[models.Switching] += dt
		o.ByFault[to.rooted-1] += dt
	}
	o.InVain += dt * float64(to.vain) / max(holding, 1)
	for f, held := range to.held {
		if held > 0 && (b.plan.uncounted == nil || !b.plan.uncounted[f]) {
			o.ByFault[f] += dt * float64(held) / holding
		}
	}
	return dt - excused
}
