package scenario

import (
	"math"
	"testing"
)

// TestHandshakeCosts would catch a handshake without the signature, or an exchange of keys that is one operation: the
// sums for the algorithms that are offered.
func TestHandshakeCosts(t *testing.T) {
	for _, x := range []struct {
		certificate string
		mutual      bool
		ms          float64
	}{{"ecdsa-p256", false, 0.111523}, {"ecdsa-p256", true, 0.202432}, {"rsa-2048", false, 0.838087},
		{"rsa-2048", true, 0.860211}} {
		s := EncryptionSpec{Certificate: x.certificate, Mutual: x.mutual}
		if got := s.handshake() * 1e3; math.Abs(got-x.ms) > 1e-6 {
			t.Errorf("%s, mutual %v: %v ms, want %v", x.certificate, x.mutual, got, x.ms)
		}
	}
}
