package share

import (
	"math"
	"testing"
)

// TestShare plays three jobs by hand: the first alone at the limit of each, then two and three of them at
// equal parts of the whole, one of which is called off.
func TestShare(t *testing.T) {
	var s Share
	s.Reset(Limits{Rate: 12, Each: 10})
	s.Join(0, 1, 40) // alone: 10/s
	s.Join(2, 2, 12) // job 1 has 20 left; 6/s each
	s.Join(3, 3, 9)  // jobs 1 and 2 have 14 and 6 left; 4/s each
	if after, _ := s.Next(); after != 1.5 {
		t.Errorf("the next ends after %v s, want 1.5: job 2 with 6 left", after)
	}
	if id := s.End(4.5); id != 2 {
		t.Errorf("job %d ends first, want 2", id)
	}
	s.Leave(5.5, 3) // after 1 s more at 6/s it has 9 − 6 − 6 < 0 left: it would have ended at 5
	if after, _ := s.Next(); math.Abs(float64(after)-0.2) > 1e-12 {
		t.Errorf("job 1 ends after %v s, want 0.2: 2 left at 10/s", after)
	}
	s.End(5.7)
	if math.Abs(s.Moved-(20+12+18+12+2)) > 1e-9 || math.Abs(s.Busy-(2+2+4.5+2+0.2)) > 1e-9 {
		t.Errorf("moved %v in %v job-seconds", s.Moved, s.Busy)
	}
	if _, ok := s.Next(); ok || s.Len() != 0 {
		t.Error("somebody is left")
	}
}

// TestCopy would catch memory that two shares have in common.
func TestCopy(t *testing.T) {
	var s, x Share
	s.Reset(Limits{Rate: 1, Each: math.Inf(1)})
	s.Join(0, 1, 1)
	x.CopyFrom(&s)
	s.End(1)
	if after, ok := x.Next(); !ok || after != 1 || x.Len() != 1 {
		t.Errorf("the copy has %d jobs, the next of which ends after %v s", x.Len(), after)
	}
}
