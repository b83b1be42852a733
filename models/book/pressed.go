package book

import "nines/sim"

// A service under a rule of demand needs as much throughput as traffic asks of it, which changes with the hour. What
// its gate needs is therefore right at two kinds of instants: when what it has changes, and when the demand passes what
// it has. In between neither can open or close it.

// asked is how many units the demand on a service is worth at an instant.
func (p *Plan) asked(s *service, now sim.Time) int64 {
	return part(s.demand.At(float64(now)-float64(p.Time.Warmup)) / s.perUnit)
}

// Pressed reports whether a service has to meet the demand on it, whatever that is.
func (p *Plan) Pressed(service int) bool { return p.services[service].pressed }

// Exceeds reports whether more is asked of the service that is Pressed than it reaches.
func (b *Book) Exceeds(service int) bool { return !b.gates[b.plan.services[service].own].open() }

// Press says that the demand on the service that is Pressed has come to exceed what it reaches, or no longer does. It
// is to be judged, by Judge.
func (b *Book) Press(service int16, exceeds bool, now sim.Time) {
	b.settleService(int(service), now)
	b.settleBehind(service, now)
	g := b.plan.services[service].own
	b.gates.ask(g, b.gates[g].have+count(exceeds))
}

// need is that of a gate of a service at an instant.
func (p *Plan) need(s *service, gate int32, now sim.Time) int64 {
	if s.pressed && gate == s.own {
		return p.asked(s, now)
	}
	return p.gates[gate].need
}
