package scenario

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Vary is one dimension of a sweep: a path and the values to put there, written as YAML.
type Vary struct {
	Path   string
	Values []string
	Label  string // for axes; the path if the author gives none
	Range  string // of a sweep file: where Values are from, as written
	Scale  string // likewise
	Known  string // likewise, as YAML on one line
}

// Setting is one value at one path, as Document.Set takes it.
type Setting struct{ Path, Value string }

// maxPoints bounds a grid and each of its dimensions.
const maxPoints = 10_000

// ParseVary reads the flag --vary: "path=a,b,c", where a value may be a mapping or a list,
// "{ dist: constant, value: 5m }", or "path=lo..hi step s", or "path=lo:step:hi". The error, if any, is of type
// Problems.
func ParseVary(flag string) (Vary, error) {
	fail := func(err error) (Vary, error) {
		return Vary{}, Problems{{File: "--vary " + flag, Span: 1, Message: err.Error(),
			Help: "write path=3s,5s,10s or path=14..26 step 2"}}
	}
	path, text, ok := strings.Cut(flag, "=")
	if !ok || path == "" || text == "" || len(text) > MaxFile {
		return fail(fmt.Errorf("--vary needs a path and values"))
	}
	if values, ranged, err := rangeIn(text); ranged {
		if err != nil {
			return fail(err)
		}
		return Vary{Path: path, Values: values, Label: path}, nil
	}
	list, problems := (&Document{}).load("[" + text + "]")
	if len(problems) > 0 {
		return Vary{}, Problems{{File: "--vary " + flag, Span: 1, Help: cmp.Or(problems[0].Help, "write path=3s,5s,10s"),
			Message: "the values cannot be read: " + problems[0].Message}}
	}
	if list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		return fail(fmt.Errorf("--vary has no values that could be read"))
	}
	var values []string
	for _, n := range list.Content {
		values = append(values, flow(n))
	}
	if i := repeated(values); i >= 0 {
		return fail(fmt.Errorf("--vary has the value %s twice", quote(values[i])))
	}
	return Vary{Path: path, Values: values, Label: path}, nil
}

// rangeIn lists the values of a range behind a flag, "lo..hi step s" or "lo:step:hi"; ranged is false for other values.
func rangeIn(text string) (values []string, ranged bool, err error) {
	parts := strings.Split(text, ":")
	switch {
	case strings.ContainsAny(text, `{["'`):
		return nil, false, nil
	case strings.Contains(text, "..") && !strings.Contains(text, ","):
		values, err = rangeOf(text)
	case len(parts) == 3:
		values, err = series(parts[0], parts[2], parts[1])
	default:
		return nil, false, nil
	}
	return values, true, err
}

// repeated is the index of the first text that was there before; -1 if there is none.
func repeated(texts []string) int {
	seen := make(map[string]bool, len(texts))
	for i, text := range texts {
		if seen[text] {
			return i
		}
		seen[text] = true
	}
	return -1
}

// flow writes a node as YAML on one line.
func flow(n *yaml.Node) string {
	c := *n
	if c.Kind != yaml.ScalarNode {
		c.Style = yaml.FlowStyle
	}
	return strings.TrimSpace(string(dump(&c, yaml.WithLineWidth(-1))))
}

var quantity = regexp.MustCompile(`^\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(.*?)\s*$`)

// series lists the values from lo to hi, both included, in equal steps; all three are in the same unit.
func series(lo, hi, step string) ([]string, error) {
	var x [3]float64
	var units [3]string
	for i, text := range []string{lo, hi, step} {
		parts := quantity.FindStringSubmatch(text)
		if parts == nil {
			return nil, fmt.Errorf("%s is not a number with a unit", quote(text))
		}
		v, err := strconv.ParseFloat(parts[1], 64)
		if err != nil {
			return nil, fmt.Errorf("%s is not a number with a unit", quote(text))
		}
		x[i], units[i] = v, parts[2]
	}
	if units[0] != units[1] || units[0] != units[2] {
		return nil, fmt.Errorf("%s, %s and step %s are in different units", lo, hi, step)
	}
	steps := math.Floor((x[1]-x[0])/x[2] + 1e-9) // forgives the rounding of 0.1 and its like
	if !(x[2] > 0 && steps >= 0 && steps < maxPoints) {
		return nil, fmt.Errorf("from %s to %s in steps of %s are no 1 to %d values", lo, hi, step, maxPoints)
	}
	values := make([]string, int(steps)+1)
	for i := range values {
		v := x[0] + float64(float64(i)*x[2])
		const digits = 12 // drops what binary fractions add
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
		values[i] = strconv.FormatFloat(v, 'f', -1, 64) + units[0]
	}
	return values, nil
}

// grid lists the settings of every combination of values, the last dimension changing fastest.
func grid(dimensions []Vary) ([][]Setting, error) {
	points := [][]Setting{nil}
	for i, v := range dimensions {
		if slices.ContainsFunc(dimensions[:i], func(before Vary) bool { return before.Path == v.Path }) {
			return nil, Problems{{File: "--vary " + v.Path, Span: 1, Help: "give its values as one list",
				Message: v.Path + " is varied twice"}}
		}
		if len(points)*len(v.Values) > maxPoints {
			return nil, Problems{{File: "--vary " + v.Path, Span: 1, Message: fmt.Sprintf("the grid has more than %d points",
				maxPoints), Help: "vary fewer things, or in larger steps; where leaves points out of a grid of that size"}}
		}
		next := make([][]Setting, 0, len(points)*len(v.Values))
		for _, point := range points {
			for _, value := range v.Values {
				next = append(next, append(point[:len(point):len(point)], Setting{v.Path, value}))
			}
		}
		points = next
	}
	return points, nil
}

// With returns a copy of the document with settings applied. The error, if any, is of type Problems.
func (d *Document) With(settings []Setting) (*Document, error) {
	c := d.Clone()
	var problems Problems
	for _, s := range settings {
		if err := c.Set(s.Path, s.Value); err != nil {
			problems = append(problems, err.(Problems)...)
		}
	}
	return c, problems.asError()
}
