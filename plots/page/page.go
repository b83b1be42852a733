package page

import "html/template"

// Page is what one file says. Texts are plain.
type Page struct {
	Title    string   // of the window: what it is about and what came of it
	Headline string   // what it is about
	Lead     []string // lines below
	Answer   string   // to the question of whoever opens the page, in one sentence
	Verdicts []Verdict
	Reasons  []string // what lies behind the answer, a sentence or two each
	Warnings []string
	Numbers  []Number
	Sections []Section
	Tints    []Tint // of the pictures
	Font     string // of the text in pictures, as a CSS family
}

// Tint is a color of the pictures, by the name of its CSS variable, on white and in the dark.
type Tint struct{ Name, Light, Dark string }

// Tone is how a verdict looks.
type Tone string

// The tones.
const (
	Good   Tone = "good"
	Bad    Tone = "bad"
	Unsure Tone = "unsure"
	Plain  Tone = "plain" // nothing is judged
)

// Verdict is one thing that is judged.
type Verdict struct {
	Tone     Tone
	Mark     string // one character: "✓"
	Claim    string // what was to hold
	Decision string
	Details  []string // what was seen of it
}

// Number is one of those that people ask for first.
type Number struct{ Label, Value, Interval, Note string }

// Section is a part with a place in the contents.
type Section struct {
	ID     string // of its heading, the only one of that name on the page: letters, digits and hyphens
	Title  string
	Blocks []Block
}

// Block is a piece of a section.
type Block interface{ kind() string }

// Heading is above what follows it.
type Heading string

// Text is a paragraph.
type Text string

// List is a list of paragraphs.
type List []string

// Terms are words with what they mean.
type Terms [][2]string

// Table has a line of header and rows.
type Table struct {
	Caption string
	Header  []string
	Rows    [][]string
	Kinds   string    // one letter for each column, the last for all that follow: name, figure, text or code
	Bars    []float64 // drawn in column Bar, which has no text: from 0 to 1, one for each row
	Bar     int
}

// Fold is what is shown on demand, and on paper.
type Fold struct {
	Summary string
	Blocks  []Block
	Open    bool // at first
}

// Listing is text as it is, in lines.
type Listing struct{ Label, Text string }

// Command is a line for a shell.
type Command string

// Pictures stand side by side where there is room.
type Pictures []Picture

// Picture is a chart: an svg element with a title, whose colors are the page's tints.
type Picture struct {
	ID      string
	SVG     template.HTML // trusted
	Caption string
	Command string // that draws it again
}

// Files are data that the page carries, or says where they are.
type Files []File

func (Heading) kind() string  { return "heading" }
func (Text) kind() string     { return "text" }
func (List) kind() string     { return "list" }
func (Terms) kind() string    { return "terms" }
func (*Table) kind() string   { return "table" }
func (Fold) kind() string     { return "fold" }
func (Listing) kind() string  { return "listing" }
func (Command) kind() string  { return "command" }
func (Pictures) kind() string { return "pictures" }
func (Files) kind() string    { return "files" }
