// Package placement holds the ways in which the fragments of data are laid on nodes, and on which nodes they are made
// anew. One file per policy and one row in table.go; start with random.go.
//
// A placement is told which nodes there are, where they are and what is believed of them, and nothing of the truth. On
// how many nodes a group's fate depends follows from the scheme; how many groups share one fate from the placement: the
// more sets of nodes have a group in common, the likelier it is that some simultaneous failure of as many nodes loses
// data, and the less it then loses.
package placement
