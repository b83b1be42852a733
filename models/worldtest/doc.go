// Package worldtest is the vocabulary in which the tests of the rooms of a world are written: small systems and faults,
// instruments and deciders that do as they are told, and diaries of what those are told.
//
// Laws and times are given in hours, since that is how one thinks of repairs; the world counts seconds. Read system.go,
// fault.go and course.go (what is played), play.go and number.go (how, and what comes out), instrument.go and action.go
// (policies of a few lines), and diary.go with script.go (policies that write down all that they are told).
//
// Tests import the package with a dot, since it is their language, and are external test packages: whatever room they
// are about is below the world that plays it.
package worldtest
