// Package dispatching holds the ways in which a crew chooses whom to turn to next: which of the cases that wait gets
// the hands that have just come free. One file per policy and one row in table.go; start with fifo.go.
//
// Who has hands keeps them (non-preemptive): a choice is made when hands come free, and then only. A dispatcher is told
// what a diagnosis names and what detectors believe, and nothing of the truth.
package dispatching
