package gallery_test

import (
	"math"
	"slices"
	"testing"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// span is when things happened to one incident, in seconds after its onset; −1 for what did not.
type span struct{ noticed, begun, ended float64 }

// spans plays one replication and returns the incidents of a fault in their order.
func spans(s *scenario.Scenario, replication uint32, fault string) []span {
	var (
		played   world.World
		calendar sim.Calendar
		onsets   []sim.Time
		found    []span
	)
	at := map[int]int{} // by incident
	played.Reset(s.Plan, uint64(s.Spec.Run.Seed), replication)
	played.Tell(func(n models.Note) {
		if n.Fault < 0 || s.Blueprint.Faults[n.Fault].Name != fault {
			return
		}
		if n.What == models.Begins {
			at[n.Incident] = len(found)
			onsets, found = append(onsets, n.At), append(found, span{-1, -1, -1})
		}
		x := &found[at[n.Incident]]
		after := float64(n.At - onsets[at[n.Incident]])
		switch n.What {
		case models.Alarms:
			x.noticed = after
		case models.Starts:
			if n.Treatment != "repair" {
				x.begun = after
			}
		case models.Relieves:
			x.ended = after
		}
	})
	sim.Run(&calendar, &played, s.Blueprint.End(), sim.Options{})
	return found
}

// With the defaults of Kubernetes a dead node is NotReady 30 to 45 s after its death and its pod starts elsewhere 300 s
// after that; with the grace of current releases both come 10 s later. The means hold too: renewals and looks are 5 s
// and 2.5 s old on average. A second more of grace would be found.
func TestKubernetesWindow(t *testing.T) {
	const never = "0.000001/y"
	folder := write(t, "kubernetes")
	for grace, first := range map[string]float64{"40s": 30, "50s": 40} {
		s := compile(t, folder, "detection.lease.grace", grace, "faults.reboot.rate", never, "faults.zone-outage.rate", never)
		var noticed, kept []float64
		for r := range uint32(5) {
			for _, x := range spans(s, r, "death") {
				stays := x.begun < 0 // the node is back before the toleration has passed
				if x.noticed < first || x.noticed > first+15 || !stays && math.Abs(x.begun-x.noticed-300) > 1e-6 {
					t.Errorf("grace %s: NotReady after %g s, replaced from %g s on", grace, x.noticed, x.begun)
				}
				noticed, kept = append(noticed, x.noticed), append(kept, map[bool]float64{stays: 1}[true])
			}
		}
		stattest.Check(t, "back in time with a grace of "+grace, stattest.Mean(kept, -math.Expm1(-300.0/(4*3600))))
		if slices.Min(noticed) > first+1.5 || slices.Max(noticed) < first+13.5 {
			t.Errorf("grace %s: all within %g to %g s", grace, slices.Min(noticed), slices.Max(noticed))
		}
		stattest.Check(t, "NotReady with a grace of "+grace, stattest.Mean(noticed, first+7.5))
		stattest.Alarm(t, "a second more than "+grace, stattest.Mean(noticed, first+8.5))
	}
}

// Evacuating a zone takes 45 to 50 minutes, and 7 to 8 from instances that are kept warm.
func TestEvacuationTakes(t *testing.T) {
	folder := write(t, "evacuation")
	for _, way := range []struct {
		name     string
		settings []string
		from, to float64 // minutes
	}{
		{"evacuate", nil, 45, 50},
		{"warm", []string{"recovery.takes", "{ dist: constant, value: 10s }", "recovery.verify",
			"{ dist: constant, value: 20s }"}, 7, 8},
	} {
		ended := 0
		for r := range uint32(10) {
			for _, x := range spans(compile(t, folder, way.settings...), r, "zone-outage") {
				if x.ended < 0 {
					continue // the zone was back before
				}
				if ended++; x.ended < way.from*60 || x.ended > way.to*60 {
					t.Errorf("%s: %g min", way.name, x.ended/60)
				}
			}
		}
		if ended < 100 {
			t.Errorf("%s: only %d evacuations", way.name, ended)
		}
	}
}

// Two zones of n nodes serve 2n of what 200 should, for the six hours of the drills: at two thirds of the throughput
// nothing is lost, and at 70 % what is above 1/1.05.
func TestStaticStability(t *testing.T) {
	folder := write(t, "static-stability")
	for nodes, overload := range map[string]float64{"100": 1, "95": 200.0 / 190, "80": 200.0 / 160} {
		flow := play(compile(t, folder, "topology.node.count", nodes, "faults.crash.time_to_failure", "1000000000y",
			"detection", "{ none: { policy: instant } }"), 0).Flows[0]
		if want := 6.0 / 8760 * (1 - 1/overload); math.Abs(flow.Lost/flow.Arrived-want) > 1e-9 {
			t.Errorf("%s nodes a zone lose %g, not %g", nodes, flow.Lost/flow.Arrived, want)
		}
	}
}
