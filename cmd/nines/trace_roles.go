package main

import (
	"slices"

	"nines/models"
)

// holders is who has which role, each with the note that a story would have begun with.
type holders []models.Note

// follow takes in the next note.
func (h *holders) follow(n models.Note) {
	switch n.What {
	case models.HasRole:
		*h = append(*h, n)
	case models.TakesRole:
		i := slices.IndexFunc(*h, func(x models.Note) bool { return x.Service == n.Service && x.Where == n.From })
		(*h)[i].Where = n.Where
	}
}

// tell says once who has a role as a story begins.
func (h *holders) tell(t teller, at float64) {
	for _, n := range *h {
		t.tell(at, n)
	}
	*h = nil
}

// inStory reports whether a note is told in words: of stages, the switchover alone is not said by anything else.
func inStory(n models.Note) bool {
	return n.What != models.Enters || n.Stage == models.Switching.String()
}
