// Package detection holds the detectors: instruments that watch every node and say, by samples of their quality of
// service, when they notice a fault, when they trust again and when they are mistaken. One file per policy and one row
// in table.go. Detectors know nothing of each other; which of several raises an alarm is the world's business.
//
// Start with instant.go, the simplest. heartbeat.go is the push detector. What it shares with others that listen for
// beats is in beats.go: the story and its limits; beats_answers.go draws the answers, of which beats_mistake.go and
// beats_play.go skip the years in which nothing happens; beats_twin.go is the same story played beat by beat, against
// which package policytest holds the answers. runs.go skips trials until there is a run of failures, binomial.go draws
// the counts that this needs; sight.go says which effects a detector can see, limits.go refuses what cannot be.
//
// On beats stand chen_s.go and chen_e.go (freshness points), phi.go (accrual), lease.go and node_lease.go; probe.go
// asks instead of listening. Each has a twin of its own in a _twin.go file.
//
// swim.go and gossip.go have members watch each other: spread.go says how fast a rumor runs, gossip_gaps.go how often
// it is late. outlier.go is a balancer that counts errors in a row (runs.go), consistency.go compares data,
// burn_rate.go looks at the service as a whole, human.go is who reports what all of them miss. monitoring.go listens to
// a signal; monitoring_noise.go computes how often noise alone is an alarm, monitoring_answers.go plays the rule.
//
// again.go says when a new fault is noticed on a node that is suspected still.
//
// No detector here sends events: a healthy node costs one draw of its next mistake. None adapts to load or to loss that
// varies with time, and none shares what it knows with another.
package detection
