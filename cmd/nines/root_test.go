package main

import (
	"bytes"
	"strings"
	"testing"
)

// A panic is told on one line and exits with 1. It would catch a dump of goroutines, and the runtime's exit code 2,
// which stands for a wrong command line.
func TestPanicIsOneLine(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		var out bytes.Buffer
		a := &app{err: &out, verbose: verbose}
		code := a.guarded(func() int { panic("index \x1b[31m9\nsecond line") })
		first, rest, _ := strings.Cut(out.String(), "\n")
		want := "error: internal failure: index ?[31m9; please report it with the command and its files"
		if code != exitFailure || first != want || strings.Contains(rest, "goroutine") != verbose {
			t.Errorf("verbose %t: exit %d and %q", verbose, code, out.String())
		}
	}
}
