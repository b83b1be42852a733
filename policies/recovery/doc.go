// Package recovery holds the recoverers: deciders that say what to do about a diagnosed incident. They see the world
// through a models.View and cannot reach the truth. One file per policy and one row in table.go.
package recovery
