// Package incident reads records of incidents: the spreadsheets in which people write down what failed, when, for how
// long and why. Scenarios that replay a record and fits to one read the same files in the same way.
//
// Read options.go (what a reader may be told), reader.go (the file) and row.go (an incident), then what they are made
// of: lines.go (bytes to lines, of bounded length), heading.go (which column means what), stamp.go and span.go (texts
// to times and durations), clock.go (local time to seconds). record.go puts the incidents in order and into the window
// of the record, open.go says what those without an end are, note.go what was odd about all of them.
//
// What cannot be understood is a Problem with line and column, all of them together up to a bound; what can be but
// looks odd is counted in a Note, which names its first lines and what was done about it. A file comes from somebody
// else: the length of its lines, the number of its incidents and of its names are bounded.
//
// What is made of a record: groups.go sorts out durations and gaps by cause, study.go fits laws to them through package
// fit and chooses, snippet.go writes the choice as a scenario.
//
// The package knows the words of scenarios, and no simulator.
package incident
