package exact

// Domains is a fleet of domains of perhaps unequal size. A member is up iff neither its own fault nor that of its
// domain holds it; all faults are independent alternating renewals that age with the calendar and know no lack of
// crews, so the counts of the domains are independent mixtures of binomial laws. Any laws with these means.
type Domains struct {
	Members []int // of each domain
	Domain  Fault // of each domain
	Own     Fault // of each member
}

// Up returns the long-run distribution of the number of members up; element k is P(exactly k up).
func (d Domains) Up() []float64 {
	pmf := []float64{1}
	for i := range d.Members {
		pmf = Convolve(pmf, d.UpIn(i))
	}
	return pmf
}

// UpIn returns the long-run distribution of the number of members up in one domain.
func (d Domains) UpIn(domain int) []float64 {
	whole, pmf := AvailabilityCalendar(d.Domain), make([]float64, d.Members[domain]+1)
	addScaled(pmf, whole, EqualUpCount(d.Members[domain], AvailabilityCalendar(d.Own)))
	pmf[0] += 1 - whole
	return pmf
}

// Serving returns the long-run distribution of the number of domains in which at least need(members) are up.
func (d Domains) Serving(need func(members int) int) []float64 {
	up := make([]float64, len(d.Members))
	for i, n := range d.Members {
		up[i] = 1 - Below(d.UpIn(i), need(n))
	}
	return UpCount(up...)
}
