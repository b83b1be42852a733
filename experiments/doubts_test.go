package experiments

import (
	"slices"
	"strings"
	"testing"

	"nines/experiments/result"
)

func TestWarningsAreSaidOnce(t *testing.T) {
	point := func(i int, life string) result.Key {
		return result.Key{Point: i, Params: []result.Param{{Path: "faults.crash.time_to_failure", Value: life}}}
	}
	doubts := []Doubt{
		{point(0, "30d"), "availability of service:api: 3 outages"}, {point(0, "30d"), "skewed; run at least 80"},
		{point(1, "60d"), "availability of service:api: 2 outages"},
		{point(2, "90d"), "availability of service:db: 2 outages"},
		{point(3, "1y"), "availability of service:api: 1 outage"},
		{point(3, "1y"), "lasts 149 ms (the worst 14 %)"}, {point(4, "2y"), "lasts 1.15 s"},
		{result.Key{}, "1,234 replications do not tell"},
	}
	got, first := Gathered(doubts, 12, nil)
	want := []string{
		"2 of 12 points, first crash time to failure 30d; then crash time to failure 60d: availability of service:api: " +
			"3 outages",
		"point crash time to failure 30d: skewed; run at least 80",
		"point crash time to failure 90d: availability of service:db: 2 outages",
		"point crash time to failure 1y: availability of service:api: 1 outage",
		"2 of 12 points, first crash time to failure 1y; then crash time to failure 2y: lasts 149 ms (the worst 14 %)",
		"1,234 replications do not tell",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if want := []int{0, 1, 3, 4, 5, 7}; !slices.Equal(first, want) {
		t.Errorf("they stand for the first of %v, want %v", first, want)
	}
	some, _ := Gathered(doubts[:3], 0, nil)
	want0 := "2 points, first crash time to failure 30d; then crash time to failure 60d: availability of service:api: " +
		"3 outages"
	if some[0] != want0 {
		t.Errorf("of some, %q, want %q", some[0], want0)
	}
	vague := []Doubt{{point(0, "30d"), "known to ±7.1 %, takes 40"}, {point(1, "60d"), "known to ±16 %, takes 90"}}
	if got, _ := Gathered(vague, 12, nil); !strings.HasSuffix(got[0], "±16 %, takes 90") {
		t.Errorf("of two the gravest is not said: %q", got)
	}
	axes := []result.Axis{{Path: "faults.crash.time_to_failure", Label: "life"}}
	labeled, _ := Gathered(doubts[1:2], 12, axes)
	if want := "point life 30d: skewed; run at least 80"; labeled[0] != want {
		t.Errorf("with a label, %q, want %q", labeled[0], want)
	}
}
