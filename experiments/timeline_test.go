package experiments

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/models"
)

// storyText has every stage, some of them again and again: diagnoses that are wrong, a crew to wait for, treatments
// that fail and are verified, and faults that heal, before and after the warm-up.
const storyText = `
version: 1
name: story
time: { horizon: 1000h, warmup: 100h }
topology: [ { level: zone, count: 2 }, { level: node, count: 4, class: web } ]
classes: { web: { throughput: 100/s } }
faults:
  crash: { on: web, effect: down, time_to_failure: 60h, repair: 3h, needs: { crew: hands } }
  storm: { on: zone, effect: down, time_to_failure: 200h, heals: 2h }
detection: { beat: { policy: heartbeat, interval: 60s, timeout: 5m } }
localization: [ { policy: log-analysis, takes: 10m, accuracy: 60% }, { policy: human } ]
recovery:
  policy: ladder
  steps:
    - { action: restart, on: any, takes: 2m, verify: 5m, fixes: { down: 50% }, attempts: 2 }
    - { action: reimage, on: any, takes: 30m, verify: 10m, fixes: { down: 80% }, needs: { crew: hands } }
resources: { crews: { hands: { count: 1 } } }
services:
  some: { runs_on: web, up_when: { at_least: 3 } }
  all: { runs_on: web, up_when: { at_least: 7 } }
run: { replications: { min: 6, max: 6 } }
`

func toldRows(t *testing.T, r *Result, most int) []result.TimelineRow {
	t.Helper()
	told := r.Sample.timeline(context.Background(), r.Scenario.Plan, result.Key{}, most)
	if told == nil {
		t.Fatal("no timeline")
	}
	told.limit(most)
	return told.rows()
}

// It would catch another replication played than the one that was measured, the wrong one chosen, an outage that is cut
// or left out, and a seed that is not the run's.
func TestTimelineTellsTheReplicationWithTheLongestDowntime(t *testing.T) {
	r := mustRun(t, compiled(t, storyText), 0)
	longest, total := 0.0, make([]float64, r.Sample.Len())
	for i := range total {
		for _, service := range []string{"service:some", "service:all"} {
			total[i] += r.Sample.Values("downtime", service)[i] / year * 1000 * 3600
		}
		longest = max(longest, total[i])
	}
	out, rows := 0.0, toldRows(t, r, mostTimeline)
	for _, row := range rows {
		if row.Incident == 0 {
			out += endOf(row, 1000*3600) - max(row.Start, 0)
		}
	}
	if got := rows[0].Replication; total[got] != longest || slices.Max(total) == slices.Min(total) {
		t.Errorf("replication %d is told, with %g s of downtime; the longest have %g s", got, total[got], longest)
	}
	if math.Abs(out-longest) > 1e-3 {
		t.Errorf("outages of %g s are told, %g s were measured", out, longest)
	}
}

func endOf(row result.TimelineRow, horizon float64) float64 {
	if math.IsNaN(row.End) {
		return horizon
	}
	return row.End
}

// The two accounts of an incident agree: as the world booked its parts, and as its notes were followed. It would catch
// stages that are named or timed wrongly, have gaps, or belong to another incident.
func TestTimelineAgreesWithIncidents(t *testing.T) {
	r := mustRun(t, compiled(t, storyText), 0)
	rows := toldRows(t, r, mostTimeline)
	told := map[string]float64{}
	for i, row := range rows {
		stage := row.Stage
		if stage == "heal" {
			stage = "repair" // which is where the world books it
		}
		told[fmt.Sprint(row.Incident, stage)] += endOf(row, 1000*3600) - row.Start
		if i > 0 && row.Incident > 0 && row.Incident == rows[i-1].Incident && row.Start != rows[i-1].End {
			t.Errorf("incident %d: %s begins at %g, after the last stage ended at %g", row.Incident, row.Stage, row.Start,
				rows[i-1].End)
		}
	}
	compared, stages := 0, map[string]bool{}
	for _, x := range r.Sample.IncidentRows(result.Key{}) {
		if x.Replication != rows[0].Replication {
			continue
		}
		compared++
		for stage, want := range map[string]float64{"detect": x.Detect, "locate": x.Locate, "wait": x.Wait,
			"repair": x.Repair, "verify": x.Verify} {
			stages[stage] = stages[stage] || want > 0
			if got := told[fmt.Sprint(x.Incident, stage)]; !math.IsNaN(want) && math.Abs(got-want) > 1e-3 {
				t.Errorf("incident %d: %s took %g s, and is told to have taken %g s", x.Incident, stage, want, got)
			}
		}
	}
	if compared < 20 || len(stages) != 5 || !stages["verify"] || !stages["wait"] {
		t.Errorf("%d incidents were compared, stages that took time: %v", compared, stages)
	}
}

