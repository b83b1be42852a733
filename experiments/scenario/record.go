package scenario

import (
	"fmt"
	"io"
	"path/filepath"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
)

var scriptOccasion = occasion{
	Word: Word{
		Name:    "at",
		Doc:     "Strikes once, at this time after the warm-up.",
		On:      "node",
		Example: "at: 100d, for: 2h",
	},
	compile: (*compiler).script,
}

var replayOccasion = occasion{
	Word: Word{
		Name:    "replay",
		Doc:     "Strikes as a record says: start_s, end_s, optional target and severity.",
		On:      "node",
		Example: "replay: outages.csv",
	},
	compile: (*compiler).replay,
}

// script is a fault that strikes all its targets once. Its time counts from the start of the measured time.
func (c *compiler) script(f *FaultSpec, out *models.Fault, path string) {
	c.endsByItself(f, path)
	if f.At == nil || f.For == nil || *f.For == 0 {
		c.failAt(path, "write for: 2h", "%s needs how long it lasts", path)
		return
	}
	if *f.At >= c.spec.Time.Horizon {
		c.warnAt(join(path, "at"), "choose an earlier time, or lengthen the horizon",
			"%s strikes at %s, when the horizon of %s is over: it has no effect", path, *f.At, c.spec.Time.Horizon)
	}
	strike := failure.Strike{At: c.measured(float64(*f.At)), Lasts: sim.Duration(*f.For), Loss: 1}
	if f.Effect.Effect == models.Lossy {
		strike.Loss = float64(f.Effect.Share)
	}
	strikes := make([][]failure.Strike, len(out.Targets))
	for i := range strikes {
		strikes[i] = []failure.Strike{strike}
	}
	out.Failure = failure.Record{Strikes: strikes}
}

func (c *compiler) measured(t float64) sim.Time { return sim.Time(float64(c.spec.Time.Warmup) + t) }

// replay reads recorded outages, whose times count from the start of the measured time. One without a target strikes
// everything that the fault is on.
func (c *compiler) replay(f *FaultSpec, out *models.Fault, path string) {
	c.endsByItself(f, path)
	at, targets := join(path, "replay"), out.Targets
	if c.given[join(path, "for")] != nil {
		c.failAt(join(path, "for"), "leave it out", "a replay takes from its file how long its outages last")
	}
	if f.Effect.Effect != models.Down {
		c.failAt(join(path, "effect"), "put it into the column severity of the file",
			"a replay takes its effect from its file")
	}
	if len(targets) > maxReplayed {
		c.failAt(at, "put the fault on an outer level", "a replay on %d components; at most %d are possible",
			len(targets), maxReplayed)
		return
	}
	file, err := openData(c.document.folder, f.Replay)
	if err != nil {
		c.failAt(at, "name a CSV file with the columns start_s and end_s", "%s: %s", at, err)
		return
	}
	defer file.Close()
	reader := recordReader{measured: c.measured, horizon: float64(c.spec.Time.Horizon),
		strikes: make([][]failure.Strike, len(targets))}
	reader.find, reader.unknown = c.finder(targets)
	reader.read(io.TeeReader(io.LimitReader(file, maxData), c.digest))
	for _, e := range reader.bad {
		c.bad[c.node(at)] = true
		c.problems = append(c.problems, Problem{File: filepath.Join(c.document.folder, f.Replay), Line: e.line, Col: e.col,
			Span: 1, Message: at + ": " + e.message, Help: e.help})
	}
	c.judge(&reader, f, at)
	out.Failure = failure.Record{Strikes: reader.strikes}
}

// judge says what is doubtful about a record that could be read.
func (c *compiler) judge(r *recordReader, f *FaultSpec, at string) {
	name := printable(f.Replay)
	structural := !c.flowing()
	switch {
	case len(r.bad) > 0:
		return
	case structural && r.partial:
		c.failAt(at,
			"describe the traffic at fidelity flow, or leave the column severity out to take every outage for whole",
			"%s has outages of a severity below 1, which lose requests, and there are none at structural fidelity", name)
	case r.total == 0:
		c.warnAt(at, "add rows to it, or leave the fault out", "%s has no outages: the fault never strikes", name)
	case r.early == 0:
		c.warnAt(at, "count its seconds from the start of the measured time, or lengthen the horizon",
			"no outage of %s begins within the horizon of %s: the fault never strikes", name, c.spec.Time.Horizon)
	}
	if r.harmless > 0 {
		c.warnAt(at, "", "%s: %s of severity 0 or no length left out", name, plural(r.harmless, "outage"))
	}
	for _, column := range r.ignored {
		c.warnAt(at, columnsHelp, "%s: the column %s is not used", name, quote(column))
	}
}

// finder returns how a record's targets are found: by path, or spelled as `on` spells them, "zone a"; all of them where
// it names none. What cannot be found is explained by the second function.
func (c *compiler) finder(targets []models.ComponentID) (find func(string) []int, unknown func(string) (_, _ string)) {
	t := c.blueprint.Topology
	index := make(map[models.ComponentID]int, len(targets))
	all, paths := make([]int, len(targets)), make([]string, len(targets))
	found := map[string][]int{}
	for i, x := range targets {
		index[x], all[i], paths[i] = i, i, t.Path(x)
		found[paths[i]] = []int{i}
	}
	found[""] = all
	find = func(name string) []int {
		struck, known := found[name]
		if !known {
			for _, x := range c.called(name) {
				if i, ok := index[x]; ok {
					struck = append(struck, i)
				}
			}
			found[name] = struck
		}
		return struck
	}
	return find, func(name string) (message, help string) {
		if len(c.called(name)) > 0 {
			return fmt.Sprintf("the fault is not on %s", quote(name)), hint(name, "targets of the fault", paths)
		}
		return fmt.Sprintf("nothing is called %s", quote(name)), hint(name, "targets of the fault", paths)
	}
}
