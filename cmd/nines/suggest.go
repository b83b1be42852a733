package main

import (
	"fmt"
	"strings"
)

// suggestion proposes the nearest of the known words and lists them all.
func suggestion(word string, known []string, what string) string {
	all := fmt.Sprintf("known %s: %s", what, strings.Join(known, ", "))
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q? %s", near, all)
	}
	return all
}

// nearest is the known word that takes the fewest typing slips, at most two and fewer than half its letters; "" if
// there is none.
func nearest(word string, known []string) string {
	const longest = 60 // of a word anybody would type; the distance is quadratic
	if len(word) > longest {
		return ""
	}
	best, least := "", 3
	for _, candidate := range known {
		if d := slips(strings.ToLower(word), candidate); d < least && 2*d < len(candidate) {
			best, least = candidate, d
		}
	}
	return best
}

// slips counts insertions, deletions, substitutions and exchanges of neighbors that turn a into b, in bytes.
func slips(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			cost := last[j]
			if a[i] != b[j] {
				cost++
			}
			row[j+1] = min(cost, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
