// Package rng gives every random decision its own stream. A stream is named by a Key that says what it is for: the
// seed of the study, the replication, the purpose, the entity it concerns and which occurrence of the decision it is.
// Open turns the key into 16 bytes of generator state in a few nanoseconds, so streams are opened where they are needed
// and never stored: a model keeps counters instead of generators, two policies see the same k-th life of a component,
// and a law that draws a varying number of variates shifts nobody else's numbers.
//
// Read key.go (naming and opening streams), stream.go (drawing), normal.go (the normal law and its inverse) and
// poisson.go.
//
// The generator is PCG-DXSM with 128 bits of state and period 2^128 (M. O'Neill, "PCG: A Family of Simple Fast
// Space-Efficient Statistically Good Algorithms", 2014; the DXSM output permutation is the one of math/rand/v2, whose
// numbers this package reproduces state for state). Every variate that simulations pair across policies takes exactly
// one 64-bit number, by inversion. The first draws of every method are frozen by a test.
//
// It is not for secrets, and it holds no global generator: without a key there is no stream.
package rng
