package scenario

import (
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
)

// study is what sweeps, comparisons and plans share: a document that varies a scenario instead of describing one.
type study struct {
	Base  *Document   // the scenario
	file  *decoder    // of the document that says what to do with it
	flags []string    // that chose each of the metrics; nil where the document names its own
	where []condition // that points must meet; of sweeps and plans
}

// IsStudy tells a sweep, a comparison or a plan from a scenario: it has a base.
func (d *Document) IsStudy() bool { return lookup(d.root, "base") != nil }

// IsPlan tells a plan from a sweep and a comparison: it decides something.
func (d *Document) IsPlan() bool { return d.IsStudy() && lookup(d.root, "decide") != nil }

// Varies is the verb for what a document varies, "sweep" or "compare"; "" where it does not say what.
func (d *Document) Varies() string {
	switch {
	case lookup(d.root, "vary") != nil:
		return "sweep"
	case slices.ContainsFunc([]string{"variants", "baseline", "find", "test"}, func(key string) bool {
		return lookup(d.root, key) != nil
	}):
		return "compare"
	}
	return ""
}

// studySpec is what sweeps, comparisons and plans share.
type studySpec struct {
	Version int    `key:"version" required:"true"`
	Base    string `key:"base" required:"true"`
}

func (studySpec) notes() notes {
	return notes{
		"version": {"Version of the language.", "1", ""},
		"base":    {"The scenario, a file in the folder of this one or below.", "scenario.yaml", ""},
	}
}

// valuesSpec is a list of values of any kind, kept as YAML.
type valuesSpec []string

func (v *valuesSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if d.want(n, yaml.SequenceNode, "a list", path, "write "+keyOf(path)+"[ … ]") {
		for _, item := range n.Content {
			*v = append(*v, flow(item))
		}
	}
	return n
}

func (*valuesSpec) form(*grammar) Form {
	return Form{Kind: List, Name: "list of values", Of: &Form{Kind: Anything, Name: "value"}}
}

// study decodes a document into spec and opens its base.
func (d *Document) study(spec any, shared *studySpec) (*compiler, study) {
	c := &compiler{decoder: newDecoder(d)}
	c.value(d.root, reflect.ValueOf(spec).Elem(), "")
	if shared.Version != 1 && c.given["version"] != nil {
		c.failAt("version", "write version: 1", "version %d of the language is not known", shared.Version)
	}
	of := study{file: c.decoder}
	if shared.Base == "" {
		return c, of
	}
	base, err := openBase(d.folder, shared.Base)
	if problems, ok := err.(Problems); ok {
		c.problems = append(c.problems, problems...)
	} else if err != nil {
		c.failAt("base", "name a scenario beside this file", "base: %s", err)
	}
	of.Base = base
	return c, of
}

func openBase(folder, name string) (*Document, error) {
	f, err := openData(folder, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, cause(err)
	}
	return Parse(filepath.Join(folder, name), data)
}

// metric looks a name up in the vocabulary, whatever its scope.
func (c *compiler) metric(name, path string) (result.Metric, bool) {
	for _, m := range result.Metrics() {
		if m.Name == name {
			return m, true
		}
	}
	c.failAt(path, hint(name, "metrics", metricNames()), "unknown metric %s", quote(name))
	return result.Metric{}, false
}

// metricNames are the names of the vocabulary, each once.
func metricNames() (known []string) {
	for _, m := range result.Metrics() {
		if !slices.Contains(known, m.Name) {
			known = append(known, m.Name)
		}
	}
	return known
}

// placed has each of the problems in an error put where the study says so.
func (s *study) placed(err error, put func(p *Problem)) error {
	problems, ok := err.(Problems)
	if !ok {
		return err
	}
	problems = slices.Clone(problems)
	for i := range problems {
		put(&problems[i])
	}
	return problems
}

// place puts a problem with a value of a path where element k of a list of the study names the path.
func (s *study) place(p *Problem, path, list string, k int) {
	value, found := strings.CutPrefix(p.File, "--set "+path+"=")
	if !found {
		return
	}
	place := Problem{File: "--" + list + " " + path, Span: 1}
	if _, written := s.file.given[list]; written {
		place = s.file.placeOf(join(list, strconv.Itoa(k)))
	}
	place.Message, place.Help, place.Severity = fmt.Sprintf("%s (at %s)", p.Message, value), p.Help, p.Severity
	*p = place
}
