package gallery_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"nines/experiments/scenario"
)

// openStudy opens a sweep or comparison of an example; nil if it has none.
func openStudy(t *testing.T, name, file string) *scenario.Document {
	t.Helper()
	if _, err := os.Stat(filepath.Join(name, file)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	d, err := scenario.Open(filepath.Join(name, file))
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	return d
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

// Every point of a sweep and every variant of a comparison is a scenario that can be played and measures what is asked.
func TestStudies(t *testing.T) {
	each(t, func(t *testing.T, name string) {
		if d := openStudy(t, name, "sweep.yaml"); d != nil {
			study, err := d.Sweep()
			if err != nil {
				t.Fatalf("\n%v", err)
			}
			points, err := scenario.Grid(study.Vary)
			if err != nil || len(points) < 4 {
				t.Fatalf("%d points: %v", len(points), err)
			}
			for _, settings := range points {
				s := understood(t, study.Base, settings)
				for _, metric := range study.Metrics {
					if _, err := s.ScopeOf(metric, ""); err != nil {
						t.Error(err)
					}
				}
			}
		}
		if d := openStudy(t, name, "compare.yaml"); d != nil {
			study, err := d.Comparison()
			if err != nil {
				t.Fatalf("\n%v", err)
			}
			for _, variant := range study.Variants {
				s := understood(t, study.Base, variant.Settings)
				for _, criterion := range study.Criteria {
					if _, err := s.ScopeOf(criterion.Name, criterion.Scope); err != nil {
						t.Error(err)
					}
				}
			}
		}
	})
}
