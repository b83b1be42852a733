package formula

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Formula is a text that was understood.
type Formula struct {
	text string
	root node
}

// String is the text.
func (f *Formula) String() string { return f.text }

// tokens are, in this order: quantities with their unit; names; quoted words; operators.
var tokens = regexp.MustCompile(`^(?:\d[\d.]*(?:[eE][-+]?\d+)?[A-Za-zµ%]*(?:/(?:s|min|m|h|d|w|y|month)\b)?` +
	`|[A-Za-z_](?:[\w.]|-\w)*|'[^']*'|"[^"]*"|<=|>=|==|!=|[-+*/<>()])`)

// longest is how long a formula may be, and deepest how far parentheses and signs may stand in one another.
const (
	longest = 10_000
	deepest = 100
)

// Parse understands a formula. The error says in one line what stands where something else should.
func Parse(text string) (*Formula, error) {
	if len(text) > longest {
		return nil, fmt.Errorf("it is longer than %d bytes", longest)
	}
	p, err := split(text)
	if err != nil {
		return nil, err
	}
	root, err := p.binary(0)
	if err == nil && p.next < len(p.tokens) {
		err = p.unexpected("an operator")
	}
	if err != nil {
		return nil, err
	}
	return &Formula{text, root}, nil
}

// parser walks over the pieces of a formula.
type parser struct {
	tokens []string
	next   int
	depth  int
}

func split(text string) (*parser, error) {
	p := &parser{}
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		found := tokens.FindString(rest)
		if found == "" {
			return nil, fmt.Errorf("it cannot be read from %q on", rest)
		}
		p.tokens = append(p.tokens, found)
		rest = rest[len(found):]
	}
	return p, nil
}

// peek is the next piece; "" at the end.
func (p *parser) peek() string {
	if p.next == len(p.tokens) {
		return ""
	}
	return p.tokens[p.next]
}

// took steps over the next piece if it is one of these.
func (p *parser) took(pieces ...string) (piece string, ok bool) {
	if piece = p.peek(); piece == "" || !slices.Contains(pieces, piece) {
		return "", false
	}
	p.next++
	return piece, true
}

func (p *parser) unexpected(want string) error {
	switch {
	case p.next == len(p.tokens) && p.next == 0:
		return fmt.Errorf("it is empty, where %s is wanted", want)
	case p.next == len(p.tokens):
		return fmt.Errorf("it ends after %q, where %s is wanted", p.tokens[p.next-1], want)
	}
	return fmt.Errorf("%s is wanted where %q stands", want, p.peek())
}

// levels are the operators between two parts, the loosest first. Comparisons do not follow one another.
var levels = [][]string{{"or"}, {"and"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/"}}

// comparisons is their level.
const comparisons = 2

// binary reads what is joined by the operators of a level and those that bind closer.
func (p *parser) binary(level int) (node, error) {
	if level == len(levels) {
		return p.unary()
	}
	if level == comparisons {
		if _, ok := p.took("not"); ok {
			return p.within(func() (node, error) {
				x, err := p.binary(level)
				return not{x}, err
			})
		}
	}
	left, err := p.binary(level + 1)
	for err == nil {
		operator, ok := p.took(levels[level]...)
		if !ok {
			break
		}
		var right node
		right, err = p.binary(level + 1)
		left = pair{operator, left, right}
		if level == comparisons {
			break
		}
	}
	return left, err
}

func (p *parser) unary() (node, error) {
	if _, ok := p.took("-"); ok {
		return p.within(func() (node, error) {
			x, err := p.unary()
			return pair{"-", literal{}, x}, err
		})
	}
	if _, ok := p.took("("); ok {
		return p.within(func() (node, error) {
			x, err := p.binary(0)
			if _, closed := p.took(")"); err == nil && !closed {
				err = p.unexpected(`")"`)
			}
			return x, err
		})
	}
	piece := p.peek()
	switch {
	case piece == "" || strings.Contains("+-*/<>=!)", piece[:1]) || slices.Contains([]string{"or", "and", "not"}, piece):
		return nil, p.unexpected("a name or a quantity")
	case piece[0] >= '0' && piece[0] <= '9':
		v := valueOf(piece)
		if v.kind != quantity {
			return nil, fmt.Errorf("%q is no quantity", piece)
		}
		p.next++
		return literal{v}, nil
	case piece[0] == '\'' || piece[0] == '"':
		p.next++
		return literal{value{kind: word, text: piece[1 : len(piece)-1]}}, nil
	}
	p.next++
	return name(piece), nil
}

// within reads a part that stands in another.
func (p *parser) within(read func() (node, error)) (node, error) {
	if p.depth++; p.depth > deepest {
		return nil, fmt.Errorf("more than %d parts stand in one another", deepest)
	}
	defer func() { p.depth-- }()
	return read()
}
