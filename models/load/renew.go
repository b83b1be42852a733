package load

// Renew draws anew, in an era that has just begun, when overload strikes next: its clocks forget how long they have
// run. They are wound when the traffic follows. Cost: O(clocks).
func (l *Load) Renew() {
	l.road.Renew(l.chance)
	for k := range l.strains {
		x := &l.strains[k]
		x.left, x.since = l.ask(k, 0).Bears(), l.now()
	}
	l.strained = len(l.strains) > 0
}
