package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// shortHash is how much of a hash names a folder.
const shortHash = 6

// workspace is the results folder of one experiment while it is being filled.
type workspace struct {
	manifest result.Manifest
	dir      string
	base     *scenario.Scenario // or the one that a sweep or comparison starts from
	files    []string           // of data that are read, by name
	earlier  []*earlier         // results that a comparison holds its variants against
	varied   []byte             // what a sweep or comparison changes in it; nil for a run
	// configure completes the key of a point, or of a variant; nil in a run, which has one configuration.
	configure func(point int, key *result.Key)
	ledgers   []string // of shards that have played it; nil: it is played
	writer    *result.Writer
	tables    experiments.Tables
}

// plan describes an experiment before it is run: base is its scenario, hash that of a sweep or comparison.
func (a *app) plan(verb string, base *scenario.Scenario, hash, dir string) *workspace {
	identity := base.Hash
	if hash != "" {
		identity = hash
	}
	id := base.Spec.Name + "-" + identity[:shortHash]
	if dir == "" {
		dir = filepath.Join("runs", id)
	}
	return &workspace{
		dir: dir, base: base, files: slices.Clone(base.Files),
		manifest: result.Manifest{
			ToolVersion: toolVersion(), Commit: commit(), Build: build(), RunID: id, Verb: verb, Command: a.line,
			Scenario: base.Spec.Name, ScenarioHash: base.Hash, PlanHash: hash, Seed: uint64(base.Spec.Run.Seed),
			Horizon: float64(base.Spec.Time.Horizon), Confidence: float64(base.Spec.Run.Confidence),
			Service: mainService(base), Entry: entry(base), Fast: fast(base), Precision: goal(base),
		},
	}
}

// mainService is the scope of the service that a scenario is about first of all: of whom something is promised, whose
// precision it asks for, who has the traffic, or the first.
func mainService(s *scenario.Scenario) string {
	spec := &s.Spec
	for _, o := range s.Objectives {
		if strings.HasPrefix(o.Scope, "service:") {
			return o.Scope
		}
	}
	switch {
	case spec.Run.Precision != nil && strings.HasPrefix(spec.Run.Precision.Scope, "service:"):
		return spec.Run.Precision.Scope
	case len(spec.Traffic) > 0:
		return "service:" + spec.Traffic[0].Service
	case len(spec.Services) > 0:
		return "service:" + spec.Services[0].Name
	}
	return ""
}

// entry is the scope of the service that users send their requests to first of all; empty where nobody sends any.
func entry(s *scenario.Scenario) string {
	traffic := s.Spec.Traffic
	if len(traffic) == 0 {
		return ""
	}
	for _, t := range traffic {
		if scope := "service:" + t.Service; scope == mainService(s) {
			return scope
		}
	}
	return "service:" + traffic[0].Service
}

// goal is the precision at which its replications may end; nil where their number is fixed.
func goal(s *scenario.Scenario) *result.Goal {
	p := s.Spec.Run.Precision
	if p == nil {
		return nil
	}
	return &result.Goal{Metric: p.Metric, Scope: p.Scope, Relative: float64(p.Relative)}
}

// fast is the latency threshold of the requests that users send to the service of entry; 0 where they have none.
func fast(s *scenario.Scenario) float64 {
	for _, t := range s.Spec.Traffic {
		if t.Threshold != nil && "service:"+t.Service == entry(s) {
			return float64(*t.Threshold)
		}
	}
	return 0
}

// key is that of a point, or of a variant.
func (w *workspace) key(point int) result.Key {
	key := result.Key{RunID: w.manifest.RunID, Scenario: w.manifest.Scenario, Point: point}
	if w.configure != nil {
		w.configure(point, &key)
	}
	return key
}

// keep is where the replications of the experiment are kept and found again.
func (w *workspace) keep() experiments.Keep {
	return experiments.Keep{Ledger: w.writer.Ledger(), Key: w.key, Whole: w.ledgers != nil}
}

// limit makes the workspace that of a part of an experiment, with a folder of its own where none was named. Its
// configurations may read files that its base does not.
func (w *workspace) limit(effort effort, configurations ...outline) {
	w.ledgers = effort.ledgers
	for _, c := range configurations {
		w.files = append(w.files, c.files...)
	}
	if s := effort.shards; s != nil {
		w.manifest.Shards, w.manifest.ShardsOf = s.Mine, s.Of
		if effort.out == "" {
			w.dir += "-shard-" + strings.ReplaceAll(s.String(), "/", "-of-")
		}
	}
}

// finished opens the results of an identical experiment that was played to its end before; nil if there are none,
// or if they are to be replaced. An error says that there are, and that they are damaged.
func (w *workspace) finished(force bool) (*result.Folder, error) {
	old, err := result.ReadManifest(w.dir)
	if err != nil || force {
		return nil, nil // begin finds out what is there instead
	}
	m := w.manifest
	same := old.Status == result.Finished && old.RunID == m.RunID && old.Verb == m.Verb && old.PlanHash == m.PlanHash &&
		old.ScenarioHash == m.ScenarioHash && old.ShardsOf == m.ShardsOf && slices.Equal(old.Shards, m.Shards)
	if !same || !sameProgram(&old, &m) {
		return nil, nil
	}
	f, err := result.Open(w.dir)
	if err != nil {
		return nil, &complaint{exitCode(err), err, "play the experiment again with --force"}
	}
	return f, nil
}

