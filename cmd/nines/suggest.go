package main

import (
	"fmt"
	"strings"

	"nines/experiments/scenario"
)

// suggestion proposes the nearest of the known words and lists them all.
func suggestion(word string, known []string, what string) string {
	all := fmt.Sprintf("known %s: %s", what, strings.Join(known, ", "))
	if near := scenario.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q? %s", near, all)
	}
	return all
}
