// Package stattest lets a test declare a null hypothesis and be judged by a p-value, with one budget of false alarms
// for the whole repository.
//
// A statistical test states what is true if the code is right ("these draws follow that law"), computes a p-value with
// one of the functions here, and hands it to Check. Alpha is the chance that a correct program, run with a fresh seed,
// is accused anywhere in the suite; Check spends an equal share of it per call (Bonferroni), so that a red test means a
// bug and not bad luck. Seeds are fixed, so a verdict never flickers either way. The price is power: a share is about
// 6.3 standard errors, so a test needs enough draws for the bias it names to stand out by more than that. Alarm proves
// it does: it takes the p-value of a deliberately wrong program and fails if the bell stays silent.
//
// Read budget.go first, then ks.go (whole distributions), chisquare.go (counts in cells) and mean.go (one number).
//
// P-values are exact or, where stated, too large; approximations that are too small in the far tail, where the verdict
// falls, are avoided. The package fits nothing, draws nothing and knows no law of its own.
package stattest
