package scenario

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/formula"
	"nines/sim/unit"
)

// condition is one that points must meet.
type condition struct {
	*formula.Formula
	place string // its path in the file
}

// conditions understands where.
func (c *compiler) conditions(texts []string) (all []condition) {
	for i, text := range texts {
		path := join("where", fmt.Sprint(i))
		f, err := formula.Parse(text)
		if err != nil {
			c.failAt(path, "write a condition, as in resources.crews.hands.count <= 4", "%s: %s", path, err)
		}
		all = append(all, condition{f, path})
	}
	return all
}

// textIn is what stands at a path of a document, or by default; ok is false where nothing does.
func textIn(path string, at, defaults *Document) (text string, ok bool) {
	if text, ok = at.textAt(path); ok {
		return text, true
	}
	return defaults.textAt(path)
}

// fails finds the first of some conditions that does not hold; out is false where all do.
func (s *study) fails(all []condition, at formula.Lookup) (first int, out bool, err error) {
	for i, x := range all {
		holds, err := x.Holds(at)
		if err != nil {
			p := s.file.placeOf(x.place)
			p.Message, p.Help = x.place+": "+err.Error(), "`nines explain` shows the scenario with every default"
			return i, false, Problems{p}
		}
		if !holds {
			return i, true, nil
		}
	}
	return 0, false, nil
}

// Conditions are the texts of where.
func (s *Plan) Conditions() (texts []string) {
	for _, x := range s.where {
		texts = append(texts, x.String())
	}
	return texts
}

// Excludes reports whether where excludes the scenario with some settings. The base says what it is compiled from.
func (s *Plan) Excludes(set []Setting, base *Scenario) (bool, error) {
	if s.where == nil {
		return false, nil
	}
	defaults, err := base.written()
	if err != nil {
		return false, err
	}
	at, err := s.Base.With(set)
	if err != nil {
		return false, err
	}
	_, out, err := s.fails(s.where, func(path string) (string, bool) { return textIn(path, at, defaults) })
	return out, err
}

// Admission says which combinations of the values of a plan are left by its conditions. Variables that no condition
// ties to each other, directly or through others, are told apart, so that however many combinations there are, only
// those of variables that are tied are looked through, once, before anything is played.
type Admission struct {
	sizes []int
	ties  []tie
}

// tie is variables that conditions are about together.
type tie struct {
	variables []int // in ascending order
	sizes     []int // values of each
	leaves    []bool
	left      int // how many combinations are
	where     []condition
}

// mostTied is how many combinations of the values of variables that are tied to each other are looked through: it takes
// some seconds at most.
const mostTied = 200_000

// Admission works out which points of a plan its conditions leave; nil where it has none. Base is what the scenario
// compiles to, nil if that has every default written out. It is an error if none is left, and if there are too many to
// tell. The error, if any, is of type Problems.
func (s *Plan) Admission(base *Scenario) (*Admission, error) {
	if s.where == nil {
		return nil, nil
	}
	defaults := s.Base
	if base != nil {
		var err error
		if defaults, err = base.written(); err != nil {
			return nil, err
		}
	}
	a := &Admission{ties: s.ties()}
	for _, v := range s.Decide {
		a.sizes = append(a.sizes, len(v.Values))
	}
	var problems Problems
	for i := range a.ties {
		if err := s.look(&a.ties[i], defaults); err != nil {
			problems = append(problems, err.(Problems)...)
		}
	}
	return a, problems.asError()
}

// section is the first key of a path. What is set in one section changes nothing of another.
func section(path string) string {
	first, _, _ := strings.Cut(path, ".")
	return first
}

// ties groups variables and conditions: a condition is about all variables of the sections that it names.
func (s *Plan) ties() (all []tie) {
	for _, x := range s.where {
		t := tie{where: []condition{x}}
		for i, v := range s.Decide {
			names := func(name string) bool { return section(name) == section(v.Path) }
			if slices.ContainsFunc(x.Names(), names) {
				t.variables = append(t.variables, i)
			}
		}
		apart := all[:0:0]
		for _, before := range all {
			shared := func(i int) bool { return slices.Contains(t.variables, i) }
			if !slices.ContainsFunc(before.variables, shared) {
				apart = append(apart, before)
				continue
			}
			t.where = append(before.where, t.where...)
			t.variables = slices.Compact(slices.Sorted(slices.Values(append(t.variables, before.variables...))))
		}
		all = append(apart, t)
	}
	return all
}

