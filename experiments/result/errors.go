package result

import (
	"encoding/json"
	"errors"
	"fmt"
)

// FolderError says what is wrong with the contents of a results folder: a file that is missing, cut short, malformed,
// of another format version or of another run. Failures of the medium (permission, full disk) are never FolderErrors.
type FolderError struct {
	Path         string // of the file, or of the folder
	Line, Column int    // from 1, the column in bytes; 0 where the file as a whole is meant
	Reason       string
	Busy, Killed bool // there are no results: somebody is at them, or was killed at it
}

func (e *FolderError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Path, e.Reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Reason)
}

// inWords says what is wrong with a text that should be JSON, without the words of a programming language.
func inWords(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON from byte %d on; it may be cut short", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("%q holds a %s, which does not belong there", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("it holds a %s, which does not belong there", kind.Value)
	}
	return errors.New("a value is malformed")
}
