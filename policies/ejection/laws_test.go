package ejection_test

import (
	"slices"
	"testing"

	"nines/policies/ejection"
)

// TestConsecutive would catch failures that need not be in a row.
func TestConsecutive(t *testing.T) {
	e, mine := ejection.Consecutive{Failures: 3}, make([]float64, 1)
	for i, answered := range []bool{false, false, true, false, false, false} {
		if got := e.Hears(mine, answered); got != (i == 5) {
			t.Errorf("after %d tries it ejects: %t", i+1, got)
		}
	}
}

// heard are the numbers of nodes of whose tries so many were answered.
func heard(hears func(mine []float64, answered bool) bool, tries int, answered ...int) []float64 {
	all := make([]float64, 2*len(answered))
	for i, n := range answered {
		for k := range tries {
			hears(all[2*i:2*i+2], k < n)
		}
	}
	return all
}

// TestShare would catch a share above instead of from it on, too few tries that count, and tries that count twice.
func TestShare(t *testing.T) {
	e := ejection.Share{Above: 0.5, Volume: 10}
	marks := make([]bool, 3)
	all := heard(e.Hears, 10, 4, 5, 6)
	if e.Look(all, marks); !slices.Equal(marks, []bool{true, true, false}) {
		t.Errorf("of 10 tries 4, 5 and 6 are answered: %t", marks)
	}
	for _, all := range [][]float64{all, heard(e.Hears, 9, 0, 0, 0)} {
		if e.Look(all, marks); slices.Contains(marks, true) {
			t.Errorf("of too few tries it says %t", marks)
		}
	}
}

// TestOutlier by hand: of ten nodes nine answer all and one half. The mean is 95 %, the standard deviation 15 %, and so
// 66.5 % are 1.9 of them below, and 47 % are 3.2. Of four nodes none can be 1.9 below, and of nine one can be 2.8.
func TestOutlier(t *testing.T) {
	for _, c := range []struct {
		deviations float64
		nodes      int
		want       bool
	}{{1.9, 10, true}, {3.2, 10, false}, {1.9, 4, false}, {1.9, 5, true}, {2.8, 9, true}, {2.9, 9, false}} {
		answered, marks := slices.Repeat([]int{100}, c.nodes), make([]bool, c.nodes)
		answered[1] = 50
		e := ejection.Outlier{Deviations: c.deviations, Volume: 100, Hosts: 3}
		want := make([]bool, c.nodes)
		want[1] = c.want
		if e.Look(heard(e.Hears, 100, answered...), marks); !slices.Equal(marks, want) {
			t.Errorf("%g deviations, %d nodes: %t", c.deviations, c.nodes, marks)
		}
		e.Hosts = 11
		if e.Look(heard(e.Hears, 100, answered...), marks); slices.Contains(marks, true) {
			t.Errorf("of fewer than 11 nodes it says %t", marks)
		}
	}
}
