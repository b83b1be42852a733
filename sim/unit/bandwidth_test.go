package unit

import (
	"strings"
	"testing"
)

func TestBandwidth(t *testing.T) {
	for text, want := range map[string]Bandwidth{
		"100MB/s": 100e6, "1GiB/min": (1 << 30) / 60., "4TB/d": 4e12 / 86400, "1.5kB/s": 1500, "1GB/2h": 1e9 / 7200,
		"0B/s": 0, " 3 MB / s ": 3e6,
	} {
		got, err := ParseBandwidth(text)
		if err != nil || got != want {
			t.Errorf("%q is %v (%v), want %v", text, got, err, want)
		}
		if again, err := ParseBandwidth(got.String()); err != nil || again != got {
			t.Errorf("%q is written as %q, which is %v (%v)", text, got.String(), again, err)
		}
	}
	for text, want := range map[string]string{
		"100MB": "is not per time", "100/s": "has no size", "100Mb/s": "has no size", "-1MB/s": "is negative",
		"1MB/0s": "per no time", "1MB/x": "unknown unit", "": "is empty", "fast": "is not a bandwidth",
	} {
		if _, err := ParseBandwidth(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", text, err, want)
		}
	}
	for b, want := range map[Bandwidth]string{100e6: "100MB/s", 1 << 20: "1MiB/s", 1e9 / 3600.: "1GB/h", 0: "0B/s"} {
		if got := b.String(); got != want {
			t.Errorf("%g is written %q, want %q", float64(b), got, want)
		}
	}
	if got := Bandwidth(2.5e7).Human() + ", " + Bandwidth(12).Human(); got != "25 MB/s, 12 B/s" {
		t.Errorf("for people: %q", got)
	}
}
