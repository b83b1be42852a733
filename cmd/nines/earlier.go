package main

import (
	"archive/tar"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// earlier is one configuration in another folder of results, which a comparison holds its variants against. It is not
// played again, and all that there is to know of it goes into the new folder.
type earlier struct {
	variant experiments.Variant
	origin  result.Origin
	files   []packed // of a folder of results that holds its scenario and its replications, and nothing else
}

// packed is a file that is in memory.
type packed struct {
	name string
	data []byte
}

// against is where the folders of earlier results are in the data of a comparison.
const against = "against"

// inData is how the resolved comparison calls the folder.
func (e *earlier) inData() string { return path.Join(against, e.variant.Name) }

// save puts the folder into the data of a comparison.
func (e *earlier) save(to *tar.Writer) error {
	for _, f := range e.files {
		header := &tar.Header{Name: path.Join(e.inData(), f.name), Mode: 0o644, Size: int64(len(f.data))}
		if err := to.WriteHeader(header); err != nil {
			return err
		}
		if _, err := to.Write(f.data); err != nil {
			return err
		}
	}
	return nil
}

// openEarlier opens results by the name of their folder, with @point or @variant where that holds several
// configurations. A folder that is called so as a whole comes first.
func openEarlier(name string) (*earlier, error) {
	folder, which := name, ""
	if at := strings.LastIndex(name, "@"); at > 0 && !isFolder(name) {
		folder, which = name[:at], name[at+1:]
	}
	f, err := openResults(folder)
	if err != nil {
		return nil, err
	}
	if f.Manifest.Status != result.Finished {
		return nil, inconsistent("go on with it first, with --resume", "%s holds the beginning of an experiment", f.Dir())
	}
	key, err := singled(f, which)
	if err != nil {
		return nil, err
	}
	dir, err := unpacked(f)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	called := nameOf(folder, which)
	for _, origin := range f.Manifest.Earlier {
		if origin.Variant == key.Variant {
			e, err := openEarlier(filepath.Join(dir, against, origin.Variant))
			if err == nil {
				e.variant.Name, e.origin.Variant = called, called
			}
			return e, err
		}
	}
	s, err := compiledFrom(f, dir, key, nil)
	if err != nil {
		return nil, foreign(f, err)
	}
	return takeEarlier(f, key.Point, s, filepath.Join(dir, "extract"), called)
}

// nameOf is how the variant is called that results are: by their folder.
func nameOf(folder, which string) string {
	name := filepath.Base(folder)
	if whole, err := filepath.Abs(folder); err == nil {
		name = filepath.Base(whole)
	}
	if which != "" {
		name += "@" + strings.ReplaceAll(which, "/", "-")
	}
	return name
}

// singled is the key of the one configuration of a folder that is meant.
func singled(f *result.Folder, which string) (*result.Key, error) {
	verb := f.Manifest.Verb
	switch {
	case verb == "run" && which == "":
		return &result.Key{}, nil
	case verb == "run":
		return nil, usage("leave out @"+which, "%s holds the results of a run, which has no points or variants", f.Dir())
	}
	var names []string
	for k, err := range keysIn(f) {
		if err != nil {
			return nil, err
		}
		name := cmp.Or(k.Variant, strconv.Itoa(k.Point))
		if name == which {
			return &k, nil
		}
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	one, whole := "point", verb
	if verb == "compare" {
		one, whole = "variant", "comparison"
	}
	const few = 8
	if len(names) > few {
		names = append(names[:few], "…")
	}
	help := fmt.Sprintf("name the %s that is meant, as in %s@%s; there are %s", one, f.Dir(), names[0],
		strings.Join(names, ", "))
	if which != "" {
		return nil, usage(help, "%s has no %s %q", f.Dir(), one, which)
	}
	return nil, usage(help, "%s holds a %s, and not the results of one system", f.Dir(), whole)
}

// foreign says that results are of no use to this version of the program.
func foreign(f *result.Folder, err error) error {
	text := err.Error()
	var problems scenario.Problems
	if errors.As(err, &problems) {
		text = "its scenario is not understood: " + problems[0].Message
	}
	by := "nines " + f.Manifest.ToolVersion
	if !sameProgram(&f.Manifest, thisProgram()) {
		by = "another version of the program (" + by + ")"
	}
	help := "nines rerun " + shellWord(f.Dir()) + " plays it again with this version, into a folder to compare with"
	return inconsistent(help, "%s was played by %s: %s", f.Dir(), by, text)
}

// takeEarlier takes one configuration out of a folder: s is its scenario, and dir a folder that may be filled.
func takeEarlier(f *result.Folder, point int, s *scenario.Scenario, dir, name string) (*earlier, error) {
	configuration, kept, err := f.Kept(point)
	if err != nil {
		return nil, err
	}
	e := &earlier{variant: experiments.Variant{Name: name, Scenario: s}}
	if e.variant.Earlier, err = experiments.NewEarlier(s, configuration.Columns, kept); err != nil {
		return nil, foreign(f, err)
	}
	alone := f.Manifest
	alone.Verb, alone.PlanHash, alone.ScenarioHash, alone.Scenario = "run", "", s.Hash, s.Spec.Name
	alone.Seed, alone.Replications, alone.Horizon = e.variant.Earlier.Seed, len(kept), float64(s.Spec.Time.Horizon)
	alone.Axes, alone.Metrics, alone.Base, alone.Earlier = nil, nil, nil, nil
	w, err := result.Create(dir, alone.Head(), result.Fresh)
	if err != nil {
		return nil, err
	}
	err = errors.Join(w.Scenario(s.Resolved), saveInputs(w, s, slices.Clone(s.Files), nil),
		w.Ledger().Name(result.Configuration{Columns: configuration.Columns}))
	for i := range kept {
		kept[i].Point = 0
		err = errors.Join(err, w.Ledger().Add(&kept[i]))
	}
	if err != nil {
		return nil, errors.Join(err, w.Discard())
	}
	if err := w.Publish(alone); err != nil {
		return nil, err
	}
	return e, e.read(dir)
}

// read takes the files of a folder into memory, and says where they come from.
func (e *earlier) read(dir string) error {
	f, err := result.Open(dir)
	if err != nil {
		return err
	}
	m := &f.Manifest
	e.origin = result.Origin{Variant: e.variant.Name, RunID: m.RunID, ToolVersion: m.ToolVersion, Commit: m.Commit,
		Build: m.Build, Seed: m.Seed, Replications: m.Replications, Finished: m.Finished}
	data, err := os.ReadFile(f.Path(result.ManifestFile))
	if err != nil {
		return err
	}
	e.files = append(e.files, packed{result.ManifestFile, data})
	for _, x := range m.Files {
		if data, err = f.Read(x.Name); err != nil {
			return err
		}
		if e.files = append(e.files, packed{x.Name, data}); x.Name == result.LedgerFile {
			e.origin.Ledger = x.SHA256
		}
	}
	return nil
}