// look asks the conditions of a tie about every combination of its values.
func (s *Plan) look(t *tie, defaults *Document) error {
	combinations := 1.0
	for _, i := range t.variables {
		t.sizes = append(t.sizes, len(s.Decide[i].Values))
		combinations *= float64(len(s.Decide[i].Values))
	}
	if combinations > mostTied {
		p := s.file.placeOf(t.where[0].place)
		p.Message = fmt.Sprintf("where ties %s together: %s combinations, of which at most %s can be looked through",
			strings.Join(s.paths(t.variables), ", "), unit.SI(combinations), unit.Thousands(fmt.Sprint(mostTied)))
		p.Help = "give fewer values, or larger steps"
		return Problems{p}
	}
	t.leaves = make([]bool, int(combinations))
	r := &tieReader{plan: s, tie: t, defaults: defaults, known: map[string]standing{}}
	last, reached := 0, 0
	for n := range t.leaves {
		values := t.at(n)
		first, out, err := s.fails(t.where, func(path string) (string, bool) { return r.at(path, values) })
		if r.err != nil {
			return s.Placed(r.err)
		}
		if err != nil {
			return err
		}
		if t.leaves[n] = !out; !out {
			t.left++
		} else if first > last {
			last, reached = first, 1
		} else if first == last {
			reached++
		}
	}
	if t.left == 0 {
		return s.emptied(t, last, reached)
	}
	return nil
}

// emptied is the error that the conditions of a tie leave nothing. The one with number last has excluded the last
// combinations, of which it was asked about so many.
func (s *Plan) emptied(t *tie, last, asked int) error {
	x := t.where[last]
	p := s.file.placeOf(x.place)
	p.Help = "ask for less, or give more values to decide between"
	switch {
	case len(t.variables) == 0:
		p.Message = x.place + " does not hold, whatever is decided"
		p.Help = "leave it out, or change the scenario: it is about nothing that is decided"
	case asked < len(t.leaves):
		p.Message = fmt.Sprintf("%s leaves none of the %s that the conditions before it leave", x.place,
			plural(asked, "combination"))
	default:
		p.Message = fmt.Sprintf("%s leaves none of %s", x.place, plural(asked, "combination"))
	}
	return Problems{p}
}

// paths are those of some variables.
func (s *Plan) paths(variables []int) (all []string) {
	for _, i := range variables {
		all = append(all, s.Decide[i].Path)
	}
	return all
}

// tieReader finds what stands at paths with some values of the variables of a tie. What was found is kept by the values
// in the section of a path, on which alone it depends: a document is made for each combination of these, and not for
// each of all.
type tieReader struct {
	plan     *Plan
	tie      *tie
	defaults *Document
	known    map[string]standing
	err      error // of a value that cannot be set
}

// standing is what stands somewhere, if anything does.
type standing struct {
	text string
	ok   bool
}

func (r *tieReader) at(path string, values []int) (string, bool) {
	var set []Setting
	key := path
	for k, i := range r.tie.variables {
		if v := &r.plan.Decide[i]; section(v.Path) == section(path) {
			set = append(set, Setting{v.Path, v.Values[values[k]]})
			key += fmt.Sprint(" ", values[k])
		}
	}
	x, seen := r.known[key]
	if !seen {
		at, err := r.plan.Base.With(set)
		if err != nil {
			r.err = err
			return "", false
		}
		x.text, x.ok = textIn(path, at, r.defaults)
		r.known[key] = x
	}
	return x.text, x.ok
}

// at is combination n of the values of a tie, the last variable changing fastest, and number which one it is.
func (t *tie) at(n int) []int {
	values := make([]int, len(t.sizes))
	for k := len(values) - 1; k >= 0; k-- {
		values[k], n = n%t.sizes[k], n/t.sizes[k]
	}
	return values
}

func (t *tie) number(point []int) (n int) {
	for k, i := range t.variables {
		n = n*t.sizes[k] + point[i]
	}
	return n
}

// Excludes reports whether a point is excluded, given by the numbers of its values, and for which values: as long as
// the variables of tied keep theirs, it stays so whatever the others have.
func (a *Admission) Excludes(point []int) (tied []int, out bool) {
	if a == nil {
		return nil, false
	}
	for i := range a.ties {
		if t := &a.ties[i]; !t.leaves[t.number(point)] {
			return t.variables, true
		}
	}
	return nil, false
}

// Count is how many points are left.
func (a *Admission) Count() float64 {
	free, n := slices.Clone(a.sizes), 1.0
	for _, t := range a.ties {
		n *= float64(t.left)
		for _, i := range t.variables {
			free[i] = 1
		}
	}
	for _, values := range free {
		n *= float64(values)
	}
	return n
}

// Least is a point that is left, with as few of the first values that conditions tie as can be, and of all others; nil
// where there is none. Where variable is one, that has the value with that number.
func (a *Admission) Least(variable, value int) []int {
	point := make([]int, len(a.sizes))
	return a.pick(point, variable, value, false)
}

// Most is the same with as many as can be.
func (a *Admission) Most() []int {
	point := make([]int, len(a.sizes))
	for i, values := range a.sizes {
		point[i] = values - 1
	}
	return a.pick(point, -1, 0, true)
}

func (a *Admission) pick(point []int, variable, value int, last bool) []int {
	if variable >= 0 {
		point[variable] = value
	}
	for _, t := range a.ties {
		found := false
		for n := range t.leaves {
			if last {
				n = len(t.leaves) - 1 - n
			}
			values := t.at(n)
			k := slices.Index(t.variables, variable)
			if !t.leaves[n] || k >= 0 && values[k] != value {
				continue
			}
			for k, i := range t.variables {
				point[i] = values[k]
			}
			found = true
			break
		}
		if !found {
			return nil
		}
	}
	return point
}
