// Package catalog maps names to constructors. A family of things one may choose (laws, detectors, balancers, charts) is
// a Table; each thing is one Entry. Listing, describing, decoding from a scenario, suggesting a name for a misspelt one
// and conformance tests all range over the same table, so a new thing costs one row.
//
// A table is a value: nothing registers itself, two programs in one process may hold different tables, and With makes
// a larger table without touching the smaller.
package catalog
