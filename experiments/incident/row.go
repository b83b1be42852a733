package incident

import "strconv"

// cells are a row with what it takes to say where something in it is wrong.
type cells struct {
	*reader
	row      []string
	position func(int) (line, col int)
}

// row adds the incident of a row.
func (r *reader) row(row []string, position func(int) (line, col int)) {
	c := cells{r, row, position}
	empty, mark := true, hash(14695981039346656037)
	for i, text := range row {
		row[i] = trimmed(text)
		empty, mark = empty && row[i] == "", mark.and(row[i])
	}
	if empty {
		r.note(Empty, r.line)
		return
	}
	in := Incident{Line: int32(r.line), Severity: 1, mark: mark}
	in.begin, in.finish = c.stamp(Start), c.stamp(End)
	_, in.col = position(max(c.columns.at[Start], c.columns.at[End]))
	c.lasting(&in)
	c.severity(&in)
	in.Cause, in.Service, in.Target = c.name(Cause), c.name(Service), c.name(Target)
	switch {
	case r.spoiled:
	case in.begin.kind == absent && in.finish.kind == absent:
		r.note(Timeless, r.line)
	default:
		r.record.Incidents = append(r.record.Incidents, in)
	}
}

// trimmed is a text without white space around it, hard spaces of spreadsheets included.
func trimmed(text string) string {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		text = text[1:]
	}
	for n := len(text); n > 0 && (text[n-1] == ' ' || text[n-1] == '\t'); n-- {
		text = text[:n-1]
	}
	return text
}

// text is what stands in the column of a meaning; "" where there is no such column.
func (c *cells) text(m Meaning) string {
	if i := c.columns.at[m]; i >= 0 {
		return c.row[i]
	}
	return ""
}

func (c *cells) spoilAt(m Meaning, help, message string, args ...any) {
	_, col := c.position(c.columns.at[m])
	c.spoil(c.line, col, help, message, args...)
}

// stamp is the start or the end; all of a file must count from the same.
func (c *cells) stamp(m Meaning) stamp {
	text := c.text(m)
	s, help, ok := c.reader.stamp(text)
	if !ok {
		c.spoilAt(m, help, "want a time, got %s", quote(text))
		return stamp{}
	}
	if s.kind == absent {
		return s
	}
	if c.kind == absent {
		c.kind, c.kindLine = s.kind, c.line
	}
	if (c.kind == relative) != (s.kind == relative) {
		c.spoilAt(m, "give all times as dates, or all as seconds from the start of the record",
			"%s is a time of another kind than that on line %d", quote(text), c.kindLine)
	}
	c.zoned = c.zoned || s.zoned
	return s
}

// lasting turns a duration into an end.
func (c *cells) lasting(in *Incident) {
	text := c.text(Lasting)
	if text == "" {
		return
	}
	seconds, help, ok := c.span(text)
	switch {
	case !ok:
		c.spoilAt(Lasting, help, "want a duration, got %s", quote(text))
	case seconds < 0:
		c.spoilAt(Lasting, "mend it, or leave the row out", "the incident lasts %s, less than nothing", quote(text))
	case in.begin.kind != absent:
		in.lasts, in.finish = seconds, in.begin
	}
}

// severity is the share of requests that failed.
func (c *cells) severity(in *Incident) {
	text := c.text(Severity)
	if text == "" {
		return
	}
	x, err := strconv.ParseFloat(text, 64)
	switch {
	case err == nil && x >= 0 && x <= 1:
		in.Severity = x
	case !c.Shares:
		c.codes = true
	default:
		c.spoilAt(Severity, "write 1 where everything failed, 0.2 where a fifth of the requests did",
			"want a severity from 0 to 1, got %s", quote(text))
	}
}

// name is the number of a name among those of its kind; every file has "" as the first.
func (c *cells) name(m Meaning) int32 {
	text := c.text(m)
	list := c.record.list(m)
	if len(*list) == 0 {
		*list, c.names[m][""] = append(*list, ""), 0
	}
	i, known := c.names[m][text]
	if known {
		return i
	}
	text = string([]byte(text)) // not a part of the row, which is used again
	if m == Target && c.Known != nil {
		if message, help := c.Known(text); message != "" {
			c.spoilAt(m, help, "%s", message)
			return 0
		}
	}
	if len(*list) > MaxNames {
		c.spoilAt(m, "name another column under columns", "more than %d different %ss", MaxNames, m)
		return 0
	}
	i = int32(len(*list))
	*list, c.names[m][text] = append(*list, text), i
	return i
}

// quote makes a text of a file fit for a message of one line.
func quote(text string) string {
	const limit = 60
	if runes := []rune(text); len(runes) > limit {
		text = string(runes[:limit-1]) + "…"
	}
	return strconv.Quote(text)
}

// hash tells rows apart (FNV-1a).
type hash uint64

// and is the hash of what went before and one more cell.
func (h hash) and(cell string) hash {
	for i := range len(cell) {
		h = (h ^ hash(cell[i])) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211 // which no text has
}
