package exact

import "testing"

// TestLock holds the first look to what is known of uniform times by hand: of regular looks it is the least of uniform
// times, and of one candidate the mean of what is left of a time, E(X²)/2E(X).
func TestLock(t *testing.T) {
	near(t, "regular looks of four", Lock{Candidates: 4, Low: 2, High: 2}.FirstLook(), 2.0/5, 1e-12)
	square := (4.4*4.4*4.4 - 8) / 3 / 2.4
	near(t, "jittered looks of one", Lock{Candidates: 1, Low: 2, High: 4.4}.FirstLook(), square/(2*3.2), 1e-12)
	near(t, "takeover", Lock{Lease: 15, Renew: 2, Candidates: 1, Low: 2, High: 2}.Takeover(), 15, 1e-12)
}
