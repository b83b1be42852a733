package models

import (
	"math"

	"nines/sim"
)

// Quorum is that a request is sent to several nodes at once, and served when so many of them have answered.
type Quorum struct {
	Sends int // nodes, all different, ≥ 1
	Needs int // answers, from 1 to Sends
}

// Hedge is that a request is sent to another node, too, when it takes long. The first answer counts.
type Hedge struct {
	Waits  Hedging      // for an answer, before each further try
	Copies int          // further tries, at most, 1 to 255
	AtMost float64      // of these for each request in the long run; +Inf: any number
	Tied   bool         // once a node begins to serve a try, those are canceled that wait elsewhere, and none is sent
	Tells  sim.Duration // how long it is until other nodes know that, ≥ 0; 0 unless Tied
}

// HedgesSaved is how many hedges may be saved up under AtMost, as many as there are at first.
const HedgesSaved = 10

// Hedging says how long a client waits for an answer before it hedges. It keeps that time, which is 0 or more.
type Hedging interface {
	// First is the time at first.
	First() sim.Duration
	// Next is the time after another request was waited for: whether its first try was answered within that time. Those
	// are left out whose first try failed or was given up before it was over.
	Next(wait sim.Duration, answered bool) sim.Duration
	// String says when a request is sent again, in words.
	String() string
}

// Sends is to how many nodes a request is sent at once, and Needs how many of them have to answer.
func (c *Client) Sends() int { return max(1, c.quorum().Sends) }

// Needs is how many answers serve a request.
func (c *Client) Needs() int { return max(1, c.quorum().Needs) }

func (c *Client) quorum() Quorum {
	if c.Quorum == nil {
		return Quorum{}
	}
	return *c.Quorum
}

// Ties reports whether the tries of a request are tied.
func (c *Client) Ties() bool { return c.Hedge != nil && c.Hedge.Tied }

// MeanTry is how long a try takes on a node of speed 1 on average, in seconds.
func (l *Lane) MeanTry() float64 {
	if l.Own == nil {
		return l.MeanWork()
	}
	return l.MeanWork() + l.Own.Mean()
}

// Least is how many times MeanTry nodes serve for each request that is served, at least.
func (l *Lane) Least() float64 {
	c, done := &l.Client, 1-l.Serving.Optional
	switch whole := c.Needs() == c.Sends() || c.GivesUp == Abandoned; {
	case whole && c.Hedge == nil:
		return done * float64(c.Sends())
	case l.Own == nil:
		return done * float64(c.Needs())
	default: // who is given up may be the one who would have taken long
		return done * float64(c.Needs()) * l.Work.Mean() / l.MeanTry()
	}
}

// Saved is how many hedges there may be at first.
func (h *Hedge) Saved() float64 { return h.Earn(math.Inf(1)) }

// Earn is how many there may be after another request has come, of so many before.
func (h *Hedge) Earn(left float64) float64 {
	if math.IsInf(h.AtMost, 1) {
		return h.AtMost
	}
	return min(HedgesSaved, left+h.AtMost)
}
