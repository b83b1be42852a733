package policytest

import (
	"slices"
	"testing"

	"nines/models"
)

// Ejection holds a policy of ejection to its port: it ejects nobody of whom it has heard nothing, or while all is
// answered, and in the end one that fails all among many that do not; it keeps to its numbers, decides alike in like
// situations, says what it does, and allocates nothing.
func Ejection(t testing.TB, e models.Ejection) {
	if e.String() == "" {
		t.Error("it does not say whom it ejects")
	}
	const nodes, bad = 8, 3
	all, marks := make([]float64, nodes*e.Numbers()), make([]bool, nodes)
	play := func(looks int, fails bool) (ejected []int) {
		clear(all)
		for range looks {
			for n := range 300 * nodes {
				i := n % nodes
				mine := all[i*e.Numbers() : (i+1)*e.Numbers()]
				if e.Hears(mine, !fails || i != bad) && !slices.Contains(ejected, i) {
					ejected = append(ejected, i)
				}
			}
			clear(marks)
			e.Look(all, marks)
			for i, marked := range marks {
				if marked && !slices.Contains(ejected, i) {
					ejected = append(ejected, i)
				}
			}
		}
		return ejected
	}
	if e.Look(all, marks); slices.Contains(marks, true) {
		t.Error("it ejects nodes of which it has heard nothing")
	}
	if ejected := play(3, false); len(ejected) > 0 {
		t.Errorf("it ejects %v, who answer all", ejected)
	}
	for range 2 {
		if ejected := play(3, true); !slices.Equal(ejected, []int{bad}) {
			t.Errorf("node %d fails all, and it ejects %v", bad, ejected)
		}
	}
	allocates(t, func() {
		e.Hears(all[:e.Numbers()], false)
		e.Look(all, marks)
	})
}
