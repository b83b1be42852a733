// Package recovery holds the recoverers: deciders that say what to do about a diagnosed incident. They see the world
// through a models.View and cannot reach the truth. One file per policy and one row in table.go.
//
// Read repair.go first: hands-on repair is what every other policy ends in. treating.go is what actions have in common,
// course.go tries actions in turn until all are spent; restart.go, reboot.go, reimage.go, replace.go, restore.go,
// backup.go, rollback.go, autoscale.go and evict.go are courses of one action each, with their usual figures, and
// ladder.go is one of any. onward.go is what wrappers have in common; lazy.go, batched.go and limited.go say when the
// policy inside them may act, failover.go and mitigate.go act before it does.
//
// Policies nest, by the key then: the treatments of the inner follow those of the outer in one list. A policy remembers
// nothing: which attempt it is, and what else goes on, it is told.
//
// The package does not say how long hands, parts and bandwidth are waited for, nor whether a treatment works: the world
// draws that.
package recovery
