package models

import "nines/sim/stat"

// LogOutcome is about one log. Times are in seconds of the measured time.
type LogOutcome struct {
	Leaderless float64 // without a leader that has a majority
	NoQuorum   float64 // of that, without a majority of members that are up and reach one of them
	SlowLed    float64 // with a leader that is slow
	Elections  int     // leaders elected
	Losses     int     // leaders lost, or that lost their majority
	Short      int     // times at which a majority was lost
	// Changes are the times at which a node took the place of a member, Handed those at which that was the leader, and
	// HandedTime is the part of Leaderless that began so.
	Changes, Handed int
	HandedTime      float64
	// Elected is how long it took from the loss of a leader to the next one, where a majority was up all the time.
	Elected stat.Histogram
	Took    float64 // their sum
	Split   int     // of those, elections that took more than one vote
	// Commits is how long commits took, of entries that come at any time at which there is a leader; Commit is the sum of
	// that over time, and Late the time in which a commit takes longer than writers wait.
	Commits stat.Weighted
	Commit  float64
	Late    float64
	// ByFault is the leaderless time by the fault that took the leader or the majority, by the number of the fault, then
	// false alarms, then what no fault has begun.
	ByFault []float64
}

// CopyFrom makes d equal to s in its own memory.
func (d *LogOutcome) CopyFrom(s LogOutcome) {
	elected, commits, by := d.Elected, d.Commits, append(d.ByFault[:0], s.ByFault...)
	elected.CopyFrom(&s.Elected)
	commits.CopyFrom(&s.Commits)
	*d = s
	d.Elected, d.Commits, d.ByFault = elected, commits, by
}
