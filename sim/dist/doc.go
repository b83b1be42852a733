// Package dist holds the laws of durations: how long a component lives, how long its repair takes. All durations are
// float64 seconds.
//
// Start at law.go, the interface; then exponential.go as the simplest law; each further law has a file of its own, and
// table.go lists them under the names users write. check.go and root.go are shared: messages for wrong parameters, and
// the bracketed search by which a law is found from its mean and a percentile. Package disttest holds every row of the
// table to one suite of conformance.
//
// Laws are immutable values, safe for any number of goroutines. Where it is cheap a draw inverts the survival function
// with one uniform, so that two models on common random numbers stay paired; gamma and Erlang reject instead, which
// harms nobody because every decision has a stream of its own.
//
// The package fits nothing to data, knows no hazards that change with calendar time, and does not scale a law: whoever
// stretches or speeds up a duration multiplies the draw.
package dist
