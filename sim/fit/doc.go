// Package fit finds the laws that durations follow, where some of them were cut: still running when last seen.
//
// Read sample.go (what is fitted to), family.go (the families and their parameters), likelihood.go (maximum
// likelihood), mixture.go (the same for mixtures, by expectation and maximization), interval.go (how well parameters
// are known), goodness.go (whether a law fits at all), laws.go (all of it for every family) and process.go (whether
// events come as a Poisson process).
//
// The likelihood is that of package dist: of a duration that ended its hazard and its survival, of one that was cut its
// survival alone. So what is fitted is what is drawn. Cutting must tell nothing about the time to come, and durations
// are taken to be independent and of one law; process.go looks for signs that they are not.
//
// The package knows nothing of files, causes or scenarios.
package fit
