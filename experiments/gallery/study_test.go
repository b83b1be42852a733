package gallery_test

import (
	"path/filepath"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// studies opens the files of an example that match a pattern: its sweeps, or its comparisons.
func studies(t *testing.T, name, pattern string) map[string]*scenario.Document {
	t.Helper()
	found := map[string]*scenario.Document{}
	files, err := filepath.Glob(filepath.Join(name, pattern))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		d, err := scenario.Open(file)
		if err != nil {
			t.Fatalf("\n%v", err)
		}
		found[file] = d
	}
	return found
}

// understood compiles a base with some settings.
func understood(t *testing.T, base *scenario.Document, settings []scenario.Setting) *scenario.Scenario {
	t.Helper()
	d, err := base.With(settings)
	if err != nil {
		t.Fatalf("%v\n%v", settings, err)
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err != nil {
		t.Fatalf("%v\n%v", settings, err)
	}
	return s
}

// Every point of a sweep is a scenario that can be played, and what is asked for is measured.
func TestSweeps(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		for file, d := range studies(t, name, "sweep*.yaml") {
			study, err := d.Sweep()
			if err != nil {
				t.Fatalf("\n%v", err)
			}
			points, _, err := study.Points(understood(t, study.Base, nil))
			if err != nil || len(points) < 4 {
				t.Fatalf("%s: %d points: %v", file, len(points), err)
			}
			for _, settings := range points {
				understood(t, study.Base, settings)
			}
			for _, metric := range study.Metrics {
				if !slices.ContainsFunc(result.Metrics(), func(m result.Metric) bool { return m.Name == metric }) {
					t.Errorf("%s: there is no metric %s", file, metric)
				}
			}
		}
	})
}

// Every variant of a comparison is a scenario that can be played, measures what is asked, and warns of nothing that the
// example itself does not warn of.
func TestComparisons(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		for file, d := range studies(t, name, "compare*.yaml") {
			study, err := d.Comparison()
			if err != nil {
				t.Fatalf("\n%v", err)
			}
			usual := len(understood(t, study.Base, nil).Warnings)
			for _, variant := range study.Variants {
				s := understood(t, study.Base, variant.Settings)
				if len(s.Warnings) > usual {
					t.Errorf("%s, %s warns:\n%v", file, variant.Name, s.Warnings)
				}
				for i, criterion := range study.Criteria {
					if _, err := study.ScopeOf(i, criterion, s); err != nil {
						t.Error(err)
					}
				}
			}
		}
	})
}

// What a plan may choose at either end is a scenario that can be played.
func TestPlans(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		for file, d := range studies(t, name, "plan*.yaml") {
			study, err := d.Planning()
			if err != nil {
				t.Fatalf("\n%v", err)
			}
			var least, most []scenario.Setting
			for _, v := range study.Decide {
				if len(v.Values) < 2 {
					t.Errorf("%s: %s leaves no choice", file, v.Path)
				}
				least = append(least, scenario.Setting{Path: v.Path, Value: v.Values[0]})
				most = append(most, scenario.Setting{Path: v.Path, Value: v.Values[len(v.Values)-1]})
			}
			understood(t, study.Base, least)
			if s := understood(t, study.Base, most); len(s.Objectives)+len(study.Survive) == 0 {
				t.Errorf("%s: nothing has to hold", file)
			}
		}
	})
}
