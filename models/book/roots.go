package book

import "nines/models"

// Whose fault it is in the end that a service is down. Where no service needs another that is its own.

// shut reports whether a service would be down if all that it needs were up: its rule fails, or it is suspended.
func (b *Book) shut(service int16) bool {
	own := b.plan.services[service].own
	return b.services[service].suspended > 0 || own != none && !b.gates[own].open()
}

// ups is the set of the services that are up.
func (b *Book) ups() (set uint64) {
	for s := range b.services {
		if !b.services[s].down {
			set |= 1 << b.plan.needs.rank[s]
		}
	}
	return set
}

// oweRoots books dt seconds of a service's downtime to the causes that hold the services in which it has its root.
func (b *Book) oweRoots(service int16, dt float64) {
	o, rooted := &b.outcome.Services[service], b.roots(service)
	total := rooted.sum()
	for r, s := range b.plan.needs.order {
		if rooted[r] > 0 {
			o.ByService[s] += b.owe(o, s, dt*rooted[r]/total)
		}
	}
}

// roots shares one second of a service's downtime over the services in which it has its root, in the order of ranks:
// those whose own rule or role fails, of those for which it waits. All that keeps a service down has an equal share,
// since each of it alone would; likewise all alternatives that are down, since each of them would help.
func (b *Book) roots(service int16) (rooted shares) {
	n, up, moving := b.plan.needs, b.ups(), shares{}
	moving[n.rank[service]] = 1
	const rest = 1e-12 // of a second, which goes round in a circle
	for left := 1.0; left > rest; left = moving.sum() {
		for r := len(n.order) - 1; r >= 0; r-- {
			if share := moving[r]; share > 0 {
				moving[r] = 0
				rooted[r] += b.divide(n.order[r], up, share, &moving)
			}
		}
	}
	return rooted
}

// shares are parts of a second by the rank of a service.
type shares [models.MaxServices]float64

func (x *shares) sum() (total float64) {
	for _, share := range x {
		total += share
	}
	return total
}

// divide hands a share of a service that is down on to all that keeps it down, and returns what is its own.
func (b *Book) divide(service int16, up uint64, share float64, moving *shares) (own float64) {
	n := b.plan.needs
	all := n.hard[service]
	shut := count(b.shut(service))
	parts := shut
	for i := range all {
		parts += count(!n.met(&all[i], up))
	}
	share /= float64(parts)
	for i := range all {
		n.pass(&all[i], up, share, moving)
	}
	return share * float64(shut)
}

// pass hands a share on to the services that are down of a dependency that is not met.
func (n *needs) pass(d *models.Dependency, up uint64, share float64, to *shares) {
	if n.met(d, up) {
		return
	}
	if len(d.Of) == 0 {
		to[n.rank[d.Service]] += share
		return
	}
	unmet := 0
	for i := range d.Of {
		unmet += int(count(!n.met(&d.Of[i], up)))
	}
	for i := range d.Of {
		n.pass(&d.Of[i], up, share/float64(unmet), to)
	}
}

// bookNeeds integrates what the needs of a service come to over dt seconds.
func (b *Book) bookNeeds(service int16, dt float64) {
	o, s := &b.outcome.Services[service], &b.services[service]
	if s.loses > 0 {
		o.Degraded += dt
		o.Impaired += float64(dt * s.loses)
	}
	for on, share := range b.row(b.hinges, service) {
		o.Hinges[on] += float64(dt * share)
	}
	if s.down {
		b.oweRoots(service, dt)
	}
}

// row are the numbers of a service in a table of all by all.
func (b *Book) row(table []float64, service int16) []float64 {
	n := len(b.services)
	return table[int(service)*n:][:n]
}
