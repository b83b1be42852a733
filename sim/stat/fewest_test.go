package stat

import "testing"

// As many successes as FewestToShow says show the share, and one fewer do not: by hand, 0.025^(1/72) = 0.95006 and
// 0.025^(1/71) = 0.94937.
func TestFewestToShow(t *testing.T) {
	for _, c := range []struct {
		share, confidence float64
		want              int
	}{{0.95, 0.95, 72}, {0.9, 0.95, 36}, {0.99, 0.95, 368}, {0.5, 0.5, 2}, {0.95, 0.99, 104}, {0, 0.95, 1}, {1, 0.95, 0}} {
		n := FewestToShow(c.share, c.confidence)
		if n != c.want {
			t.Errorf("FewestToShow(%g, %g) = %d, want %d", c.share, c.confidence, n, c.want)
		}
		if n > 0 && ClopperPearson(n, n, c.confidence).Low < c.share {
			t.Errorf("%d of %d do not show %g", n, n, c.share)
		}
		if n > 1 && ClopperPearson(n-1, n-1, c.confidence).Low >= c.share {
			t.Errorf("%d of %d show %g already", n-1, n-1, c.share)
		}
	}
}
