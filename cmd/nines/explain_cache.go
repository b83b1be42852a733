package main

import (
	"math"

	"nines/models"
	"nines/sim/unit"
)

// cacheOf says what nodes keep of what they have answered, and what becomes of requests that are about it.
func cacheOf(c *models.Cache, calls []models.Call) string {
	text := "a node keeps " + plural(c.Entries, "answer") + " at most, " + map[models.Eviction]string{
		models.LeastRecent:   "and gives up what was asked for the longest time ago",
		models.FirstIn:       "and gives up what was put in the longest time ago",
		models.LeastFrequent: "and gives up what was asked for least often"}[c.Evicts]
	if !math.IsInf(float64(c.Lives), 1) {
		text += "; each is good for " + unit.Duration(c.Lives).Human()
		if c.Renews {
			text += " after the last hit"
		}
	}
	if len(calls) > 0 {
		text += "; hits make no calls but those on hits, too, and misses keep what the others answer"
	}
	if c.Coalesces {
		text += "; who misses what it works on waits for that, with its slot as during calls, and fails if that fails"
	}
	if c.Stale > 0 {
		text += "; where these fail, it answers what has expired up to " + unit.Duration(c.Stale).Human() + " before"
	}
	return text
}
