// Package disttest holds laws of durations to one suite of conformance: what a law says of itself (survival, quantile,
// mean) must agree with what it draws (lives, residual lives, equilibrium lives).
//
// Read conform.go, the suite; integral.go, the quadrature behind the mean and the equilibrium law; examples.go, at
// least one law for every row of dist.Table. A new law needs a row there and an example here.
//
// Each check states the error it would find; verdicts on draws spend the budget of package stattest. The suite does not
// judge whether a law describes anything real.
package disttest
