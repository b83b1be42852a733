package result

// line is where the text of rows is put together, one row after the other.
type line struct {
	text, whole []byte
	ends        []int // of the fields in text
}

func (l *line) end() { l.ends = append(l.ends, len(l.text)) }

// fields are the row, field by field.
func (l *line) fields() []string {
	fields := make([]string, len(l.ends))
	text, from := string(l.text), 0
	for i, end := range l.ends {
		fields[i], from = text[from:end], end
	}
	return fields
}

// plain reports that no field needs quotes, and none holds what is no text: so it is with nearly all rows.
func (l *line) plain() bool {
	for _, c := range l.text {
		if c <= ' ' || c > '~' || c == '"' || c == ',' || c == '\\' {
			return false
		}
	}
	return true
}

// joined is the row as it stands in the file, where it is plain; it is overwritten by the next.
func (l *line) joined() []byte {
	l.whole = l.whole[:0]
	from := 0
	for _, end := range l.ends {
		l.whole, from = append(append(l.whole, l.text[from:end]...), ','), end
	}
	l.whole[len(l.whole)-1] = '\n'
	return l.whole
}
