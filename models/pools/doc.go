// Package pools is the bandwidth that copies of data share in a run, whoever copies: treatments that restore nodes, and
// stores that make fragments anew. Read pools.go.
//
// The room knows no other: who copies joins and leaves, and is told by the world when a copy has ended.
package pools
