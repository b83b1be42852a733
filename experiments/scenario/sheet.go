package scenario

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/policies/placement"
)

// sheetReader reads the table that a placement names.
func sheetReader() reader {
	return reader{readSheet, func(*grammar) Form { return Form{Kind: Text, Name: "name of a CSV file"} }}
}

func readSheet(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "the name of a CSV file", path, "write for example file: placement.csv") {
		return nil
	}
	sheet, err := d.readPlacement(n.Value)
	if err != nil {
		d.fail(n, "name a CSV file with a row for each fragment, as g1,rack-2/node-7: its group and the path of its node",
			"%s: %s", path, err)
		return nil
	}
	v.Set(reflect.ValueOf(sheet))
	return textNode(n.Value)
}

// readPlacement reads a table of groups and nodes, whose first row may be the headings group and node.
func (d *decoder) readPlacement(name string) (sheet placement.Sheet, err error) {
	sheet.Name = printable(name)
	f, err := d.open(name)
	if err != nil {
		return sheet, err
	}
	defer f.Close()
	rows := csv.NewReader(io.TeeReader(io.LimitReader(f, maxData), d.digest))
	rows.ReuseRecord, rows.TrimLeadingSpace, rows.FieldsPerRecord = true, true, -1
	for first := true; ; first = false {
		cells, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return sheet, nil
		case err != nil:
			return sheet, fmt.Errorf("%s: %w", sheet.Name, err)
		}
		cells[0] = strings.TrimPrefix(cells[0], "\ufeff")
		if first && len(cells) == 2 && strings.EqualFold(cells[0], "group") && strings.EqualFold(cells[1], "node") {
			continue
		}
		line, _ := rows.FieldPos(0)
		row := placement.Row{Line: line, Group: strings.TrimSpace(cells[0]), Cells: len(cells)}
		if len(cells) > 1 {
			row.Node = strings.TrimSpace(cells[1])
		}
		sheet.Rows = append(sheet.Rows, row)
	}
}
