package main

import (
	"reflect"
	"testing"
)

// The widest column is folded at its words until the table fits; a word that is too long stays whole.
func TestGridsAreFolded(t *testing.T) {
	g := &grid{header: []string{"rule", "what is done"}}
	g.add("0", "restart, reboot ×2, an-action-with-a-long-name, replace")
	g.add("1", "repair")
	want := [][]string{{"0", "restart, reboot ×2,"}, {"", "an-action-with-a-long-name,"}, {"", "replace"}, {"1", "repair"}}
	if got := g.folded(2 + 4 + 2 + 22).rows; !reflect.DeepEqual(got, want) {
		t.Errorf("folded to %q, want %q", got, want)
	}
	if got := g.folded(100).rows; !reflect.DeepEqual(got, g.rows) {
		t.Errorf("folded to %q though it fits", got)
	}
}
