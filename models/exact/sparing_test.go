package exact

import (
	"testing"

	"gonum.org/v1/gonum/stat/combin"
)

// One of two components with a failure rate of 1/1000 h, of which a tenth is common to both, and repairs of 50 h. Where
// what is down is spared: 0.00443, within a percent by the chain of 0, 1 and 2 down, in which shocks come also while a
// repair after a shock lasts. Where it is not: both are held by the shock, one of them, or none.
func TestBetaFactor(t *testing.T) {
	const fail, common, repair = 0.9e-3, 0.1e-3, 1.0 / 50
	one := (2*fail + common) / repair
	two := (common + one*(fail+common)) / (2 * repair)
	near(t, "chain of three", two/(1+one+two), 0.00443, 1e-3)
	spared := Sparing{Members: 2, Hit: 1, Quiet: 1 / common, MTTF: 1 / fail, MTTR: 50}
	near(t, "spared", Below(spared.Up(), 1), two/(1+one+two), 5e-3)

	down := 1 - AvailabilityCalendar(Fault{MTTF: 1 / fail, MTTR: 50})
	cycle := 1/common + 25 + 50 // quiet, both held, one held
	struck := 25/cycle + 50/cycle*down + 1/common/cycle*down*down
	near(t, "not spared", struck, 0.00453, 2e-3)
}

// Without shocks the members are independent, but for fault on what is down: an availability of MTTF/(MTTF + MTTR).
func TestSparingAlone(t *testing.T) {
	alone := Sparing{Members: 3, Hit: 0, Quiet: 1, MTTF: 30, MTTR: 10}.Up()
	for k, p := range EqualUpCount(3, 0.75) {
		near(t, "P(k up)", alone[k], p, 1e-12)
	}
}

func TestHypergeometric(t *testing.T) {
	for _, c := range [][3]int{{24, 12, 8}, {5, 2, 3}, {7, 7, 3}, {9, 1, 9}} {
		pmf := Hypergeometric(c[0], c[1], c[2])
		near(t, "sum", sum(pmf), 1, 1e-14)
		near(t, "mean", MeanCount(pmf), float64(c[2]*c[1])/float64(c[0]), 1e-13)
		for k, p := range pmf {
			want := 0.0
			if c[2]-k <= c[0]-c[1] && k <= c[1] {
				want = float64(combin.Binomial(c[1], k)) * float64(combin.Binomial(c[0]-c[1], c[2]-k)) /
					float64(combin.Binomial(c[0], c[2]))
			}
			near(t, "P(k)", p, want, 1e-13)
		}
	}
}
