package experiments

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/models"
)

func downtimesOf(r *Result, service string) (all []Downtime) {
	for replication, perYear := range r.Sample.Values("downtime", "service:"+service) {
		all = append(all, Downtime{replication, perYear / year * float64(r.Scenario.Blueprint.Time.Horizon)})
	}
	return all
}

// It would catch outages that another replication had, that are left out or counted twice, an end of the search before
// the longest are found, and an outage that is laid at another incident's door.
func TestLongestOutagesAreThoseOfAllReplications(t *testing.T) {
	r := mustRun(t, compiled(t, storyText), 0)
	incidents := r.Sample.IncidentRows(result.Key{})
	for service, of := range r.Scenario.Blueprint.Services {
		name := of.Name
		downtimes, total := downtimesOf(r, name), 0.0
		var all []Outage
		for _, x := range downtimes {
			found, err := outagesOf(t.Context(), r.Scenario, result.Key{}, service, x.Replication)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, o := range found {
				sum += o.Length
			}
			if total += sum; math.Abs(sum-x.Seconds) > 1e-3 {
				t.Errorf("%s: outages of %g s in replication %d, %g s were measured", name, sum, x.Replication, x.Seconds)
			}
			all = append(all, found...)
		}
		slices.SortStableFunc(all, func(a, b Outage) int { return cmp.Compare(b.Length, a.Length) })
		longest, sure, err := LongestOutages(t.Context(), r.Scenario, result.Key{}, service, downtimes, 3, 100)
		if err != nil || !sure || name == "all" && len(longest) != 3 {
			t.Fatalf("%s: %d outages, sure: %t, %v", name, len(longest), sure, err)
		}
		for i, o := range longest {
			if o.Length != all[i].Length || o.Replication != all[i].Replication || o.Start != all[i].Start {
				t.Errorf("%s: %d is %+v, of all it is %+v", name, i, o, all[i])
			}
			if o.Began == nil {
				continue
			}
			same := func(row result.IncidentRow) bool {
				return row.Replication == o.Replication && row.Incident == o.Began.Incident && row.Cause == o.Began.Cause
			}
			if !slices.ContainsFunc(incidents, same) || o.Began.Start > o.Start {
				t.Errorf("%s: %+v is said to have begun %+v", name, o.Began, o)
			}
		}
	}
}

// It would catch a search that plays on, and one that says to be sure when it has not looked.
func TestLongestOutagesEnd(t *testing.T) {
	r := mustRun(t, compiled(t, storyText), 0)
	downtimes := downtimesOf(r, "all")
	service := slices.IndexFunc(r.Scenario.Blueprint.Services, func(s models.Service) bool { return s.Name == "all" })
	for _, c := range []struct {
		downtimes    []Downtime
		wanted, most int
		sure         bool
	}{
		{downtimes, 1000, 2, false}, {downtimes, 1000, len(downtimes), true},
		{[]Downtime{{0, 0}, {1, 0}}, 1, 0, true}, {nil, 1, 0, true},
	} {
		longest, sure, err := LongestOutages(t.Context(), r.Scenario, result.Key{}, service, c.downtimes, c.wanted, c.most)
		if err != nil || sure != c.sure || c.most == 0 && longest != nil {
			t.Errorf("%+v: %d outages, sure: %t, %v", c, len(longest), sure, err)
		}
	}
}

// It would catch an outage that a script makes in every replication told as if each were another one.
func TestLongestOutagesTellAScriptOnce(t *testing.T) {
	r := mustRun(t, compiled(t, `
version: 1
topology: [ { level: node, count: 2, class: web } ]
classes: { web: { throughput: 100/s } }
time: { horizon: 100h }
faults:
  drill: { at: 20h, on: fleet, for: 3h, effect: down }
  late: { at: 99h, on: fleet, for: 3h, effect: down }
services: { api: { runs_on: web, up_when: { at_least: 1 } } }
run: { replications: { min: 4, max: 4 } }
`), 0)
	longest, sure, err := LongestOutages(t.Context(), r.Scenario, result.Key{}, 0, downtimesOf(r, "api"), 3, 100)
	if err != nil || !sure || len(longest) != 2 {
		t.Fatalf("%+v, sure: %t, %v", longest, sure, err)
	}
	const h = 3600
	if o := longest[0]; o.Start != 20*h || o.Length != 3*h || o.Open || o.Began == nil || o.Began.Cause != "drill" {
		t.Errorf("the drill is %+v", o)
	}
	if o := longest[1]; o.Start != 99*h || o.Length != h || !o.Open || o.Began == nil || o.Began.Cause != "late" {
		t.Errorf("the end is %+v", o)
	}
}

// It would catch the incident itself counted beside itself, one that is over, and one that nobody waits for. With one
// crew that takes 10 h for a node, of three that are lost one after another the third waits, as the second does, and
// takes the service down.
func TestOutagesTellWhatWasBroken(t *testing.T) {
	r := mustRun(t, compiled(t, `
version: 1
topology: [ { level: node, count: 4, class: web } ]
classes: { web: { throughput: 100/s } }
time: { horizon: 100h }
faults:
  early: { at: 1h, on: node 4, for: 1h, effect: down }
  first: { at: 20h, on: node 1, effect: down, repair: { dist: constant, value: 10h }, needs: { crew: hands } }
  second: { at: 21h, on: node 2, effect: down, repair: { dist: constant, value: 10h }, needs: { crew: hands } }
  third: { at: 22h, on: node 3, effect: down, repair: { dist: constant, value: 10h }, needs: { crew: hands } }
resources: { crews: { hands: { count: 1 } } }
services: { api: { runs_on: web, up_when: { at_least: 2 } } }
run: { replications: { min: 2, max: 2 } }
`), 0)
	longest, _, err := LongestOutages(t.Context(), r.Scenario, result.Key{}, 0, downtimesOf(r, "api"), 3, 100)
	if err != nil || len(longest) != 1 {
		t.Fatalf("%+v, %v", longest, err)
	}
	const h = 3600
	o, want := longest[0], []Beside{{"first", 1, 0}, {"second", 1, 1}}
	if o.Start != 22*h || o.Length != 8*h || o.Began == nil || o.Began.Cause != "third" ||
		!slices.Equal(o.Besides, want) {
		t.Errorf("%+v, want those beside it to be %+v", o, want)
	}
}
