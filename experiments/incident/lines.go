package incident

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// MaxLine is the length in bytes beyond which a line is refused: no spreadsheet comes near it, and what reads one row
// at a time takes no more memory than this.
const MaxLine = 1 << 16

// errLong is a line beyond MaxLine; the number is its own.
type errLong int

func (e errLong) Error() string { return fmt.Sprintf("the line is longer than %d KiB", MaxLine>>10) }

// lines passes bytes on as long as lines are of a reasonable length.
type lines struct {
	from io.Reader
	line int // that it stands in, from 0
	seen int // bytes of it
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			l.seen += len(rest)
			break
		}
		if l.seen+i > MaxLine {
			return n, errLong(l.line + 1)
		}
		l.line, l.seen, rest = l.line+1, 0, rest[i+1:]
	}
	if l.seen > MaxLine {
		return n, errLong(l.line + 1)
	}
	return n, err
}

// opened is the text of a file without its marks of origin: the byte order mark and the line "sep=;" that spreadsheets
// write. It returns what separates columns, by the first line, and how many lines were skipped.
func opened(from io.Reader) (text io.Reader, separator rune, skipped int, err error) {
	b := bufio.NewReaderSize(&lines{from: from}, 2*MaxLine)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	} else if len(mark) > 1 && (mark[0] == 0xff && mark[1] == 0xfe || mark[0] == 0xfe && mark[1] == 0xff) {
		return nil, 0, 0, errors.New("the file is in UTF-16; save it as CSV in UTF-8")
	}
	first, err := peekLine(b)
	if separated, ok := strings.CutPrefix(first, "sep="); ok && len(separated) == 1 {
		_, _ = b.ReadString('\n')
		return b, rune(separated[0]), 1, err
	}
	return b, separatorOf(first), 0, err
}

// peekLine is the next line without its end.
func peekLine(b *bufio.Reader) (string, error) {
	for size := 1 << 10; ; size *= 2 {
		text, err := b.Peek(min(size, b.Size()))
		if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
			return string(text[:end]), nil
		}
		if err == io.EOF || len(text) == b.Size() { // beyond what is allowed, as whoever reads on learns
			return string(text), nil
		}
		if err != nil {
			return "", err
		}
	}
}

// separatorOf is the mark that occurs most outside of quotes in a heading: a comma, a semicolon or a tab.
func separatorOf(heading string) rune {
	counts, quoted := map[rune]int{}, false
	for _, r := range heading {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
