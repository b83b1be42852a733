package unit

import (
	"math"
	"testing"
)

func TestHuman(t *testing.T) {
	tests := []struct{ got, want string }{
		{Duration(444).Human(), "7.4 min"}, {Duration(2280).Human(), "38 min"}, {Duration(17.9 * 86400).Human(),
			"17.9 d"},
		{Duration(59.996).Human(), "1 min"}, {Duration(0.00025).Human(), "250 µs"}, {Duration(0).Human(), "0 s"},
		{Duration(1.5e-9).Human(), "1.5 ns"}, {(180 * Day).Human(), "180 d"}, {(1e9 * Year).Human(), "1e9 y"},
		{Duration(-90).Human(), "-1.5 min"}, {Duration(math.Inf(1)).Human(), "∞ y"}, {Duration(math.NaN()).Human(),
			"–"},
		{Duration(math.Inf(-1)).Human(), "-∞ y"}, {Hour.Human(), "1 h"}, {(23.999 * Hour).Human(), "1 d"},

		{Ratio(0.999712).Percent(), "99.9712 %"}, {Ratio(0.9995).Percent(), "99.95 %"}, {Ratio(0.461).Percent(),
			"46.1 %"},
		{Ratio(0.000288).Percent(), "0.0288 %"}, {Ratio(1).Percent(), "100 %"}, {Ratio(0).Percent(), "0 %"},
		{Ratio(0.46).Percent(), "46 %"}, {Ratio(math.NaN()).Percent(), "– %"}, {Ratio(0.999692).PercentTo(3),
			"99.969 %"},
		{Ratio(1 - 1e-9).Percent(), "99.9999999 %"}, {Ratio(0.5).Percent(), "50 %"}, {Ratio(0.1).Percent(), "10 %"},

		{Count(1340000).Human(), "1.34 M"}, {Count(360).Human(), "360"}, {Count(999999).Human(), "1 M"}, {SI(0), "0"},
		{SI(-1500), "-1.5 k"}, {SI(0.0123), "0.0123"}, {SI(1.23e-7), "1.23e-7"}, {SI(3e18), "3e6 T"},
		{SI(math.Inf(1)), "∞"}, {SI(math.NaN()), "–"},
		{Rate(420e3).Human(), "420 k/s"}, {Rate(4 / float64(Year)).Human(), "4/y"}, {Rate(0.5).Human(), "30/min"},
		{Price(1.34e6 / float64(Year)).Human(), "1.34 M/y"}, {Bytes(4 << 40).Human(), "4 TiB"},
		{Bytes(5 << 50).Human(), "5 PiB"}, {Bytes(1e12).Human(), "1 TB"}, {Bytes(864e9).Human(), "864 GB"},
		{Bytes(1666666e9).Human(), "1.67 PB"}, {Bytes(10).Human(), "10 B"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	if got := Ratio(0.999).Nines(); math.Abs(got-3) > 1e-12 {
		t.Errorf("99.9 %% has %v nines", got)
	}
	if got := Ratio(0).Nines(); got != 0 || math.Signbit(got) {
		t.Errorf("0 %% has %v nines", got)
	}
}

func TestThousands(t *testing.T) {
	for number, want := range map[string]string{"1": "1", "999": "999", "1000": "1,000", "-1000": "-1,000",
		"-100": "-100", "1234567.891": "1,234,567.891", "0.12345": "0.12345"} {
		if got := Thousands(number); got != want {
			t.Errorf("Thousands(%s) = %s, want %s", number, got, want)
		}
	}
}
