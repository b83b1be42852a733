package scenario

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
}

func compileFile(t *testing.T, name string) *Scenario {
	t.Helper()
	d, err := Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	return s
}

// The resolved scenario shows every default, and is itself a scenario with the same meaning.
func TestResolved(t *testing.T) {
	s := compileFile(t, "web.yaml")
	golden(t, "web.resolved.golden", string(s.Resolved))
	d, err := Parse(filepath.Join("testdata", "again.yaml"), s.Resolved)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	if !bytes.Equal(s.Resolved, again.Resolved) || s.Hash != again.Hash {
		t.Errorf("resolving again changes the scenario:\n%s", cmp.Diff(string(s.Resolved), string(again.Resolved)))
	}
	var warnings []string
	for _, w := range s.Warnings {
		warnings = append(warnings, w.Message)
	}
	wants := []string{"there is no section detection", "outages.csv: the record spans 2 h",
		"outages.csv has 1 row that starts before the row above", "demand peaks at 963 k/s"} // 420 k × 1.6 × 1.03 ^ 12
	if !slices.EqualFunc(warnings, wants, strings.HasPrefix) {
		t.Errorf("warnings: %q", warnings)
	}
}

func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/bad-*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %d files", err, len(files))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			d, err := Open(file)
			if err == nil {
				_, err = d.Compile(DefaultCatalogs())
			}
			if err == nil {
				t.Fatal("was accepted")
			}
			checkPlaces(t, err)
			golden(t, strings.TrimSuffix(filepath.Base(file), ".yaml")+".golden", err.Error()+"\n")
		})
	}
}

// A flag's value is judged like the file's, and the report names the flag.
func TestFlagsAreJudged(t *testing.T) {
	d, err := Open("testdata/web.yaml")
	if err != nil {
		t.Fatal(err)
	}
	must(d.Set("faults.crash.repiar.mean", "20m"))
	must(d.Set("faults.disk.repair.mean", "-20m"))
	_, err = d.Compile(DefaultCatalogs())
	for _, want := range []string{
		"unknown key \"repiar\" in faults.crash\n  --> --set faults.crash.repiar.mean=20m\n" +
			" help: did you mean \"repair\"?",
		"faults.disk.repair.mean: `-20m` is negative\n  --> --set faults.disk.repair.mean=-20m",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

// The hash names the meaning: comments, order of keys and spelling of units do not enter, data files and values do.
func TestHash(t *testing.T) {
	hash := func(text string, sets ...[2]string) string {
		d, err := Parse("testdata/x.yaml", []byte(text))
		for _, set := range sets {
			must(d.Set(set[0], set[1]))
		}
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		return s.Hash
	}
	text := strings.Replace(frame, "%s", "{on: zone, rate: 1/y, repair: 60m}", 1)
	respelt := "{repair: {mean: 1h, dist: exponential}, on: zone, rate: 1/365d}"
	same := "# remark\n" + strings.Replace(frame, "%s", respelt, 1)
	if hash(text) != hash(same) {
		t.Error("two spellings of one scenario have different hashes")
	}
	if hash(text) == hash(text, [2]string{"run.seed", "2"}) {
		t.Error("another seed, the same hash")
	}
}

func FuzzCompile(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.yaml")
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(err)
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if large.MatchString(text) {
			return // a large system is slow to lay, which is no mistake
		}
		d, err := Parse("testdata/fuzz.yaml", []byte(text))
		if err != nil {
			checkPlaces(t, err)
			return
		}
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			checkPlaces(t, err)
			return
		}
		again, err := Parse("testdata/again.yaml", s.Resolved)
		must(err)
		twice, err := again.Compile(DefaultCatalogs())
		if err != nil {
			t.Fatalf("the resolved form is refused:\n%v\n%s", err, s.Resolved)
		}
		if !bytes.Equal(s.Resolved, twice.Resolved) {
			t.Errorf("resolving again changes the scenario:\n%s", cmp.Diff(string(s.Resolved), string(twice.Resolved)))
		}
	})
}

var large = regexp.MustCompile(`[0-9]{4,}|[0-9][eEkMGT]`)

// Where no class states a weight, weighted balancing goes by throughput; where one does, the others count 1.
func TestWeightsDefaultToThroughput(t *testing.T) {
	const text = `{version: 1, topology: [{level: node, classes: {big: 1, small: 1}}],
classes: {big: {throughput: 2k/s}, small: {throughput: 500/s%s}},
services: {api: {runs_on: [big, small], up_when: {at_least: 1}}}}`
	for weight, want := range map[string][2]float64{"": {2000, 500}, ", weight: 3": {1, 3}} {
		d, err := Parse("w.yaml", []byte(strings.Replace(text, "%s", weight, 1)))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		if got := [2]float64{s.Blueprint.Classes[0].Weight, s.Blueprint.Classes[1].Weight}; got != want {
			t.Errorf("with %q the weights are %v, want %v", weight, got, want)
		}
	}
}

func TestUnseenFaultsAreNamed(t *testing.T) {
	const text = `{version: 1, topology: [{level: node, count: 2}], classes: {node: {throughput: 1/s}},
faults: {gray: {on: node, effect: {lossy: 20%}, rate: 1/y, repair: 1h}}, detection: {hb: {policy: heartbeat}},
services: {api: {runs_on: node, up_when: {at_least: 1}}}, traffic: {service: api, arrivals: {rate: 1/s}}}`
	d, err := Parse("w.yaml", []byte(text))
	must(err)
	s, err := d.Compile(DefaultCatalogs())
	must(err)
	if !strings.Contains(s.Warnings.Error(), "no detector sees the effect lossy") {
		t.Errorf("a fault that nobody can see goes without a warning: %v", s.Warnings)
	}
}

func TestDemandBeyondCapacityIsNamed(t *testing.T) {
	const text = `{version: 1, topology: [{level: node, count: 2, class: web}], classes: {web: {throughput: 100/s}},
services: {api: {runs_on: web, up_when: {at_least: 1}}},
traffic: {service: api, arrivals: {rate: %s, profile: {peak_to_mean: 1.5}}}}`
	for rate, warned := range map[string]bool{"130/s": false, "140/s": true} {
		d, err := Parse("w.yaml", []byte(strings.Replace(text, "%s", rate, 1)))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		must(err)
		if got := strings.Contains(s.Warnings.Error(), "demand peaks at 210/s"); got != warned {
			t.Errorf("at %s: warned %v, want %v: %v", rate, got, warned, s.Warnings)
		}
	}
}
