package scenario

import "nines/sim/unit"

// Form is what may stand at a place of a document. Forms make a graph, for laws hold laws: walk it with a memory.
type Form struct {
	Kind Kind
	Name string // what to call it: "duration", "law", "list of laws"; of a row of a catalog, the row's name
	Doc  string // of a row of a catalog: what it is
	// Tag is the key that names the row of a catalog, "policy" or "dist"; "" where there is no catalog.
	Tag      string
	Keys     []Key         // of a Mapping
	Of       *Form         // of a List and of Names: each element
	Choices  []*Form       // of a Choice
	Words    []string      // of a Word
	Named    bool          // of a Word: each of its words names something that is described apart
	Notation unit.Notation // of a Quantity, and of the names of Names
}

// Kind is a kind of Form.
type Kind uint8

const (
	Text     Kind = iota // any text
	Word                 // one of a few
	Quantity             // a number with a unit, or another text that has a notation
	Number               // without a unit
	Whole                // number
	Truth                // true or false
	Mapping              // from the keys of the language
	Names                // a mapping from names that the author chooses
	List                 // a list
	Choice               // one of several forms
	Anything             // whatever the author wants to put at a path
)

// Key is a key of a mapping.
type Key struct {
	Name     string
	Form     *Form
	Doc      string // what it means and why one would say it; the first sentence alone is good for a table
	Example  string // a value worth showing, as YAML on one line
	Default  string // as YAML; "" where there is none
	Bounds   string // "above 0, up to 100"; "" where any value that can be written will do
	Required bool
	Unless   string // the key beside which it says nothing; "" for none

	beside bool // it stands among the parameters of a catalog's row and is none
}

// note is what a Key says that its field does not.
type note struct{ doc, example, bounds string }

// notes document a struct: for every key of its own, what it means.
type notes map[string]note

// noted is a struct that documents its keys.
type noted interface{ notes() notes }
