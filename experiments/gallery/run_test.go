package gallery_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	"nines/sim"
	"nines/sim/dist"
)

func lifeOf(t *testing.T, s *scenario.Scenario, fault int) dist.Law {
	t.Helper()
	renewal, ok := s.Blueprint.Faults[fault].Failure.(failure.Renewal)
	if !ok {
		t.Fatalf("%s strikes in no renewals", s.Blueprint.Faults[fault].Name)
	}
	return renewal.Life
}

// play runs one replication and checks that it went through.
func play(s *scenario.Scenario, replication uint32) *models.Outcome {
	var (
		played   world.World
		calendar sim.Calendar
	)
	played.Reset(s.Plan, uint64(s.Spec.Run.Seed), replication)
	sim.Run(&calendar, &played, s.Blueprint.End(), sim.Options{})
	return played.Finish()
}

// story writes what a blueprint is and what one replication of it measured, to six digits.
func story(s *scenario.Scenario, o *models.Outcome) string {
	var out strings.Builder
	b := s.Blueprint
	fmt.Fprintf(&out, "%s: %d nodes in %d domains, %d processes\n", b.Name, len(b.Topology.Leaves),
		len(b.Topology.Domains), b.Processes())
	for i, f := range b.Faults {
		x := o.Faults[i]
		life := "recorded"
		if r, ok := f.Failure.(failure.Renewal); ok {
			life = r.Life.String()
		}
		fmt.Fprintf(&out, "fault %s on %d: %s\n  %d incidents, %d open, spent %.6g\n", f.Name, len(f.Targets), life,
			x.Incidents, x.Open, x.Spent)
	}
	for i, v := range b.Services {
		x := o.Services[i]
		fmt.Fprintf(&out, "service %s: %d outages, downtime %.6g s, by fault %.6g\n", v.Name, x.Outages, x.Downtime,
			x.ByFault)
	}
	for i, v := range b.Logs {
		x := o.Logs[i]
		fmt.Fprintf(&out, "log %s: %d elections, %d lost, leaderless %.6g s, %.6g without majority, commits %.6g s in all\n",
			v.Name, x.Elections, x.Losses, x.Leaderless, x.NoQuorum, x.Commit)
	}
	for i, v := range b.Transactions {
		x := o.Transactions[i]
		fmt.Fprintf(&out, "transactions %s: %.6g come, %.6g refused, %.6g aborted, %.6g committed\n"+
			"  %d coordinators lost, %d halted, blocked %.6g s in all, between steps %.6g s\n", v.Name, x.Come, x.Refused,
			x.Aborted(), x.Committed, x.Crashes, x.Halted, x.Blocked, x.Between)
	}
	for i, v := range b.Crews {
		fmt.Fprintf(&out, "crew %s: %d jobs, %d waited, busy %.6g s\n", v.Name, o.Crews[i].Jobs, o.Crews[i].Waited,
			o.Crews[i].Busy)
	}
	requests := models.Requests{}
	for _, f := range o.Flows {
		requests.Arrived, requests.Lost = requests.Arrived+f.Arrived, requests.Lost+f.Lost
	}
	for i := range o.Lanes {
		x := &o.Lanes[i]
		fmt.Fprintf(&out, "requests one by one: arrived %.0f, fared %.0f, tries %.0f, open %.0f, latency %.6g s in all\n",
			x.Arrived, x.Fared, x.Tries, x.Open, x.Took)
	}
	if g := &o.Glimpses; g.Played > 0 {
		fmt.Fprintf(&out, "windows: %d of %d kinds, %.6g s of play, %d events for %.6g\n", g.Played, g.Kinds, g.Seconds,
			g.Events, g.Whole)
	}
	fmt.Fprintf(&out, "node-seconds down %.6g\nrequests arrived %.6g, lost %.6g\n", o.Fleet.Down, requests.Arrived,
		requests.Lost)
	return out.String()
}

// The first replication of every example stays as it is until somebody means to change it.
func TestFirstReplication(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		s := compile(t, write(t, name))
		got := story(s, play(s, 0))
		path := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	})
}

// A year of requests takes less than a hundredth of the events that all of them would be, all the same whose requests
// they are; about as many come as do in a year.
func TestYearOfRequests(t *testing.T) {
	s := compile(t, write(t, "year-of-requests"))
	o := play(s, 0)
	come := s.Blueprint.Traffic[0].Demand.Integral(0, float64(s.Blueprint.Time.Horizon))
	if saved := o.Glimpses.Whole / float64(o.Events); saved < 100 {
		t.Errorf("%d events are played for %.3g, one in %.3g", o.Events, o.Glimpses.Whole, saved)
	}
	if arrived := o.Lanes[0].Arrived; math.Abs(arrived/come-1) > 0.05 {
		t.Errorf("%.4g requests came, want %.4g", arrived, come)
	}
}
