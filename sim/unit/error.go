package unit

import (
	"fmt"
	"strings"
	"unicode"
)

// Error says why a text is no quantity of the kind wanted. All errors of this package are of this type.
type Error struct {
	Text    string // as given
	Problem string // what is wrong with it, as a predicate: "has no unit"
	Remedy  string // what to do, as an imperative: "write 30s, 30m, 30h or 30d"
}

// Error returns one line: "`30` has no unit; write 30s, 30m, 30h or 30d".
func (e *Error) Error() string { return e.Message() + "; " + e.Remedy }

// Message is Error without the remedy, for reports that put the remedy on a line of its own.
func (e *Error) Message() string { return "`" + quotable(e.Text) + "` " + e.Problem }

func fail(text, problem, remedy string, args ...any) *Error {
	return &Error{Text: text, Problem: problem, Remedy: fmt.Sprintf(remedy, args...)}
}

// quotable makes a text of unknown origin fit for a message of one line: short and printable.
func quotable(text string) string {
	const limit = 40
	runes := []rune(strings.ToValidUTF8(text, "?"))
	if len(runes) > limit {
		runes = append(runes[:limit-1], '…')
	}
	for i, r := range runes {
		if !unicode.IsPrint(r) || r == '`' {
			runes[i] = '?'
		}
	}
	return string(runes)
}
