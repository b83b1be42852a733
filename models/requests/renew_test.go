package requests_test

import (
	"math"
	"testing"

	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
)

// TestRenew would catch a request that comes at another time than it would have when a lane is renewed, and one after
// it that still does, or that depends on what was drawn before: of the two that are known, the first stays, and the
// second is the first that the new streams draw.
func TestRenew(t *testing.T) {
	p, d := farm(2, 1, exponential(1), balancing.Random{}), new(chance.Draws)
	l := new(requests.Single)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	l.Advance(50)
	next, second := l.Coming()
	d.Renew(1, l.Now())
	for range 2 {
		l.Renew(d)
		if stays, _ := l.Coming(); stays != next {
			t.Errorf("the next request comes at %v, and was to come at %v", stays, next)
		}
	}
	_, renewed := l.Coming()
	if renewed == second {
		t.Error("the second request comes when it would have")
	}
	fresh := new(requests.Single)
	fresh.Reset(p, d, 0)
	if first, _ := fresh.Coming(); math.Abs(float64(renewed-next-first)) > 1e-9 {
		t.Errorf("the second request comes %v after the first, and the new streams begin with %v", renewed-next, first)
	}
}
