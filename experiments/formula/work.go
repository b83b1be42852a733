package formula

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Lookup finds what stands at a path of a scenario, written as YAML; ok is false where nothing does.
type Lookup func(path string) (text string, ok bool)

// Holds works out a condition. The error says in one line what is not there, or what cannot be put together.
func (f *Formula) Holds(at Lookup) (bool, error) {
	v, err := f.root.work(at)
	if err == nil && v.kind != truth {
		err = fmt.Errorf("it comes to %s, and a condition is wanted, as in a >= b", v)
	}
	return v.holds, err
}

// Quantity works out a sum and the like: a number in seconds and bytes.
func (f *Formula) Quantity(at Lookup) (float64, error) {
	v, err := f.root.work(at)
	if err == nil && v.kind != quantity {
		err = fmt.Errorf("it comes to %s, and a quantity is wanted", v)
	}
	return v.x, err
}

// Names lists the names that stand in a formula, in their order, each as often as it does: paths of a scenario, and
// words.
func (f *Formula) Names() []string { return namesIn(f.root) }

func namesIn(n node) []string {
	switch x := n.(type) {
	case name:
		return []string{string(x)}
	case not:
		return namesIn(x.of)
	case pair:
		return append(namesIn(x.left), namesIn(x.right)...)
	}
	return nil
}

// String says what a value is.
func (v value) String() string {
	switch {
	case v.kind == word:
		return fmt.Sprintf("the word %q", v.text)
	case v.kind == quantity:
		return v.dimension.String()
	}
	return kindNames[v.kind]
}

// node is a part of a formula.
type node interface{ work(Lookup) (value, error) }

type (
	literal struct{ value }
	name    string
	not     struct{ of node }
	pair    struct {
		operator    string
		left, right node
	}
)

func (l literal) work(Lookup) (value, error) { return l.value, nil }

// work takes a name without a dot that nothing is called for the word that it is: balancing.policy == random.
func (n name) work(at Lookup) (value, error) {
	text, ok := at(string(n))
	switch {
	case ok:
		return valueOf(text), nil
	case !strings.Contains(string(n), "."):
		return value{kind: word, text: string(n)}, nil
	}
	return value{}, fmt.Errorf("the scenario has nothing at %s", string(n))
}

func (n not) work(at Lookup) (value, error) {
	v, err := n.of.work(at)
	if err == nil && v.kind != truth {
		err = fmt.Errorf("not stands before %s", v)
	}
	return value{kind: truth, holds: !v.holds}, err
}

// work does not look at the right side of and, or where the left one settles it: what stands there may be missing then.
func (p pair) work(at Lookup) (value, error) {
	left, err := p.left.work(at)
	if err != nil {
		return value{}, err
	}
	logical := p.operator == "and" || p.operator == "or"
	if logical && left.kind == truth && left.holds == (p.operator == "or") {
		return left, nil
	}
	right, err := p.right.work(at)
	if err != nil {
		return value{}, err
	}
	switch {
	case logical && left.kind == truth && right.kind == truth:
		return right, nil
	case left.kind == quantity && right.kind == quantity:
		return p.quantities(left, right)
	case left.kind == word && right.kind == word && (p.operator == "==" || p.operator == "!="):
		return value{kind: truth, holds: (left.text == right.text) == (p.operator == "==")}, nil
	}
	return value{}, p.unfit(left, right)
}

func (p pair) unfit(left, right value) error {
	return fmt.Errorf("%s cannot stand between %s and %s", p.operator, left, right)
}

func (p pair) quantities(left, right value) (value, error) {
	v := value{dimension: left.dimension}
	switch p.operator {
	case "*":
		v.x, v.dimension = left.x*right.x, left.dimension.times(right.dimension, 1)
		return v, v.bounded()
	case "/":
		if right.x == 0 {
			return v, errors.New("it divides by 0")
		}
		v.x, v.dimension = left.x/right.x, left.dimension.times(right.dimension, -1)
		return v, v.bounded()
	}
	if left.dimension != right.dimension && !(p.operator == "-" && p.left == node(literal{})) {
		return value{}, p.unfit(left, right)
	}
	switch p.operator {
	case "+":
		v.x = left.x + right.x
		return v, v.bounded()
	case "-":
		v.x, v.dimension = left.x-right.x, right.dimension
		return v, v.bounded()
	}
	return value{kind: truth, holds: compared(p.operator, left.x, right.x)}, nil
}

// bounded is the error of a number that is none, of which every comparison would be as good as any other.
func (v value) bounded() error {
	if math.IsInf(v.x, 0) || math.IsNaN(v.x) {
		return errors.New("it comes to more than a number can be")
	}
	return nil
}

func compared(operator string, a, b float64) bool {
	switch operator {
	case "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}
