package scenario

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models/failure"
	"nines/sim/unit"
)

var (
	_ shorthand                = (*StartSpec)(nil)
	_ shorthand                = (*EffectSpec)(nil)
	_ shorthand                = (*FaultSpec)(nil)
	_ shorthand                = (*AfterRepairSpec)(nil)
	_ shorthand                = (*WordsSpec)(nil)
	_ encoding.TextUnmarshaler = (*ShareSpec)(nil)
	_ encoding.TextUnmarshaler = (*HitsSpec)(nil)
)

// StartSpec is "new", "equilibrium" or {age: 3y}.
type StartSpec struct {
	Start failure.Start
	Age   unit.Duration
}

func (s *StartSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	starts := map[string]failure.Start{"new": failure.New, "equilibrium": failure.Equilibrium}
	start, ok := starts[n.Value]
	switch {
	case n.Kind == yaml.MappingNode:
		var aged ageSpec
		out := d.structure(n, reflect.ValueOf(&aged).Elem(), path)
		s.Start, s.Age = failure.Aged, aged.Age
		return out
	case !ok || n.Kind != yaml.ScalarNode:
		d.fail(n, "write new, equilibrium or {age: 3y}", "%s cannot be %s", path, describe(n))
		return nil
	}
	s.Start = start
	return s.encode()
}

func (*StartSpec) form(g *grammar) Form {
	return choice("new, equilibrium or an age", words("new", "equilibrium"), g.of(reflect.TypeFor[ageSpec]()))
}

// ageSpec is the age of what is not new.
type ageSpec struct {
	Age unit.Duration `key:"age" required:"true"`
}

func (ageSpec) notes() notes {
	return notes{"age": {"How old everything is when the run begins.", "3y", ""}}
}

func (s StartSpec) encode() *yaml.Node {
	switch s.Start {
	case failure.Aged:
		out := &yaml.Node{Kind: yaml.MappingNode}
		appendPair(out, "age", word(s.Age.String()))
		return out
	case failure.Equilibrium:
		return word("equilibrium")
	}
	return word("new")
}

// decode puts what a preset says under what the scenario says.
func (f *FaultSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n = d.fromPreset(n, presetFault, path); n == nil {
		return nil
	}
	return d.structure(n, reflect.ValueOf(f).Elem(), path)
}

func (*FaultSpec) form(g *grammar) Form {
	f := g.structure(reflect.TypeFor[FaultSpec]())
	f.Keys = append(f.Keys, presetKey(presetFault))
	return f
}

// WordsSpec is one word or a list of them.
type WordsSpec []string

func (w *WordsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		*w = WordsSpec{n.Value}
		return textNode(n.Value)
	}
	return d.list(n, reflect.ValueOf(w).Elem(), path)
}

func (*WordsSpec) form(g *grammar) Form {
	word := &Form{Kind: Text, Name: "text"}
	return choice("word, or list of words", word, &Form{Kind: List, Name: "list", Of: word})
}

// HitsSpec is how many of the nodes below its target a fault hits: a share, "33%", drawn for each of them, or a whole
// number, "8", drawn without replacement.
type HitsSpec struct {
	Share   unit.Ratio // where Exactly is 0
	Exactly unit.Count
}

// UnmarshalText reads "33%" or "8".
func (h *HitsSpec) UnmarshalText(text []byte) (err error) {
	*h = HitsSpec{}
	if n, err := unit.ParseCount(string(text)); err == nil && n > 0 {
		h.Exactly = n
		return nil
	}
	if h.Share, err = unit.ParseRatio(string(text)); err != nil && !strings.HasSuffix(string(text), "%") {
		return &unit.Error{Text: string(text), Problem: "is no share and no number of nodes", Remedy: "write 33% or 8"}
	}
	return err
}

// Notation is how shares and numbers are written.
func (HitsSpec) Notation() unit.Notation {
	return unit.Notation{Name: "share or number", Example: "33% or 8", Bare: "number",
		Pattern: `^\s*[0-9.][0-9.eE+-]*\s*(%|nines?|[kMGT])?\s*$`}
}

// String is the text that UnmarshalText reads.
func (h HitsSpec) String() string {
	if h.Exactly > 0 {
		return h.Exactly.String()
	}
	return h.Share.String()
}

// ShareSpec is a share per period, "4% per 1y".
type ShareSpec struct {
	Share unit.Ratio
	Per   unit.Duration
}

// UnmarshalText reads "4% per 1y".
func (s *ShareSpec) UnmarshalText(text []byte) error {
	share, period, ok := strings.Cut(string(text), " per ")
	bad := &unit.Error{Text: string(text), Problem: "is not a share per period", Remedy: "write 4% per 1y"}
	if !ok {
		return bad
	}
	var err error
	if s.Share, err = unit.ParseRatio(share); err != nil {
		return err
	}
	if s.Per, err = unit.ParseDuration(period); err != nil {
		return err
	}
	if s.Per == 0 {
		return bad
	}
	return nil
}

// Notation is how shares per period are written.
func (ShareSpec) Notation() unit.Notation {
	return unit.Notation{Name: "share per period", Example: "4% per 1y",
		Pattern: "^" + inner(unit.Ratio(0)) + "per" + inner(unit.Duration(0)) + "$"}
}

// inner is the pattern of a notation as a part of another.
func inner(written interface{ Notation() unit.Notation }) string {
	pattern := written.Notation().Pattern
	return pattern[len("^") : len(pattern)-len("$")]
}

// String is the text that UnmarshalText reads.
func (s ShareSpec) String() string { return fmt.Sprintf("%s per %s", s.Share, s.Per) }
