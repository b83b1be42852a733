package stattest

import (
	"sync"
	"testing"
)

// The budget: the whole suite raises a false alarm with probability at most Alpha if every package keeps to its share.
const (
	Alpha = 1e-6 // for all tests of the repository together

	packages = 16  // packages that may spend
	checks   = 256 // calls of Check that one package may make

	// Share is the level of a single Check: a p-value below it is a failure. It corresponds to 6.3 standard errors.
	Share = Alpha / (packages * checks)
)

var spent = ledger{names: map[string]bool{}}

// ledger remembers which checks of this test binary have been paid for; repetitions by -count are the same check.
type ledger struct {
	sync.Mutex
	names map[string]bool
}

// charge books one check and reports whether the package is still within its share.
func (l *ledger) charge(name string) bool {
	l.Lock()
	defer l.Unlock()
	l.names[name] = true
	return len(l.names) <= checks
}

// Check fails the test when p, the probability of data at least this strange if the code is right, is below Share, and
// when the package has more checks than the budget allows. name says what the null is ("weibull draws against its
// survival function") and is unique within the test. A NaN fails.
func Check(t testing.TB, name string, p float64) {
	t.Helper()
	if !spent.charge(t.Name() + "\x00" + name) {
		t.Errorf("%s: this package has made more than %d statistical checks; merge some or enlarge the budget",
			name, checks)
	}
	if !(p >= Share) {
		t.Errorf("%s: p-value %.3g is below %.3g; the null hypothesis is false", name, p, Share)
	}
}

// Alarm fails the test unless p would have failed a Check: it is given the p-value of a program with a planted error
// and so shows that the check has the power it claims. It spends nothing.
func Alarm(t testing.TB, name string, p float64) {
	t.Helper()
	if !(p < Share) {
		t.Errorf("%s: p-value %.3g is not below %.3g; a planted error went unnoticed", name, p, Share)
	}
}
