// Package balancing holds the balancers: deciders that share the offered load among the nodes that are trusted or, in
// panic, among all; when to panic is no business of theirs but of models.Panic. They see the world through a
// models.View and models.Peers and cannot reach the truth, so work sent to a node that is down but trusted is lost. One
// file per policy and one row in table.go; hash.go has what those share that hash keys, and hand.go what those do that
// draw several nodes.
package balancing
