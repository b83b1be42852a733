package main_test

import (
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the layers of the house: a package may import what stands on a lower floor or, where neighbors may know
// each other, on its own.
var floors = []struct {
	packages  []string // exact, or every package below where the name ends in a slash
	neighbors bool
}{
	{[]string{"sim/num"}, false},
	{[]string{"sim/rng"}, false},
	{[]string{"sim", "sim/"}, true},
	{[]string{"models", "models/exact", "experiments/result", "experiments/incident",
		"experiments/formula"}, false},
	{[]string{"policies/", "models/"}, false},
	{[]string{"models/worldtest"}, false}, // which plays a world with policies
	{[]string{"experiments/scenario", "experiments/gallery"}, false},
	{[]string{"experiments", "experiments/verify"}, true},
	{[]string{"plots", "plots/page"}, false},
	{[]string{"cmd/nines"}, false},
}

// rooms are the inside of the world, each with the rooms that it knows. Calls point along these arrows, and news
// travels the other way as values. Nobody below scenarios sees into a room from outside: policies plug into models.
var rooms = map[string][]string{
	"models/chance": {},
	"models/book":   {},
	"models/fleet":  {"models/book", "models/chance"},
	"models/sight":  {"models/fleet", "models/book", "models/chance"},
	"models/pools":  {},
	"models/work":   {"models/sight", "models/fleet", "models/book", "models/pools", "models/chance"},
	"models/load": {"models/glimpses", "models/requests", "models/sight", "models/fleet", "models/book",
		"models/chance"},
	"models/data":         {"models/sight", "models/fleet", "models/pools", "models/book", "models/chance"},
	"models/consensus":    {"models/fleet", "models/book", "models/chance"},
	"models/requests":     {"models/chance"},
	"models/transactions": {"models/consensus", "models/fleet", "models/book", "models/chance"},
	"models/glimpses":     {"models/requests", "models/chance"},
	"models/world": {"models/work", "models/load", "models/data", "models/consensus", "models/transactions",
		"models/sight", "models/fleet", "models/pools", "models/book", "models/chance"},
}

// walls say which of the lower floors a package may not see.
var walls = []struct {
	from string
	only []string
	why  string
}{
	{"plots", []string{"experiments/result", "sim/catalog", "sim/unit"}, "charts are drawn from tables alone"},
	{"plots/page", nil, "a page knows words and pictures alone"},
	{"models/exact", []string{"sim/dist", "sim/rng"}, "an oracle shares nothing with what it judges"},
	{"experiments/result", nil, "tables of numbers know no simulator"},
	{"experiments/incident", []string{"sim/dist", "sim/fit", "sim/rng", "sim/unit"}, "a record knows no simulator"},
}

// doors are the only packages that may use a module of somebody else's.
var doors = map[string][]string{
	"gonum.org/v1/plot":      {"plots"},
	"github.com/spf13/cobra": {"cmd/nines"},
	"github.com/spf13/pflag": {"cmd/nines"},
	"go.yaml.in/yaml/v4":     {"cmd/nines", "experiments/scenario"},

	"github.com/klauspost/compress": {"experiments/result"},
	"github.com/parquet-go":         {"experiments/result"},
}

// tagged are those of them that no program links that is not built with a tag, for their size.
var tagged = map[string]string{"github.com/parquet-go": "//go:build parquet\n"}

// floorOf is the number of a package's floor; an exact name counts before a folder. −1 if it has none.
func floorOf(pkg string) int {
	for i, f := range floors {
		if slices.Contains(f.packages, pkg) {
			return i
		}
	}
	for i, f := range floors {
		for _, name := range f.packages {
			if strings.HasSuffix(name, "/") && strings.HasPrefix(pkg, name) {
				return i
			}
		}
	}
	return -1
}

// An import only points down. Tests inside a package are held to it too; external test packages are clients, which may
// import what they like.
func TestImportsPointDown(t *testing.T) {
	for _, f := range sources(t) {
		from := floorOf(f.pkg)
		if from < 0 {
			t.Errorf("%s: package %s stands on no floor", f.path, f.pkg)
			continue
		}
		for _, spec := range f.syntax.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			to, ours := strings.CutPrefix(name, "nines/")
			if ours && !f.external() && !mayImport(f.pkg, to) {
				t.Errorf("%s: %s must not import %s", f.path, f.pkg, to)
			}
			if ours && strings.HasSuffix(to, "test") && !f.test() && !f.tester() {
				t.Errorf("%s: %s is there for tests", f.path, to)
			}
			for module, users := range doors {
				if strings.HasPrefix(name, module) && !f.test() && !slices.Contains(users, f.pkg) {
					t.Errorf("%s: only %s may import %s", f.path, users, module)
				}
				if tag := tagged[module]; strings.HasPrefix(name, module) && !strings.HasPrefix(f.text, tag) {
					t.Errorf("%s: %s is imported behind %s only", f.path, module, tag)
				}
			}
		}
	}
}

func mayImport(from, to string) bool {
	for _, w := range walls {
		if w.from == from {
			return slices.Contains(w.only, to)
		}
	}
	above, below := floorOf(from), floorOf(to)
	if _, room := rooms[to]; room {
		knows, inside := rooms[from]
		return slices.Contains(knows, to) || !inside && above > below
	}
	return below >= 0 && (below < above || below == above && floors[above].neighbors)
}

// The rule above is only worth something if it can be broken.
func TestImportsThatPointUp(t *testing.T) {
	for _, arrow := range [][2]string{{"models", "policies/detection"}, {"policies/recovery", "policies/detection"},
		{"plots", "models"}, {"sim/rng", "sim"}, {"experiments/scenario", "experiments"}, {"models/exact", "models"},
		{"models", "models/failure"}, {"sim/dist", "tools"}, {"models", "models/world"},
		{"policies/recovery", "models/world"}, {"models/book", "models/fleet"}, {"models/fleet", "models/sight"},
		{"models/sight", "models/work"},
		{"models/sight", "models/load"}, {"models/load", "models/work"}, {"models/work", "models/load"},
		{"policies/balancing", "models/load"}, {"models/failure", "models/world"}, {"models/world", "models/failure"},
		{"models/world", "models/worldtest"}, {"policies/recovery", "models/worldtest"}} {
		if mayImport(arrow[0], arrow[1]) {
			t.Errorf("%s may import %s", arrow[0], arrow[1])
		}
	}
}

// The top level holds six folders and three files, besides what tools require and what git ignores.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(repository)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "sim", "models", "policies", "experiments", "plots", "go.mod", "go.sum", "README.md",
		"runs", "nines"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, path.Base(e.Name())) {
			t.Errorf("%s does not belong on the top level", e.Name())
		}
	}
}
