package models

import "nines/sim"

// Discipline decides who is served next of the requests that wait in a line. It keeps its memory in numbers, for each
// line.
type Discipline interface {
	// Next is asked when somebody who waits can be served, and again after each whom it sheds. It is told, too, when
	// nobody waits any more because the last one has gone by itself, and what it says then means nothing.
	Next(m *LineMemory, l Line) Turn
	// String says who is next, and who is shed, as a part of a sentence.
	String() string
}

// Line is what a Discipline is told of the requests that wait at a node.
type Line struct {
	Now     sim.Time
	Waiting int
	Waited  sim.Duration // the one that came first
}

// LineMemory is what a Discipline keeps of a line; at first it is zero.
type LineMemory [6]float64

// Turn is what becomes of a line when somebody can be served.
type Turn uint8

// The turns.
const (
	FirstCome  Turn = iota // who came first is served
	LastCome               // who came last is served
	TurnedAway             // who came first is told that the node cannot serve it; Next is asked again, if anybody waits
)

// Steady is an optional ability of a Discipline that always says FirstCome, or always LastCome.
type Steady interface{ Steady() Turn }

// Keeping is an optional ability of a Discipline that never sheds.
type Keeping interface{ Keeps() bool }

// SharingOut is an optional ability of a Discipline under which nobody waits: see Serving.Sharing.
type SharingOut interface{ Shares() bool }

// InTurn reports whether a discipline, or none, serves all in the order in which they came.
func InTurn(d Discipline) bool {
	steady, ok := d.(Steady)
	return d == nil || ok && steady.Steady() == FirstCome
}

// Keeps reports whether a discipline, or none, sheds nobody.
func Keeps(d Discipline) bool {
	k, ok := d.(Keeping)
	return d == nil || ok && k.Keeps()
}
