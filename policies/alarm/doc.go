// Package alarm holds the ways in which several detectors come to one opinion: how many of them must suspect a node
// before it is taken from the balancers and an alarm is raised. One file per policy and one row in table.go. Who votes,
// whom balancers hear and what follows is the world's business.
package alarm
