// Package dist holds the laws of durations: how long a component lives, how long its repair takes. All durations are
// float64 seconds.
//
// Start at law.go, the interface; then exponential.go as the simplest law. Each further law has a file of its own, with
// its configuration at the end or, where there are many ways to determine it, in a file beside it (weibull_ways.go).
// table.go lists the laws under the names users write. ways.go, check.go and root.go are shared: the choice among
// combinations of parameters, the limits and messages for wrong ones, and the bracketed search by which a law is found
// from its mean and a percentile. scaled.go stretches any law, product_limit.go is empirical.go for durations of
// which some were cut, and written.go makes a law from its words, for defaults of policies. Package
// disttest holds every row of the table to one suite of conformance.
//
// Laws are immutable values, safe for any number of goroutines. Where it is cheap a draw inverts the survival function
// with one uniform, so that two models on common random numbers stay paired; gamma and Erlang reject instead and a
// bathtub takes one uniform for each risk, which harms nobody because every decision has a stream of its own.
//
// The package fits nothing to data and knows no hazards that change with calendar time.
package dist
