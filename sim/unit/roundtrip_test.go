package unit

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// quantity is what all types of the package share, seen from a test.
type quantity[T any] struct {
	parse func(string) (T, error)
	draw  *rapid.Generator[T]
}

func (q quantity[T]) check(t *testing.T) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		want := q.draw.Draw(t, "value")
		text := fmt.Sprint(want)
		got, err := q.parse(text)
		if err != nil || any(got) != any(want) {
			t.Fatalf("%#v is written %q, which reads as %#v (%v)", want, text, got, err)
		}
	})
}

// positive draws doubles of every magnitude, and values as people write them, whose texts go through other units.
func positive[T ~float64](sizes ...float64) *rapid.Generator[T] {
	return rapid.Custom(func(t *rapid.T) T {
		if rapid.Bool().Draw(t, "any") {
			return T(rapid.Float64Range(0, math.MaxFloat64/1e9).Draw(t, "x"))
		}
		n := rapid.IntRange(0, 100000).Draw(t, "n")
		return T(float64(n) / 100 * rapid.SampledFrom(sizes).Draw(t, "unit"))
	})
}

func TestStringRoundTrips(t *testing.T) {
	day := float64(Day)
	t.Run("duration", quantity[Duration]{ParseDuration, positive[Duration](1e-9, 1e-3, 1, 60, day, 365*day)}.check)
	t.Run("rate", quantity[Rate]{ParseRate, positive[Rate](1, 1000, 1/60.0, 1/day, 1/(365*day))}.check)
	t.Run("price", quantity[Price]{ParsePrice, positive[Price](1, 1/3600.0, 1/float64(Month), 1/(365*day))}.check)
	unit := rapid.Map(rapid.Float64Range(0, 1), func(x float64) Ratio { return Ratio(x) })
	t.Run("ratio", quantity[Ratio]{ParseRatio, unit}.check)
	t.Run("factor", quantity[Factor]{ParseFactor, positive[Factor](0.01, 1, 100)}.check)
	whole := rapid.OneOf(rapid.Int64Min(0), rapid.Map(rapid.Int64Range(0, 999), func(n int64) int64 { return n * 1e6 }))
	t.Run("count", quantity[Count]{ParseCount, rapid.Map(whole, func(n int64) Count { return Count(n) })}.check)
	t.Run("bytes", quantity[Bytes]{ParseBytes, rapid.Map(whole, func(n int64) Bytes { return Bytes(n) })}.check)
}

// What a person writes comes back in the form that a person would write.
func TestStringIsPlain(t *testing.T) {
	tests := []struct{ got, want string }{
		{Duration(30).String(), "30s"}, {Duration(5400).String(), "90m"}, {(30 * Day).String(), "30d"},
		{(36 * Hour).String(), "36h"}, {Year.String(), "1y"}, {Duration(0.1).String(), "100ms"},
		{Duration(0.0015).String(), "1.5ms"}, {Duration(0).String(), "0s"}, {(1.5 * Year).String(), "1.5y"},
		{Duration(2.5e-7).String(), "250ns"}, {Duration(1e-12).String(), "1e-12s"}, {(14 * Day).String(), "14d"},
		{Duration(math.Inf(1)).String(), "+Inf"}, {Duration(1.25).String(), "1.25s"},
		{Ratio(0.9995).String(), "99.95%"}, {Ratio(0).String(), "0%"}, {Ratio(1).String(), "100%"},
		{Ratio(1e-9).String(), "1e-7%"}, {Ratio(0.001).String(), "0.1%"}, {Ratio(2).String(), "2"},
		{Rate(420e3).String(), "420k/s"}, {Rate(4 / float64(Year)).String(), "4/y"}, {Rate(0).String(), "0/s"},
		{Rate(1 / float64(30*Day)).String(), "1/30d"}, {Rate(450e3).String(), "450k/s"},
		{Rate(50.0 / 60).String(), "50/min"}, {Rate(900).String(), "900/s"},
		{Count(10000).String(), "10k"}, {Count(360).String(), "360"}, {Count(0).String(), "0"},
		{Count(2e6).String(), "2M"}, {Count(1024).String(), "1024"},
		{Bytes(4 << 40).String(), "4TiB"}, {Bytes(1e9).String(), "1GB"}, {Bytes(1536).String(), "1536B"},
		{Price(310 / float64(Month)).String(), "310/month"}, {Price(5000 / float64(Year)).String(), "5k/y"},
		{Price(1.2 / 3600).String(), "1.2/h"}, {Price(0).String(), "0/h"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("got %s, want %s", test.got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1d12h", "99.95%", "3.3nines", "10k/s", "1/30d", "4TiB", "310/month", "-.inf",
		"1e99999y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		again(t, text, ParseDuration)
		again(t, text, ParseRatio)
		again(t, text, ParseRate)
		again(t, text, ParseCount)
		again(t, text, ParseBytes)
		again(t, text, ParsePrice)
	})
}

// again checks that what was read is written as a text that reads as the same, and that errors are of the one style.
func again[T comparable](t *testing.T, text string, parse func(string) (T, error)) {
	v, err := parse(text)
	if err != nil {
		if e := err.(*Error); e.Problem == "" || e.Remedy == "" {
			t.Errorf("%T of %q: no problem or no remedy in %v", v, text, err)
		}
		return
	}
	if back, err := parse(fmt.Sprint(v)); err != nil || back != v {
		t.Errorf("%q is %#v, written %q, which reads as %#v (%v)", text, v, fmt.Sprint(v), back, err)
	}
}
