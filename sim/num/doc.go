// Package num holds the functions of real numbers that a simulation needs, with the same bits on every processor.
//
// The standard library does not promise that: its exponential takes another path where the processor can multiply and
// add in one step, some of its functions are written in assembly for some processors, and the compiler fuses x*y + z
// into one rounding where the target has an instruction for it. A draw that differs in its last bit is another event
// sooner or later, and results that a colleague cannot reproduce. Here everything is plain Go, and every product that
// feeds a sum is rounded by an explicit conversion, which forbids the fusing.
//
// Read exp.go, log.go and pow.go (on the path of every draw), then trig.go, root.go, erf.go, gamma.go, and
// incomplete.go with inverse.go (what intervals are made of).
//
// Errors are below one unit in the last place (ulp) for Exp, Log, Expm1, Log1p, Sin and Cos, and a few for the others;
// each says so. Nothing allocates. Sources: FreeBSD's msun (Sun Microsystems 1993) for the elementary functions, erf
// and the logarithm of the gamma function; S. L. Moshier's Cephes library for sine, arc tangent and gamma.
//
// What the standard library computes exactly on every processor stays in use: square roots, rounding to whole numbers,
// taking numbers apart and putting them together.
package num

// Horner is the polynomial c[0] + c[1]·x + c[2]·x² + …
func Horner(x float64, c ...float64) float64 {
	y := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		y = c[i] + float64(y*x)
	}
	return y
}
