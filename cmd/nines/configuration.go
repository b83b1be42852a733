package main

import (
	"iter"
	"os"
	"path/filepath"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// configuration names one of those that a results folder holds.
type configuration struct {
	point   int // −1: any
	variant string
}

var anyConfiguration = configuration{point: -1}

// keyOf is the key of a configuration of a folder: of the one that is named, else of the base or of what a plan is
// about, else of the first.
func keyOf(f *result.Folder, which configuration) (result.Key, error) {
	var first *result.Key
	for k, err := range keysIn(f) {
		if err != nil {
			return k, err
		}
		if first == nil {
			first = &k
		}
		named := which != anyConfiguration && (which.point < 0 || which.point == k.Point) &&
			(which.variant == "" || which.variant == k.Variant)
		if named || which == anyConfiguration && (f.Manifest.Base == nil || f.Manifest.Base.Is(&k)) {
			return k, nil
		}
	}
	switch {
	case which == anyConfiguration && first != nil:
		return *first, nil
	case which.variant != "":
		return result.Key{}, usage("nines show "+shellWord(f.Dir())+" names them", "%s has no variant %q", f.Dir(),
			which.variant)
	}
	return result.Key{}, usage("nines show "+shellWord(f.Dir())+" lists them, from 0", "%s has no point %d", f.Dir(),
		which.point)
}

// keysIn yields the keys of what a folder has, some of them again and again.
func keysIn(f *result.Folder) iter.Seq2[result.Key, error] {
	return func(yield func(result.Key, error) bool) {
		if f.Manifest.Verb == "plan" {
			keys, err := lookedAt(f)
			for _, k := range keys {
				if !yield(k, nil) {
					return
				}
			}
			if err != nil {
				yield(result.Key{}, err)
			}
			return
		}
		for row, err := range result.Rows(f, result.Estimates) {
			if !yield(row.Key, err) {
				return
			}
		}
	}
}

// compiledIn compiles a configuration of a results folder as it was played, from what the folder holds alone, with
// edits, if any.
func compiledIn(f *result.Folder, key *result.Key, edits *edits) (*scenario.Scenario, error) {
	dir, err := unpacked(f)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	return compiledFrom(f, dir, key, edits)
}

// compiledFrom does so where what the folder was played from is laid out in dir.
func compiledFrom(f *result.Folder, dir string, key *result.Key, edits *edits) (*scenario.Scenario, error) {
	for _, origin := range f.Manifest.Earlier {
		if key.Variant == origin.Variant {
			inner, err := result.Open(filepath.Join(dir, against, origin.Variant))
			if err != nil {
				return nil, err
			}
			return compiledIn(inner, &result.Key{}, edits)
		}
	}
	document, err := scenario.Open(filepath.Join(dir, result.ScenarioFile))
	if err != nil {
		return nil, err
	}
	settings, err := settingsOf(key, dir)
	if err == nil {
		document, err = document.With(settings)
	}
	if err == nil && edits != nil {
		err = edits.apply(document)
	}
	if err != nil {
		return nil, err
	}
	return document.CompilePoint(scenario.DefaultCatalogs())
}

// settingsOf is what a configuration changes in the scenario of its folder, which was laid out in dir.
func settingsOf(key *result.Key, dir string) ([]scenario.Setting, error) {
	var settings []scenario.Setting
	for _, p := range key.Params {
		settings = append(settings, scenario.Setting(p))
	}
	if key.Variant == "" {
		return settings, nil
	}
	document, err := scenario.Open(filepath.Join(dir, result.PlanFile))
	if err != nil {
		return nil, err
	}
	study, err := document.Comparison()
	if err != nil {
		return nil, err
	}
	for _, v := range study.Variants {
		if v.Name == key.Variant {
			return v.Settings, nil
		}
	}
	return nil, &result.FolderError{Path: result.PlanFile, Reason: "it has no variant " + key.Variant}
}
