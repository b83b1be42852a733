// Package policytest holds policies to what their ports promise. Whoever adds a policy, be it to a table here or as a
// private row of a program of their own, calls the suite of its family.
//
// Read rows.go: every row of a table is documented, builds from its defaults, and passes a suite; then the suites:
// detector.go, votes.go, correlator.go, localizer.go, recoverer.go and splitter.go. agree.go compares two detectors in
// distribution, such as one that skips what does not matter with one that plays every message.
//
// The suites check contracts (ranges, determinism, memory). Whether the numbers are right is for the tests of each
// policy, against closed forms or a twin.
package policytest
