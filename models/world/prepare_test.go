package world_test

import (
	"strings"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
)

// TestPrepare would catch a system that is played although it cannot mean what it says, and errors that do not name the
// culprit.
func TestPrepare(t *testing.T) {
	for _, c := range []struct {
		want  string
		spoil func(b *models.Blueprint)
	}{
		{"service api can never be up: it asks for 5 nodes and runs on 4", func(b *models.Blueprint) {
			b.Services[0].Rule = models.Rule{Nodes: 5}
		}},
		{"it asks for 1 domains and at most 0 can meet the condition", func(b *models.Blueprint) {
			b.Services[0].Rule = models.Rule{Each: &models.Rule{Nodes: 3}, Depth: 1, Domains: 1}
		}},
		{"at most 2 can meet the condition", func(b *models.Blueprint) {
			b.Services[0].Rule = models.Rule{Each: &models.Rule{Share: 0.5}, Depth: 1, Domains: 3}
		}},
		{"service api runs on no node that has a throughput", func(b *models.Blueprint) { b.Classes[0].Throughput = 0 }},
		{"the horizon must be positive", func(b *models.Blueprint) { b.Time.Horizon = 0 }},
		{"instants to report at must lie within the horizon", func(b *models.Blueprint) {
			b.Time.ReportAt = []sim.Duration{101 * Hour}
		}},
		{"fault crash never strikes", func(b *models.Blueprint) { b.Faults[0].Failure = nil }},
		{"fault crash: under down a node fails all requests", func(b *models.Blueprint) { b.Faults[0].Symptom.Loss = 0.5 }},
		{"fault crash: it is played from a record", func(b *models.Blueprint) {
			b.Faults[0].Failure = failure.Record{Strikes: make([][]failure.Strike, 4)}
		}},
	} {
		b := System(Zoned(2, 1, 2), models.Rule{Nodes: 1}, 100, Crash(100, 1))
		c.spoil(b)
		if _, err := world.Prepare(b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// TestLay would catch a tree that is built although it does not add up, or before its size is known.
func TestLay(t *testing.T) {
	node := models.Level{Name: "node", Nodes: [][]models.ClassCount{{{Count: 2, Label: "node"}}}}
	for _, c := range []struct {
		want   string
		levels []models.Level
	}{
		{"at least one level", nil},
		{"level zone needs at least 1 per parent, got 0", []models.Level{{Name: "zone", Counts: []int{0}}, node}},
		{"level zone counts the members of 0 parents and has 1", []models.Level{{Name: "zone"}, node}},
		{"level rack counts the members of 2 parents and has 3", []models.Level{{Name: "zone", Counts: []int{3}},
			{Name: "rack", Counts: []int{1, 2}}, node}},
		{"level zone has 1 names for 2 members",
			[]models.Level{{Name: "zone", Counts: []int{2}, Names: []string{"a"}}, node}},
		{"components in all", []models.Level{{Name: "zone", Counts: []int{1 << 30}}, node}},
	} {
		if _, err := models.Lay(c.levels, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
	tree := Must(models.Lay([]models.Level{{Name: "zone", Counts: []int{2}, Names: []string{"a", "b"}}, node}, 1))
	for c := range models.ComponentID(tree.Components()) {
		if found, ok := tree.Find(tree.Path(c)); !ok || found != c {
			t.Errorf("%s is %d, found %d", tree.Path(c), c, found)
		}
	}
	if path := tree.Path(tree.Node(3)); path != "zone-b/node-2" {
		t.Errorf("the last node is %s", path)
	}
}
