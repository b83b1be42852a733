package unit

import (
	"math"
	"strings"
	"testing"
)

// read is one parser with its result as a float, so that one table serves all of them.
type read func(string) (float64, error)

func duration(s string) (float64, error) { v, err := ParseDuration(s); return float64(v), err }
func ratio(s string) (float64, error)    { v, err := ParseRatio(s); return float64(v), err }
func rate(s string) (float64, error)     { v, err := ParseRate(s); return float64(v), err }
func count(s string) (float64, error)    { v, err := ParseCount(s); return float64(v), err }
func bytes(s string) (float64, error)    { v, err := ParseBytes(s); return float64(v), err }
func factor(s string) (float64, error)   { v, err := ParseFactor(s); return float64(v), err }
func price(s string) (float64, error)    { v, err := ParsePrice(s); return float64(v), err }

func TestParse(t *testing.T) {
	const year = 365 * 86400
	tests := []struct {
		read read
		text string
		want float64
	}{
		{duration, "30s", 30}, {duration, "1.5h", 5400}, {duration, "1d12h", 129600}, {duration, "1d 12h 30m", 131400},
		{duration, "1y", year}, {duration, "2w", 1209600}, {duration, "1ms", 0.001}, {duration, "250us", 0.00025},
		{duration, "7µs", 7e-6}, {duration, "3ns", 3e-9}, {duration, "0s", 0}, {duration, ".5m", 30}, {duration,
			"1.m", 60},
		{duration, " 38 min ", 2280}, {duration, "1e3s", 1000}, {duration, "1e-400s", 0},
		{duration, "1e00000000000000000000000000002s", 100},

		{ratio, "99.95%", 0.9995}, {ratio, "0.9995", 0.9995}, {ratio, "0%", 0}, {ratio, "100%", 1}, {ratio, "1", 1},
		{ratio, "99.9712 %", 0.999712}, {ratio, "3nines", 0.999}, {ratio, "3.3nines", 1 - math.Pow(10, -3.3)},
		{ratio, "0.1%", 0.001}, {ratio, "1e-9", 1e-9},

		{rate, "10k/s", 10000}, {rate, "50/min", 50.0 / 60}, {rate, "50/m", 50.0 / 60}, {rate, "4/y", 4.0 / year},
		{rate, "1.3%/y", 0.013 / year},
		{rate, "250 FIT", 250.0 / 3600e9}, {rate, "1kFIT", 1.0 / 3600e6},
		{rate, "1/30d", 1.0 / (30 * 86400)}, {rate, "2/1d12h", 2.0 / 129600}, {rate, "420 k/s", 420000}, {rate,
			"0/s", 0},

		{count, "360", 360}, {count, "10k", 10000}, {count, "2M", 2e6}, {count, "1.34M", 1340000}, {count, "1e6", 1e6},
		{count, "0", 0}, {count, "9223372036854775807", math.MaxInt64}, {count, "1.50e1", 15},

		{ParseAmount, "360", 360}, {ParseAmount, "1.2", 1.2}, {ParseAmount, "1.5k", 1500}, {ParseAmount, "0", 0},

		{bytes, "4TiB", 4 << 40}, {bytes, "1GB", 1e9}, {bytes, "1.5KiB", 1536}, {bytes, "17B", 17}, {bytes, "0B", 0},

		{factor, "5x", 5}, {factor, "1.5 x", 1.5}, {factor, "0x", 0}, {factor, "1e3x", 1000},

		{price, "310/month", 310 / (year / 12.0)}, {price, "1.2/h", 1.2 / 3600}, {price, "5k/y", 5000.0 / year},
		{price, "2/min", 2.0 / 60},
	}
	for _, test := range tests {
		got, err := test.read(test.text)
		if err != nil || math.Abs(got-test.want) > 1e-15*test.want {
			t.Errorf("%q = %v, %v; want %v", test.text, got, err, test.want)
		}
	}
}

