package scenario

import (
	"cmp"
	"encoding"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// bound is one end of the values that a key takes.
type bound struct {
	text  string // in the notation of the key
	above bool   // it bounds from below; otherwise from above
	open  bool   // it is itself outside
}

// No amount of money is above these, wherever it stands: far beyond any question, and so small that all of it together
// is a number.
const (
	sumBounds   = "from 0 to 1e15"
	priceBounds = "up to 1e15/y"
)

// boundsOf reads how a note words bounds: "above 0", "1 or more", "up to 24h", "below 1", "from 1 to 5", or two of
// them with a comma between.
func boundsOf(text string) []bound {
	var all []bound
	for part := range strings.SplitSeq(text, ", ") {
		low, high, both := strings.Cut(strings.TrimPrefix(part, "from "), " to ")
		switch {
		case part == "":
		case strings.HasPrefix(part, "above "):
			all = append(all, bound{text: strings.TrimPrefix(part, "above "), above: true, open: true})
		case strings.HasPrefix(part, "below "):
			all = append(all, bound{text: strings.TrimPrefix(part, "below "), open: true})
		case strings.HasPrefix(part, "up to "):
			all = append(all, bound{text: strings.TrimPrefix(part, "up to ")})
		case strings.HasSuffix(part, " or more"):
			all = append(all, bound{text: strings.TrimSuffix(part, " or more"), above: true})
		case both:
			all = append(all, bound{text: low, above: true}, bound{text: high})
		default:
			panic("scenario: bounds that cannot be read: " + text) // a mistake in a note, which a test finds
		}
	}
	return all
}

// within refuses a value outside of the bounds that its note states.
func (d *decoder) within(f field, n *yaml.Node, v reflect.Value, path string) bool {
	for _, b := range boundsOf(f.note.bounds) {
		if !b.holds(reflect.Indirect(v)) {
			help := "write for example " + f.key + ": " + f.note.example
			if !f.required {
				help += ", or leave it out"
			}
			d.fail(n, help, "%s must be %s, got %s", path,
				strings.ReplaceAll(f.note.bounds, ", ", " and "), describe(n))
			return false
		}
	}
	return true
}

// holds reports whether a value is on the right side of a bound.
func (b bound) holds(v reflect.Value) bool {
	end := reflect.New(v.Type())
	if quantity, ok := end.Interface().(encoding.TextUnmarshaler); ok {
		must(quantity.UnmarshalText([]byte(b.text)))
	} else if !setScalar(end.Elem(), b.text) {
		panic("scenario: a bound that cannot be read: " + b.text)
	}
	side := order(v, end.Elem())
	if b.above {
		side = -side
	}
	return side < 0 || side == 0 && !b.open
}

// order compares two numbers of one type.
func order(a, b reflect.Value) int {
	if a.CanFloat() {
		return cmp.Compare(a.Float(), b.Float())
	}
	return cmp.Compare(a.Int(), b.Int())
}
