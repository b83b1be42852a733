package models

// StoreOutcome is about one store. Sums are over the measured time, in groups or fragments times seconds.
type StoreOutcome struct {
	Groups     int
	Losses     int       // groups that were lost, those that were lost again counted again
	Struck     int       // groups that were lost, each counted once
	First      float64   // from the start of the measured time to the first loss; the measured time if there was none
	Unread     float64   // group-seconds in which a group could not be read, lost or not
	Dark       float64   // seconds in which some group could not be read
	Degraded   float64   // group-seconds in which some fragment was not reached
	Bears      []float64 // group-seconds by how many more fragments they could lose, from 0; lost groups count in none
	Gone       float64   // group-seconds lost, until filled anew
	Reached    []float64 // group-seconds by how many fragments are reached, lost groups with 0; none where nobody writes
	Barred     float64   // seconds in which some group could not be written
	Rebuilt    int       // fragments made anew
	Moved      float64   // bytes read to make them
	Rebuilding float64   // fragment-seconds from when one was to be made anew until it was
	Spared     int       // fragments that were to be made anew when their node came back with them
	Homeless   float64   // seconds in which there was no node to make some fragment on that was to be made anew

	Errors         int     // fragments that got an error
	Corrupted      int     // of Errors: those that came with a fault
	Scrubbed       int     // errors found by scrubs
	Met            int     // errors found by rebuilds
	Stumbled       int     // errors found by reads of users
	Hidden         float64 // seconds from when each error that was found had come
	Poisoned       float64 // group-seconds in which some fragment had an error that was not found
	Read           float64 // bytes read by scrubs
	LostWithErrors int     // of Losses: groups that what was destroyed alone had not lost
	// LostBy are Losses by the fault that destroyed or spoiled the last fragment which was needed, by number; behind them
	// those that an error has made which came with none.
	LostBy []int

	// Of a store with Updates. What is written is not drawn: Conflicts and WritesLost are what is expected of it, given
	// all that has happened to nodes and partitions.
	Apart     float64 // group-seconds in which users wrote on two sides or more
	SomeApart float64 // seconds in which they did so to some group
	Conflicts float64 // versions of keys beyond one each that sides had when they met
	// WritesLost are writes that were done and are gone: those of the older version of a key in conflict, unless both are
	// kept, and those that a copy alone had that was destroyed, or made elsewhere.
	WritesLost float64
}
