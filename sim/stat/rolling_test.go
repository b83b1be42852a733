package stat

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Half an hour on day 29 and on day 31, of which windows of 30 days may lose 43.2 minutes. The second is in a window
// for more than 13.2 minutes if that begins 13.2 minutes after day 1 or later, and the first until 16.8 minutes after
// day 29: both are too much for 28 days and 3.6 minutes.
func TestRollingShareByHand(t *testing.T) {
	const minute, day = 60.0, 86400.0
	down := []Stretch{{29 * day, 29*day + 30*minute, 1}, {31 * day, 31*day + 30*minute, 1}}
	for _, c := range []struct {
		name                  string
		horizon, width, limit float64
		want                  float64
	}{
		{"both are too much", 60 * day, 30 * day, 43.2 * minute, 1 - (28*day+3.6*minute)/(30*day)},
		{"both are just allowed", 60 * day, 30 * day, 60 * minute, 1},
		{"none may be met", 60 * day, 30 * day, 0, 0},
		{"one window", 60 * day, 60 * day, 60 * minute, 1},
		{"one window, missed", 60 * day, 60 * day, 59 * minute, 0},
		{"days that hold more than half of either", 60 * day, day, 15 * minute, 1 - 2*day/(59*day)},
	} {
		got := RollingShare(down, c.horizon, c.width, c.limit)
		if math.Abs(got-c.want) > 1e-11 { // a limit may be missed by 1e-12 of the horizon
			t.Errorf("%s: %.12f, want %.12f", c.name, got, c.want)
		}
	}
	if got := RollingShare(nil, 60, 30, 0); got != 1 {
		t.Errorf("of nothing, a share of %g keeps within nothing", got)
	}
}

// The dumb way: look at very many windows.
func TestRollingShareAgainstManyWindows(t *testing.T) {
	const horizon, looks = 100.0, 4000
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		var all []Stretch
		for at := r.ExpFloat64() * 10; at < horizon; at += r.ExpFloat64() * 10 {
			to := min(horizon, at+r.ExpFloat64()*5)
			all = append(all, Stretch{at, to, r.Float64()})
			at = to
		}
		width, limit := 5+90*r.Float64(), 10*r.Float64()
		kept := 0.0
		for i := range looks {
			start := (float64(i) + 0.5) / looks * (horizon - width)
			sum := 0.0
			for _, s := range all {
				sum += max(0, min(s.To, start+width)-max(s.From, start)) * s.Height
			}
			kept += oneIf(sum <= limit)
		}
		bound := float64(4*len(all)+2) / looks // the answer changes that often at most
		if got := RollingShare(all, horizon, width, limit); math.Abs(got-kept/looks) > bound {
			t.Errorf("width %g, limit %g: %g, by many windows %g", width, limit, got, kept/looks)
		}
	}
}
