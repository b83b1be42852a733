// Package shedding holds which requests a node refuses as they come, from how many it has. One file per policy and one
// row in table.go; start with linear.go.
package shedding
