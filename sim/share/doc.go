// Package share is a capacity that all jobs under way share equally (processor sharing), such as a bandwidth by copies.
// Read share.go, which is all of it. It knows no calendar: the user schedules the next end.
package share
