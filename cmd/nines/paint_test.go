package main

import (
	"strings"
	"testing"
)

// Nothing that a stranger wrote moves the cursor, colors the terminal or turns the direction of writing; our own
// colors stay.
func TestCleaned(t *testing.T) {
	if got, want := cleaned("a\x1b]0;x\a\tb\u202ec\r\n\u200bé · ≤ ✓"), "a?]0;x? b?c  ?é · ≤ ✓"; got != want {
		t.Errorf("cleaned %q, want %q", got, want)
	}
	for ink, want := range map[paint]string{true: "\x1b[32m✓\x1b[0m  ?[2Jx\n", false: "✓  ?[2Jx\n"} {
		var b strings.Builder
		g := &grid{}
		g.add(ink.good("✓"), "\x1b[2Jx")
		if err := g.text(&b, "", ink); err != nil || b.String() != want {
			t.Errorf("ink %t: %q, want %q; %v", ink, b.String(), want, err)
		}
	}
}
