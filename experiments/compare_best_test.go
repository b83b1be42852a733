package experiments

import (
	"reflect"
	"strings"
	"testing"

	"nines/sim/stat"
)

// loner is a single node after a warm-up from which it is in equilibrium: unavailable for repair over repair and life,
// whatever their laws.
func loner(t testing.TB, sets ...string) Variant {
	text := strings.Replace(pairText, "count: 2", "count: 1", 1)
	sets = append([]string{"time.start=equilibrium", "time.warmup=100h", "time.horizon=3000h"}, sets...)
	return Variant{Name: sets[len(sets)-1], Scenario: compiled(t, text, sets...)}
}

// Of 1000 comparisons 95 % of the intervals hold the difference that there is, and as many the 0 of systems that only
// differ in the law of repair. It would catch a pairing that counts replications twice, or intervals by the wrong
// quantile.
func TestDifferencesAreCovered(t *testing.T) {
	if testing.Short() {
		t.Skip("42,000 replications")
	}
	v := Versus{Variants: []Variant{loner(t, "run.replications={min: 14, max: 14}"), loner(t, "faults.crash.repair=6h"),
		loner(t, "faults.crash.repair={dist: constant, value: 5h}")}, Confidence: 0.95,
		Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api"}}}
	for i := range v.Variants {
		v.Variants[i].Scenario.Spec.Run.Replications = v.Variants[0].Scenario.Spec.Run.Replications
	}
	const n = 1000
	different, alarms := 0, 0
	for range n {
		v.Variants[0].Scenario.Spec.Run.Seed++
		c, err := Compare(t.Context(), v, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if e := c.Differences[0].Estimate; e.Low <= 6.0/176-5.0/175 && 6.0/176-5.0/175 <= e.High {
			different++
		}
		if c.Differences[1].P < 0.05 {
			alarms++
		}
	}
	t.Logf("%d of %d intervals hold the difference; %d false alarms", different, n, alarms)
	if different < 930 || different > 970 || alarms < 30 || alarms > 70 {
		t.Errorf("%d of %d intervals of 95 %% hold the difference, and %d false alarms of 5 %%", different, n, alarms)
	}
}

// TestBestIsFound would catch a selection that gives the best up, stops before it is told from the others, or plays on
// what was given up: in 60 selections of five systems, the best one by more than what matters, it is found as often as
// promised.
func TestBestIsFound(t *testing.T) {
	v := Versus{Confidence: 0.95, Best: true, Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api",
		Smallest: 0.0005}}}
	for _, repair := range []string{"5.3h", "8h", "5h", "7h", "12h"} { // the best is better by 0.0008
		v.Variants = append(v.Variants, loner(t, "run.replications={min: 10, max: 4000}", "faults.crash.repair="+repair))
	}
	selections, right, played, all := 60, 0, 0, 0
	if testing.Short() {
		selections = 6
	}
	for range selections {
		v.Variants[0].Scenario.Spec.Run.Seed++
		c, err := Compare(t.Context(), v, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.Choice.Best == 2 {
			right++
		}
		longest := c.longest()
		for i, r := range c.Results {
			if played += r.Sample.Len(); i != 2 && c.Choice.Best == 2 && c.Choice.GivenUp[i] == 0 && r.Sample.Len() < longest {
				t.Errorf("variant %d was neither given up nor played on", i)
			}
		}
		all += 5 * longest
	}
	t.Logf("right in %d of %d, %d replications each instead of %d", right, selections, played/selections, all/selections)
	if played > all*8/10 {
		t.Errorf("%d replications, where to play all as long takes %d", played, all)
	}
	if high := stat.ClopperPearson(right, selections, 0.999).High; high < 0.95 {
		t.Errorf("right in %d of %d, promised 95 %%", right, selections)
	}
}

// The number of workers changes nothing, and a budget that does not suffice is said.
func TestRacesRepeat(t *testing.T) {
	v := Versus{Variants: []Variant{loner(t, "run.replications={min: 10, max: 60}"),
		loner(t, "faults.crash.repair={dist: constant, value: 5h}")},
		Confidence: 0.95, Best: true,
		Criteria: []Criterion{{Metric: "unavailability", Scope: "service:api", Smallest: 1e-5}}}
	var choices []*Choice
	for _, workers := range []int{1, 3} {
		c, err := Compare(t.Context(), v, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if choices = append(choices, c.Choice); c.Reason != Exhausted || c.Choice.Best >= 0 ||
			!strings.Contains(strings.Join(c.Warnings, "\n"), "60 replications do not tell which is the best") {
			t.Errorf("reason %d, %+v, %q", c.Reason, c.Choice, c.Warnings)
		}
	}
	if !reflect.DeepEqual(choices[0], choices[1]) {
		t.Errorf("one worker %+v, three %+v", choices[0], choices[1])
	}
	v.Criteria[0].Metric = "mttr"
	v.Variants[1] = loner(t, "faults.crash.time_to_failure=1000y")
	_, err := Compare(t.Context(), v, Options{})
	if err == nil || !strings.Contains(err.Error(), "every replication has") {
		t.Errorf("the best in a metric that replications lack: %v", err)
	}
}
