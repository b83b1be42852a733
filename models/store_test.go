package models_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/combin"

	"nines/models"
)

// Of all ways in which a write and a read choose copies, the share in which they do not meet is the chance of a miss.
func TestMisses(t *testing.T) {
	for n := 1; n <= 6; n++ {
		for read := 1; read <= n; read++ {
			for write := 1; write <= n; write++ {
				missed, all := 0.0, 0.0
				for _, w := range combin.Combinations(n, write) {
					for _, r := range combin.Combinations(n, read) {
						if all++; apart(w, r) {
							missed++
						}
					}
				}
				if got := (models.Access{Read: read, Write: write}).Misses(n); math.Abs(got-missed/all) > 1e-12 {
					t.Errorf("read %d and write %d of %d: missed %v, want %v", read, write, n, got, missed/all)
				}
			}
		}
	}
	if got := (models.Access{Read: 2, Write: 1}).Misses(1); !math.IsNaN(got) {
		t.Errorf("a read of 2 of 1 misses with %v", got)
	}
	if got := (models.Access{Write: 1}).Misses(4); got != 0.75 {
		t.Errorf("a read of one copy, which nobody has asked for, misses with %v", got)
	}
}

func apart(a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return false
			}
		}
	}
	return true
}