// begin claims the folder.
func (w *workspace) begin(now time.Time, way result.Way) error {
	writer, err := result.Create(w.dir, w.manifest.Head(), way, w.ledgers...)
	if err != nil {
		return w.refused(err)
	}
	w.writer, w.manifest.Started = writer, now
	err = writer.Scenario(w.base.Resolved)
	if err == nil {
		err = saveInputs(writer, w.base, w.files, w.earlier)
	}
	if err == nil && w.varied != nil {
		err = writer.Plan(w.varied)
	}
	if err != nil {
		return errors.Join(err, writer.Discard())
	}
	return nil
}

// refused says why a folder cannot be had, and what else to do.
func (w *workspace) refused(err error) error {
	var busy *result.BusyError
	var stranger *result.StrangerError
	var begun *result.BegunError
	var foreign *result.ForeignError
	var damaged *result.FolderError
	switch {
	case errors.As(err, &busy):
		return &complaint{exitUsage, err, "wait until it is done, or choose another folder with --out"}
	case errors.As(err, &stranger):
		return &complaint{exitUsage, err, "move it away, or choose another folder with --out"}
	case errors.As(err, &begun):
		return &complaint{exitUsage, fmt.Errorf("%s holds %s of %s, which has not ended", w.dir,
			plural(begun.Replications, "replication"), w.whose(begun.Head)), w.instead(begun.Head)}
	case errors.As(err, &foreign):
		return &complaint{exitUsage, fmt.Errorf("%s holds replications of %s, with which this one cannot go on", w.dir,
			w.whose(foreign.Head)), w.instead(foreign.Head)}
	case errors.As(err, &damaged):
		return &complaint{exitInconsistent, err, "begin anew with --force, or choose another folder with --out"}
	case errors.Is(err, fs.ErrExist):
		old, reading := result.ReadManifest(w.dir)
		help := w.instead(result.LedgerHead{})
		switch {
		case reading != nil:
			help = "choose a folder of its own with --out, or write beside them with --force, which touches none of them"
		case old.Status == result.Interrupted:
			help = w.instead(old.Head())
		}
		return &complaint{exitUsage, fmt.Errorf("%s holds %s already", w.dir, w.occupant()), help}
	}
	return unmade("results folder", err)
}

// whose says in words what experiment a ledger is of.
func (w *workspace) whose(head result.LedgerHead) string {
	switch mine := w.manifest.Head(); {
	case head == mine:
		return "this experiment"
	case head.RunID == mine.RunID && head.ScenarioHash == mine.ScenarioHash && head.PlanHash == mine.PlanHash:
		return "this experiment, played by another version of the program"
	}
	return "another experiment"
}

// instead is what to do about results that are in the way.
func (w *workspace) instead(head result.LedgerHead) string {
	if head == w.manifest.Head() {
		return "go on with it with --resume, begin anew with --force, or choose another folder with --out"
	}
	return "replace it with --force, or choose another folder with --out"
}

// unmade says that a folder cannot be made, and why.
func unmade(what string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && errors.Is(err, syscall.ENOTDIR) {
		err = fmt.Errorf("%s is a file", at.Path)
	}
	return &complaint{exitFailure, fmt.Errorf("cannot make the %s: %w", what, err),
		cmp.Or(remedy(err), "choose a folder that you may write to")}
}

// occupant says what is in the way.
func (w *workspace) occupant() string {
	old, err := result.ReadManifest(w.dir)
	switch {
	case err != nil:
		return "other files"
	case old.RunID != w.manifest.RunID:
		return "the results of another experiment"
	case old.ShardsOf != w.manifest.ShardsOf || !slices.Equal(old.Shards, w.manifest.Shards):
		return "another part of this experiment"
	case old.Status == result.Interrupted:
		return "the beginning of this experiment, which was interrupted,"
	}
	return "the results of this experiment from another version of the program"
}

// finish saves the tables and publishes them. If that fails, the results that were to be replaced stay.
func (w *workspace) finish(now time.Time, status result.Status) (*result.Folder, error) {
	w.tables.Axes = w.manifest.Axes
	if err := w.tables.Write(w.writer); err != nil {
		return nil, errors.Join(err, w.writer.Discard())
	}
	if err := w.publish(now, status); err != nil {
		return nil, err
	}
	return w.writer.Folder()
}

// publish closes the folder with what was saved in it.
func (w *workspace) publish(now time.Time, status result.Status) error {
	w.manifest.Status, w.manifest.Finished = status, now
	return w.writer.Publish(w.manifest)
}

// add enters a configuration into the tables.
func (w *workspace) add(ctx context.Context, key result.Key, r *experiments.Result) {
	w.tables.Add(ctx, key, r)
	w.manifest.Replications = max(w.manifest.Replications, r.Sample.Len())
}

// limited adds the time limit to a context.
func (e *effort) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if e.maxWall == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, e.maxWall)
}

// inTime runs what comes before the first replication: reading, and laying out a fleet, which takes seconds where that
// is large. It is given up when the context ends.
func inTime(ctx context.Context, f func() error) error {
	var err error
	if !experiments.Within(ctx, func() { err = f() }) {
		return tooSoon(ctx)
	}
	return err
}

// tooSoon says that a context ended before a replication was finished.
func tooSoon(ctx context.Context) error {
	if stopped := signaled(ctx); stopped != nil {
		return fmt.Errorf("%w before a replication was finished", stopped)
	}
	return &complaint{exitUndecided, errors.New("no replication was finished in the time allowed"),
		"allow more time with --max-wall"}
}

// signaled is the signal that ended a context; nil if none did.
func signaled(ctx context.Context) error {
	var stopped *interruption
	if errors.As(context.Cause(ctx), &stopped) {
		return stopped
	}
	return nil
}

// slashed ends a folder's name so that it reads as one.
func slashed(dir string) string { return filepath.Clean(dir) + string(os.PathSeparator) }
