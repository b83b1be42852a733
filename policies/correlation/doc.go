// Package correlation holds the correlators: instruments that tell which of the alarms that one incident raises on
// several nodes belong together, so that forty nodes behind one switch are one case and not forty. One file per policy
// and one row in table.go; start with perfect.go.
//
// A correlator groups alarms of one incident. It never puts two incidents together, and what becomes of an alarm that
// it leaves alone is the world's business.
package correlation
