package scenario

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// MaxFile is the size beyond which a file of settings is refused, in bytes.
const MaxFile = 1 << 20

// Document is one YAML file as a tree of nodes that know their places. It is well-formed: one document, a mapping, no
// key twice, no tags, aliases replaced by copies, bounded in depth and size.
type Document struct {
	file    string
	folder  string // files that the document names lie here or below
	lines   []string
	root    *yaml.Node
	origins map[*yaml.Node]string // of nodes that came from a flag instead of the file

	written  *yaml.Node // the tree before the first of the settings; nil without any
	settings []Setting  // what flags said, in order
}

// Open reads a document. The error, if any, is of type Problems.
func Open(path string) (*Document, error) {
	data, err := readBounded(path)
	if err != nil {
		return nil, Problems{{File: path, Message: err.Error(), Help: "name a YAML file of at most 1 MiB"}}
	}
	return Parse(path, data)
}

// readBounded reads a regular file without ever holding more than MaxFile of it; devices and pipes could block for
// ever.
func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	var failed *os.PathError
	switch {
	case errors.As(err, &failed):
		return nil, fmt.Errorf("cannot read the file: %w", failed.Err)
	case err != nil:
		return nil, fmt.Errorf("cannot read the file: %w", err)
	case info.IsDir():
		return nil, errors.New("cannot read the file: it is a folder")
	case !info.Mode().IsRegular():
		return nil, errors.New("cannot read the file: it is not a regular file")
	case info.Size() > MaxFile:
		return nil, fmt.Errorf("the file is too large: %.1f MiB, where at most 1 is read", float64(info.Size())/MaxFile)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the file: %w", errors.Unwrap(err))
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFile+1))
}

// Parse reads a document from memory; file names it in reports, and its folder is where files that it names are looked
// for. The error, if any, is of type Problems.
func Parse(file string, data []byte) (*Document, error) {
	d := &Document{file: file, folder: filepath.Dir(file), origins: map[*yaml.Node]string{}}
	d.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if p := d.unreadable(data); p != nil {
		return nil, Problems{*p}
	}
	root, problems := d.load(string(data))
	if root != nil && root.Kind != yaml.MappingNode {
		problems = append(problems, d.problem(root, "the file holds no mapping of keys to values", "write key: value"))
	}
	d.root = root
	if root != nil {
		if p := d.foreign(); p != nil {
			return nil, Problems{*p}
		}
	}
	return d, problems.asError()
}

// unreadable refuses what is no text before the YAML library sees it.
func (d *Document) unreadable(data []byte) *Problem {
	if len(data) > MaxFile {
		return &Problem{File: d.file, Message: "the file is larger than 1 MiB",
			Help: "split off its data into CSV files"}
	}
	line, col := 1, 0
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		col++
		control := unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != '\u0085'
		p := Problem{File: d.file, Line: line, Col: col, Span: 1}
		switch {
		case r == utf8.RuneError && size == 1:
			p.Message, p.Help = "the file is not text in UTF-8", "scenarios are YAML in UTF-8; is this the right file?"
			return &p
		case control:
			p.Message = fmt.Sprintf("the file holds the control character U+%04X, which no text has", r)
			p.Help = "take it out; or is this the wrong file?"
			return &p
		}
		if r == '\n' {
			line, col = line+1, 0
		}
	}
	return nil
}

// load parses one YAML document and inspects it; the root is nil if nothing can be made of it.
func (d *Document) load(text string) (*yaml.Node, Problems) {
	loader, err := yaml.NewLoader(strings.NewReader(text))
	if err != nil {
		return nil, Problems{d.syntax(err)}
	}
	var first, second yaml.Node
	err = loader.Load(&first)
	switch {
	case err == io.EOF || err == nil && (len(first.Content) == 0 || isNull(first.Content[0])):
		return nil, Problems{{File: d.file, Line: 1, Col: 1, Span: 1, Message: "the file " + emptiness(text),
			Help: "nines init writes a scenario to start from"}}
	case err != nil:
		return nil, Problems{d.syntax(err)}
	}
	root, problems := inspect(d, first.Content[0])
	switch err := loader.Load(&second); {
	case err == nil:
		problems = append(problems, d.problem(&second, "a second document begins here", "keep one document per file"))
	case err != io.EOF:
		problems = append(problems, d.syntax(err))
	}
	return root, problems
}

// emptiness says what a file is that says nothing.
func emptiness(text string) string {
	comments := 0
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "#"):
			comments++
		case line != "":
			return "says nothing: it holds " + quote(strings.TrimSpace(text))
		}
	}
	if comments > 0 {
		return "holds only comments"
	}
	return "is empty"
}

// syntax turns an error of the YAML library into a problem.
func (d *Document) syntax(err error) Problem {
	p := Problem{File: d.file, Line: 1, Col: 1, Span: 1, Message: "not YAML: " + err.Error()}
	var at *yaml.LoadError
	if errors.As(err, &at) {
		p.Message = "not YAML: " + strings.TrimSpace(at.ContextMsg+" "+at.Message)
		if at.Mark.Line > 0 {
			p.Line, p.Col = at.Mark.Line, at.Mark.Column
		}
	}
	p.source = d.line(p.Line)
	if strings.HasPrefix(strings.TrimLeft(p.source, " "), "\t") {
		p.Help = "YAML is indented with spaces, not with tabs"
	}
	return p
}

func (d *Document) line(n int) string {
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return d.lines[n-1]
}

// problem places a message at a node.
func (d *Document) problem(n *yaml.Node, message, help string) Problem {
	if origin, ok := d.origins[n]; ok {
		return Problem{File: origin, Span: 1, Message: message, Help: help}
	}
	p := Problem{File: d.file, Line: max(1, n.Line), Col: max(1, n.Column), Span: span(n), Message: message, Help: help}
	p.source = d.line(p.Line)
	return p
}

// span is how many characters of its first line a node covers, about: enough for marks.
func span(n *yaml.Node) int {
	switch {
	case n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0:
		return span(n.Content[0])
	case n.Kind != yaml.ScalarNode:
		return 1
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		return utf8.RuneCountInString(n.Value) + 2
	}
	return max(1, utf8.RuneCountInString(n.Value))
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style&yaml.TaggedStyle == 0
}