// It would catch a choice that depends on the order in which replications end.
func TestTimelineDoesNotDependOnWorkers(t *testing.T) {
	s := compiled(t, storyText)
	one := toldRows(t, mustRun(t, s, 1), mostTimeline)
	if many := toldRows(t, mustRun(t, s, 3), mostTimeline); !slices.EqualFunc(one, many, sameRow) {
		t.Error("three workers tell another story than one")
	}
}

func sameRow(a, b result.TimelineRow) bool {
	return slices.Equal(result.Timelines.Record(&a), result.Timelines.Record(&b))
}

// What has no room is short, and its number is told.
func TestTimelineKeepsTheLongest(t *testing.T) {
	r := mustRun(t, compiled(t, storyText), 0)
	whole, part := toldRows(t, r, mostTimeline), toldRows(t, r, 40)
	length := map[int]float64{} // by incident
	for _, row := range whole {
		if row.Incident > 0 {
			length[row.Incident] += endOf(row, 1000*3600) - row.Start
		}
	}
	shortest, kept := math.Inf(1), map[int]bool{}
	for _, row := range part {
		if row.Incident > 0 {
			shortest, kept[row.Incident] = min(shortest, length[row.Incident]), true
			if row.Among != len(length) {
				t.Fatalf("the table says %d incidents, there were %d", row.Among, len(length))
			}
		}
	}
	if len(part) > 40 || len(part) < 35 {
		t.Errorf("%d rows, want as many as fit into 40", len(part))
	}
	for id, l := range length {
		if !kept[id] && l > shortest {
			t.Errorf("incident %d of %g s is left out, one of %g s is told", id, l, shortest)
		}
	}
}

// Configurations share the room, and a run that is interrupted tells nothing.
func TestTablesShareTheRoomForTimelines(t *testing.T) {
	var tables Tables
	for point := range 3 {
		r := mustRun(t, compiled(t, storyText), 0)
		tables.Add(context.Background(), result.Key{Point: point}, r)
	}
	if got := tables.timelines[0].rows(); len(got) > mostTimeline/3 {
		t.Errorf("%d rows for one of three", len(got))
	}
	points := 0
	for row := range tables.Timelines() {
		points = max(points, row.Point)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	tables.Add(ended, result.Key{Point: 3}, mustRun(t, compiled(t, storyText), 0))
	if points != 2 || len(tables.timelines) != 3 {
		t.Errorf("points up to %d, %d timelines", points, len(tables.timelines))
	}
}

// Notes that a story does not know, and those of what began before it, move nothing.
func TestStoryIgnoresWhatItDoesNotKnow(t *testing.T) {
	var s Story
	for _, n := range []models.Note{
		{What: models.Suspects, Incident: -1, Service: -1}, {What: 200, Incident: 1, Service: -1},
		{What: models.Alarms, Incident: 7, Service: -1}, {What: models.Rises, Incident: -1, Service: 0},
	} {
		if step, moves := s.Follow(n); moves || len(s.Open()) > 0 {
			t.Errorf("note %d moves something: %v", n.What, step)
		}
	}
}
