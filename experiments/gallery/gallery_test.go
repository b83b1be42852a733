package gallery_test

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/experiments/gallery"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// write puts a template into a folder of its own, as nines init does.
func write(t *testing.T, name string) string {
	t.Helper()
	template, ok := gallery.Find(name)
	if !ok {
		t.Fatalf("there is no template %s", name)
	}
	folder := t.TempDir()
	for _, f := range template.Files {
		if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// compile understands the scenario of a folder with some settings, path after value.
func compile(t *testing.T, folder string, settings ...string) *scenario.Scenario {
	t.Helper()
	d, err := scenario.Open(filepath.Join(folder, gallery.Main))
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	for k := 0; k < len(settings); k += 2 {
		if err := d.Set(settings[k], settings[k+1]); err != nil {
			t.Fatalf("\n%v", err)
		}
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	return s
}

func each(t *testing.T, check func(t *testing.T, name string)) {
	for _, name := range gallery.Table().Names() {
		t.Run(name, func(t *testing.T) { check(t, name) })
	}
}

// A folder without a row would be shipped and never listed; a row without a folder would fail at the user's.
func TestEveryFolderIsATemplate(t *testing.T) {
	mains, err := filepath.Glob("*/" + gallery.Main)
	if err != nil || len(mains) != len(gallery.Table().Names()) {
		t.Errorf("%d folders with a scenario (%v), %d templates", len(mains), err, len(gallery.Table().Names()))
	}
	each(t, func(t *testing.T, name string) {
		template, ok := gallery.Find(name)
		if !ok || template.Files[0].Name != gallery.Main {
			t.Fatalf("found: %v, files: %v", ok, template.Files)
		}
		onDisk, err := filepath.Glob(name + "/*.*")
		if err != nil || len(onDisk) < len(template.Files) {
			t.Errorf("%d files embedded and %d in the folder (%v)", len(template.Files), len(onDisk), err)
		}
		for _, f := range template.Files {
			data, err := os.ReadFile(filepath.Join(name, f.Name))
			if err != nil || !bytes.Equal(data, f.Data) {
				t.Errorf("%s: %v, or the embedded file differs", f.Name, err)
			}
		}
	})
	if _, ok := gallery.Find("nothing"); ok {
		t.Error("found a template that is not there")
	}
}

// What a scenario resolves to means the same scenario, so that a results folder can be run again.
func TestResolvedIsTheSame(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		folder := write(t, name)
		for _, fidelity := range []string{"structural", "flow", "request"} {
			d, err := scenario.Open(filepath.Join(folder, gallery.Main))
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Set("traffic.fidelity", fidelity); err != nil {
				continue // it is without traffic
			}
			s, err := d.Compile(scenario.DefaultCatalogs())
			if err != nil {
				continue // what it is about is not seen at this fidelity
			}
			resolved := filepath.Join(folder, "again.yaml") // beside the files that it reads
			if err := os.WriteFile(resolved, s.Resolved, 0o644); err != nil {
				t.Fatal(err)
			}
			again, err := scenario.Open(resolved)
			if err != nil {
				t.Fatal(err)
			}
			if twice, err := again.Compile(scenario.DefaultCatalogs()); err != nil || twice.Hash != s.Hash {
				t.Errorf("at fidelity %s what is resolved is not the same: %v", fidelity, err)
			}
		}
		first := compile(t, folder)
		if err := os.WriteFile(filepath.Join(folder, gallery.Main), first.Resolved, 0o644); err != nil {
			t.Fatal(err)
		}
		if again := compile(t, folder); again.Hash != first.Hash {
			t.Errorf("resolving again changes the scenario:\n%s", cmp.Diff(string(first.Resolved), string(again.Resolved)))
		}
	})
}

// Examples teach: only those whose faults are independent on purpose may warn of it.
func TestWarnings(t *testing.T) {
	independent := map[string]bool{"crews": true, "lanl": true, "age-replacement": true, "black-hole": true}
	each(t, func(t *testing.T, name string) {
		warnings := compile(t, write(t, name)).Warnings
		if want := independent[name]; want != (len(warnings) == 1) {
			t.Errorf("warnings:\n%v", warnings)
		}
	})
}

// The first year of Dean's cluster has as many faults of each kind as he counted.
func TestDeanCounts(t *testing.T) {
	s := compile(t, write(t, "dean"))
	counted := map[string]float64{"machine": 1000, "rack": 20, "wonky": 5, "pdu": 1, "move": 1, "rewiring": 1,
		"maintenance": 4, "reload": 12, "router": 3, "overheating": 0.5}
	for i, f := range s.Blueprint.Faults {
		perYear := float64(len(f.Targets)) * float64(unit.Year) / lifeOf(t, s, i).Mean()
		if want := counted[f.Name]; math.Abs(perYear/want-1) > 0.001 {
			t.Errorf("%s: %g a year, counted were %g", f.Name, perYear, want)
		}
		delete(counted, f.Name)
	}
	if len(counted) > 0 {
		t.Errorf("not in the scenario: %v", counted)
	}
}
