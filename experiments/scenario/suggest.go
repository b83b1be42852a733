package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// hint proposes the nearest of the known words and lists them: `did you mean "mean"? known keys here: dist, mean`.
func hint(word, family string, known []string) string {
	const many = 40 // a longer list would bury the proposal
	known = distinct(known)
	if len(known) == 0 {
		return fmt.Sprintf("there are no %s", family)
	}
	all, best := fmt.Sprintf("known %s: %s", family, some(known, many)), Nearest(word, known)
	switch {
	case best == "":
		return all
	case len(known) > many/2:
		return fmt.Sprintf("did you mean %q?", best)
	}
	return fmt.Sprintf("did you mean %q? %s", best, all)
}

// distinct are the words in their order, each once.
func distinct(words []string) []string {
	var all []string
	for _, word := range words {
		if !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all
}

// suggest proposes what a path that a flag made may have been meant to be; "" where nothing else is there.
func suggest(name, path string, known []string) string {
	const many = 20
	switch best := Nearest(name, known); {
	case best != "":
		return fmt.Sprintf("did you mean %s?", join(path, best))
	case len(known) > 0:
		return fmt.Sprintf("give it whole, or set a part of one that is there: %s", some(known, many))
	}
	return ""
}

// some lists words; of more than limit, the first few, without a count of the others: nobody is helped by it, and it
// would change with every word that is added.
func some(words []string, limit int) string {
	const few = 5
	if len(words) <= limit {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:few], ", ") + " and others"
}

// a puts the article before a word.
func a(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// plural counts things: "1 outage", "2 outages".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Nearest is the known word within two typing slips of word, the first of the closest; "" if there is none. A word
// must keep more letters than it changes.
func Nearest(word string, known []string) string {
	const longest = 60 // of a key anybody would type; the distance is quadratic
	best, least := "", 3
	if len(word) > longest {
		return best
	}
	letters := []rune(strings.ToLower(word))
	for _, candidate := range known {
		if longer := len(letters) - utf8.RuneCountInString(candidate); max(longer, -longer) >= least {
			continue // a slip changes the length by one at most
		}
		slips := distance(letters, []rune(candidate))
		oneTooMany := slips == 1 && len(word) == len(candidate)+1 && len(candidate) > 1
		if slips < least && (2*slips < len(candidate) || oneTooMany) {
			best, least = candidate, slips
		}
	}
	return best
}

// distance counts insertions, deletions, substitutions and exchanges of neighbors that turn a into b, no letter being
// edited twice (Damerau–Levenshtein, optimal string alignment). Cost: O(len(a)·len(b)).
func distance(a, b []rune) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			substitution := last[j]
			if a[i] != b[j] {
				substitution++
			}
			row[j+1] = slices.Min([]int{substitution, last[j+1] + 1, row[j] + 1})
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
