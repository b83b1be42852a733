package traffic

import (
	"errors"
	"fmt"
)

// Record is a table of what was observed, with a row for each request. A column of instants is in seconds since the
// first of them.
type Record struct {
	Names   []string    // of its columns; without a heading, none
	Columns [][]float64 // all of them as long; nil where one has something else
	Wrong   []string    // by column: what it has instead, and where
}

// column is one of a record by its name; "" is the first.
func (r Record) column(key, name string) ([]float64, error) {
	if len(r.Columns) == 0 {
		return nil, errors.New("file has no rows; write for example file: arrivals.csv, with a row for each request")
	}
	at := 0
	if name != "" {
		if at = r.find(name); at < 0 {
			return nil, fmt.Errorf("%s: the file has no column %q; it has %q", key, name, r.Names)
		}
	}
	if r.Columns[at] == nil {
		return nil, fmt.Errorf("%s: %s", key, r.Wrong[at])
	}
	return r.Columns[at], nil
}

func (r Record) find(name string) int {
	for i, n := range r.Names {
		if n == name {
			return i
		}
	}
	return -1
}
