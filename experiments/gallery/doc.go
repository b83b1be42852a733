// Package gallery holds the example scenarios that come with the program, each a folder of files as `nines init`
// writes them: a scenario to be read, run and changed, and where they help sweeps (sweep*.yaml), comparisons
// (compare*.yaml), plans (plan*.yaml) and data.
//
// Read the folders' scenario.yaml as a user would; gallery.go only embeds them. Numbers taken from elsewhere name
// their source in a comment, with how it is known: seen in the source unless marked as recalled or as our own fit or
// assumption.
//
// The package runs nothing and judges nothing: that the examples are right is what its tests say.
package gallery
