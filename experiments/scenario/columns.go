package scenario

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"nines/models/traffic"
)

// recordReader reads the columns of the file that a process of arrivals names.
func recordReader() reader {
	return reader{readRecord, func(*grammar) Form { return Form{Kind: Text, Name: "name of a CSV file"} }}
}

func readRecord(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "the name of a CSV file", path, "write for example file: arrivals.csv") {
		return nil
	}
	record, err := d.readColumns(n.Value)
	if err != nil {
		d.fail(n, "name a CSV file with a row for each request, and above them the headings if there are several columns",
			"%s: %s", path, err)
		return nil
	}
	v.Set(reflect.ValueOf(record))
	return textNode(n.Value)
}

// readColumns reads a table whose first row may be headings, which it is if its first cell is neither a number nor an
// instant.
func (d *decoder) readColumns(name string) (r traffic.Record, err error) {
	f, err := d.open(name)
	if err != nil {
		return r, err
	}
	defer f.Close()
	rows := csv.NewReader(io.TeeReader(io.LimitReader(f, maxData), d.digest))
	rows.ReuseRecord, rows.TrimLeadingSpace = true, true
	origins := []time.Time(nil)
	for first := true; ; first = false {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return r, nil
		case err != nil:
			return r, fmt.Errorf("%s: %w", printable(name), err)
		}
		cells[0] = strings.TrimPrefix(cells[0], "\ufeff")
		if first {
			r.Columns, r.Wrong = make([][]float64, len(cells)), make([]string, len(cells))
			origins = make([]time.Time, len(cells))
			if isHeading(cells[0]) {
				for _, c := range cells {
					r.Names = append(r.Names, strings.Clone(c))
				}
				continue
			}
		}
		for i, cell := range cells {
			x, ok := cellOf(cell, &origins[i])
			if !ok && r.Wrong[i] == "" {
				line, _ := rows.FieldPos(i)
				r.Wrong[i] = fmt.Sprintf("%s:%d: want a number or an instant, got %s", printable(name), line, quote(cell))
				r.Columns[i] = nil
			}
			if r.Wrong[i] == "" {
				r.Columns[i] = append(r.Columns[i], x)
			}
		}
	}
}

// instants are how instants may be written; one that names no zone is in UTC, which changes no distance.
var instants = []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RFC3339}

// cellOf is a number, or how many seconds an instant is after the first of its column.
func cellOf(cell string, origin *time.Time) (x float64, ok bool) {
	cell = strings.TrimSpace(cell)
	x, err := strconv.ParseFloat(cell, 64)
	if err == nil {
		return x, !math.IsNaN(x) && !math.IsInf(x, 0)
	}
	for _, layout := range instants {
		if at, err := time.Parse(layout, cell); err == nil {
			if origin.IsZero() {
				*origin = at
			}
			return at.Sub(*origin).Seconds(), true
		}
	}
	return 0, false
}
