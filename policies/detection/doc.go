// Package detection holds the detectors: instruments that watch every node and say, by samples of their quality of
// service, when they notice a fault, when they trust again and when they are mistaken. One file per policy and one row
// in table.go. Detectors know nothing of each other; which of several raises an alarm is the world's business.
//
// Start with instant.go, the simplest. heartbeat.go is the push detector: its configuration and what the words mean;
// heartbeat_answers.go draws its answers, of which heartbeat_mistake.go and heartbeat_play.go skip the years in which
// nothing happens; heartbeat_twin.go is the same detector played beat by beat, against which package policytest holds
// the answers. sight.go says which effects a detector can see; binomial.go draws the counts that skipping needs.
//
// No detector here sends events: a healthy node costs one draw of its next mistake. None adapts to load or to loss that
// varies with time, and none shares what it knows with another.
package detection