// A percentage is the same double as the ratio written out, and 1ms the same as the literal 0.001: a comparison of two
// spellings of one scenario must find no difference.
func TestDecimalsAreExact(t *testing.T) {
	for text, want := range map[string]float64{"99.95%": 0.9995, "0.7%": 0.007, "29%": 0.29, "57.1%": 0.571} {
		if got, _ := ParseRatio(text); float64(got) != want {
			t.Errorf("%s = %v, want exactly %v", text, float64(got), want)
		}
	}
	if got, _ := ParseDuration("4.35ms"); got != 0.00435 {
		t.Errorf("4.35ms = %v", float64(got))
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		read read
		text string
		want string
	}{
		{duration, "30", "`30` has no unit; write 30s, 30m, 30h or 30d"},
		{duration, "3M", "`3M` is in months, which have no fixed length; write days (1 month ≈ 30d), or m for minutes"},
		{duration, "30sec", "`30sec` has the unknown unit sec; write 30s"},
		{duration, "08:00", "`08:00` is a time of day; write the time since midnight, as in 8h or 8h30m"},
		{duration, "2Mh", "`2Mh` counts in Mh, a multiple that units of time do not have; write 2e6h"},
		{duration, "1.2 kd", "`1.2 kd` counts in kd, a multiple that units of time do not have; write 1.2e3d"},
		{duration, "3Mx", "`3Mx` has the unknown unit Mx; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "30x", "`30x` has the unknown unit x; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "-5s", "`-5s` is negative; a duration is zero or more, as in 30s, 15m, 6h, 30d or 1y"},
		{duration, "inf", "`inf` is not a finite number; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "-.inf", "`-.inf` is not a finite number; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "NaN", "`NaN` is not a finite number; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "soon", "`soon` is not a duration; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "", "`` is empty; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "12h1d",
			"`12h1d` has its units out of order; write the larger unit first and each once, as in 1d12h"},
		{duration, "1h1h", "`1h1h` has its units out of order; write the larger unit first and each once, as in 1d12h"},
		{duration, "1d12", "`1d12` has no unit; write 12s, 12m, 12h or 12d"},
		{duration, "1,000s", "`1,000s` has a separator between digits; write 1000s"},
		{duration, "1e999s", "`1e999s` is too large; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "1e306y", "`1e306y` is too large; write 30s, 15m, 6h, 30d or 1y"},
		{duration, strings.Repeat("1", 80) + "s", "`" + strings.Repeat("1", 39) +
			"…` is too long for a duration; write 30s, 15m, 6h, 30d or 1y"},
		{duration, "1\x00s\xff", "`1?s?` has the unknown unit ?s?; write 30s, 15m, 6h, 30d or 1y"},

		{ratio, "101%", "`101%` is more than 100 %; write a ratio from 0% to 100%"},
		{ratio, "5", "`5` is more than 1; write 5%, or a ratio from 0 to 1"},
		{ratio, "-1%", "`-1%` is negative; a ratio is zero or more, as in 99.95%, 0.9995 or 3.3nines"},
		{ratio, "5pct", "`5pct` has the unknown unit pct; write 99.95%, 0.9995 or 3.3nines"},

		{rate, "50", "`50` has no unit; write 50/s, 50/h or 50/y"},
		{rate, "50/", "`50/` has no unit; write 50/s, 50/h or 50/y"},
		{rate, "5/month", "`5/month` is per month, which has no fixed length; write 5/30d, or /m for minutes"},
		{rate, "5/fortnight", "`5/fortnight` has the unknown unit fortnight after the slash; " +
			"write 5/s, 5/h, 5/y or 5/30d"},
		{rate, "5/0s", "`5/0s` is per no time at all; write a period longer than zero, as in 5/s"},
		{rate, "5k%/y", "`5k%/y` is not a rate; write 10k/s, 50/min, 4/y, 1/30d or 250 FIT"},
		{rate, "-3FIT", "`-3FIT` is not a rate; write 10k/s, 50/min, 4/y, 1/30d or 250 FIT"},
		{rate, "5q/s", "`5q/s` is not a rate; write 10k/s, 50/min, 4/y, 1/30d or 250 FIT"},
		{rate, "1/1e-310s", "`1/1e-310s` is too large; write a rate below 1e308/s"},

		{factor, "5", "`5` has no unit; write 5x"}, {factor, "5 times", "`5 times` has the unknown unit times; write 5x"},
		{factor, "-2x", "`-2x` is negative; a factor is zero or more, as in 5x or 1.5x"},
		{factor, "1e999x", "`1e999x` is too large; write a factor below 1e308x"},

		{count, "1.5", "`1.5` is not a whole number; write a whole count"},
		{count, "three", "`three` is not a count; write 360, 10k or 2M"},
		{count, "1e30", "`1e30` is too large; write a count below 9.2e18"},
		{count, "9223372036854775808", "`9223372036854775808` is too large; write a count below 9.2e18"},
		{count, "1e-999", "`1e-999` is not a whole number; write a whole count"},
		{count, "10kk", "`10kk` has the unknown unit k; write 360, 10k or 2M"},

		{ParseAmount, "2.5/h", "`2.5/h` has the unknown unit /h; write 360, 1.2 or 10k"},
		{ParseAmount, "1e306k", "`1e306k` is too large; write a number below 1e308"},
		{ParseAmount, "-1", "`-1` is negative; a number is zero or more, as in 360, 1.2 or 10k"},

		{bytes, "4096", "`4096` has no unit; write 4096B, 4096kB, 4096MiB or 4096GiB"},
		{bytes, "4tb", "`4tb` has the unknown unit tb; write 4TiB, 512MiB or 1GB"},
		{bytes, "1.5B", "`1.5B` is not a whole number; write a whole number of bytes"},

		{price, "310/m", "`310/m` may mean a minute or a month; write 310/month or 310/min"},
		{price, "310", "`310` has no unit; write 310/h, 310/month or 310/y"},
		{price, "$310/month", "`$310/month` is not a price; write 310/month, 1.2/h or 5k/y"},
	}
	for _, test := range tests {
		_, err := test.read(test.text)
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}
