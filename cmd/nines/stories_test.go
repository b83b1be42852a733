package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/unit"
)

var update = flag.Bool("update", false, "rewrite the stories")

// TestStories plays small systems that each show one construct of the language, and compares what happens with what
// was written down, line by line. Every file in testdata/stories says first what to look for, then the system, then its
// story and what was measured of it.
//
// go test ./cmd/nines -run Stories -update writes the stories anew. Read the difference: commit what you understand.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d stories: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Comment) == 0 || a.Files[0].Name != "scenario.yaml" || a.Files[len(a.Files)-1].Name != "story" {
				t.Fatal("a story has a comment that says what to look for, scenario.yaml, perhaps data, and story")
			}
			story := &a.Files[len(a.Files)-1]
			got := told(t, a.Files[:len(a.Files)-1])
			diff := cmp.Diff(string(story.Data), got)
			if diff != "" && !*update {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff != "" && *update {
				story.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// told is the story of the first replication of a scenario, as nines trace tells it, and what was measured.
func told(t *testing.T, files []txtar.File) string {
	t.Helper()
	folder := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := scenario.Open(filepath.Join(folder, "scenario.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &app{out: bufio.NewWriter(&out), err: &out}
	if err := a.trace(context.Background(), s, 0, window{0, float64(s.Blueprint.Time.Horizon)}, "text"); err != nil {
		t.Fatal(err)
	}
	a.out.Flush()
	_, story, _ := strings.Cut(out.String(), "\n") // without the heading
	var lines strings.Builder
	for line := range strings.Lines(story) {
		lines.WriteString(shorter(strings.TrimLeft(line, " ")))
	}
	return lines.String() + "\n" + measured(s)
}

// shorter leaves out of a time the days and thousandths that it does not have.
func shorter(time string) string {
	return strings.Replace(strings.TrimPrefix(time, "0d "), ".000", "", 1)
}

// measured is what the first replication of a scenario came to.
func measured(s *scenario.Scenario) string {
	var (
		played   world.World
		calendar sim.Calendar
		out      strings.Builder
	)
	b := s.Blueprint
	played.Reset(s.Plan, uint64(s.Spec.Run.Seed), 0)
	sim.Run(&calendar, &played, b.End(), sim.Options{})
	o := played.Finish()
	span := func(seconds float64) string { return shorter(clockTime(seconds)) }
	for f, fault := range b.Faults {
		x := &o.Faults[f]
		fmt.Fprintf(&out, "%s: %s", fault.Name, plural(x.Incidents, "incident"))
		for i, stage := range models.StageNames() {
			if x.Spent[i] > 0 {
				fmt.Fprintf(&out, ", %s %s", stage, span(x.Spent[i]))
			}
		}
		fmt.Fprintln(&out)
	}
	for v, service := range b.Services {
		x := &o.Services[v]
		fmt.Fprintf(&out, "service %s: %s, down for %s", service.Name, plural(x.Outages, "outage"), span(x.Downtime))
		if x.Excused > 0 {
			fmt.Fprintf(&out, ", excused for %s", span(x.Excused))
		}
		if x.Degraded > 0 {
			fmt.Fprintf(&out, ", degraded for %s, which is worth %s", span(x.Degraded), span(x.Impaired))
		}
		for root, seconds := range x.ByService {
			if seconds > 0 && root != v {
				fmt.Fprintf(&out, ", of that through %s for %s", b.Services[root].Name, span(seconds))
			}
		}
		fmt.Fprintln(&out)
	}
	for c, crew := range b.Crews {
		x := &o.Crews[c]
		fmt.Fprintf(&out, "crew %s: %s, of which %d waited, %s in all; at work for %s\n", crew.Name, plural(x.Jobs, "job"),
			x.Waited, span(x.Line), span(x.Busy))
	}
	for p, spare := range b.Spares {
		x := &o.Spares[p]
		fmt.Fprintf(&out, "spare %s: %d used, %d of %s waited, %s in all; none on the shelf for %s\n", spare.Name, x.Used,
			x.Waited, plural(x.Jobs, "job"), span(x.Line), span(x.Empty))
	}
	for p, pool := range b.Pools {
		x := &o.Pools[p]
		fmt.Fprintf(&out, "bandwidth %s: %d copies of %s in all, %s of copying\n", pool.Name, x.Jobs,
			unit.Bytes(x.Moved), span(x.Busy))
	}
	for d, watch := range b.Watches {
		if x := &o.Watches[d]; x.Mistakes > 0 {
			fmt.Fprintf(&out, "detector %s: mistaken %d times, for %s\n", watch.Name, x.Mistakes, span(x.Mistaken))
		}
	}
	if len(b.Traffic) > 0 {
		fmt.Fprintf(&out, "traffic: %.0f of %.0f requests lost\n", o.Flows[0].Lost, o.Flows[0].Arrived)
	}
	return out.String()
}
