package exact

import "testing"

// The structures of textbooks: the sum over all states agrees with what is known without it.
func TestStructure(t *testing.T) {
	parts := []TwoState{{99, 1}, {190, 10}, {45, 5}}
	a, b, c := 0.99, 0.95, 0.9
	for _, x := range []struct {
		name             string
		k                int
		unavailable, imp float64 // importance of the first component
	}{
		{"series", 3, 1 - a*b*c, b * c},
		{"parallel", 1, (1 - a) * (1 - b) * (1 - c), (1 - b) * (1 - c)},
		{"2 of 3", 2, 1 - (a*b + a*c + b*c - 2*a*b*c), b + c - 2*b*c},
	} {
		s := Structure{parts, AtLeast(x.k)}
		near(t, x.name, s.Unavailability(), x.unavailable, 1e-12)
		near(t, x.name+", importance", s.Importance(0), x.imp, 1e-12)
	}
	series := Structure{parts, AtLeast(3)}
	near(t, "outages of a series", series.OutageRate(), a*b*c*(1/99.0+1/190.0+1/45.0), 1e-12)
	alike := Structure{[]TwoState{{50, 5}, {50, 5}, {50, 5}, {50, 5}, {50, 5}}, AtLeast(3)}
	chain := KofN{Repairman{Nodes: 5, Crews: 5, MTTF: 50, MTTR: 5}, 3}
	near(t, "3 of 5", alike.Unavailability(), chain.Unavailability(), 1e-12)
	near(t, "outages of 3 of 5", alike.OutageRate(), chain.OutageRate(), 1e-12)
	// Bridge of five equal parts of availability p: 2p² + 2p³ − 5p⁴ + 2p⁵.
	p := 10.0 / 11
	bridge := Structure{alike.Parts, func(up uint) bool {
		for _, path := range []uint{0b01001, 0b10010, 0b10101, 0b01110} { // 0,3 – 1,4 – 0,2,4 – 1,2,3
			if up&path == path {
				return true
			}
		}
		return false
	}}
	near(t, "bridge", 1-bridge.Unavailability(), 2*p*p+2*p*p*p-5*p*p*p*p+2*p*p*p*p*p, 1e-12)
}
