package exact

import (
	"math"
	"testing"
)

// A timeout of three intervals is that also where floating point divides 0.3 by 0.1.
func TestWholeTimeouts(t *testing.T) {
	tenths := Heartbeat{Interval: 0.1, Timeout: 0.3, Loss: 0.5}
	whole := Heartbeat{Interval: 1, Timeout: 3, Loss: 0.5}
	if got, want := tenths.MistakeRecurrence(), whole.MistakeRecurrence()/10; math.Abs(got/want-1) > 1e-12 {
		t.Errorf("mistakes recur every %g s, want %g", got, want)
	}
}
