// Package brownout holds when a node leaves out the optional part of the work of a request, from how many requests it
// has. One file per policy and one row in table.go; start with threshold.go.
package brownout
