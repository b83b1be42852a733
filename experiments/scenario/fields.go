package scenario

import (
	"reflect"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// field is one key of a struct.
type field struct {
	key      string
	index    []int
	required bool
	omitZero bool     // the zero value means that it is not there
	oneOf    []string // the only words allowed; none where any will do
	unless   string   // the key beside which it says nothing; "" for none
	of       string   // the vocabulary from which its words are: "metrics"; "" for none
	note     note
}

// fieldLists are the fields of structs, which are the same for every document: the points of a sweep are
// thousands. It is read and filled by several goroutines.
var fieldLists sync.Map // from reflect.Type to []field

// fieldsOf lists the keys of a struct in order, those of embedded structs in their place. The list is shared and not to
// be modified.
func fieldsOf(t reflect.Type) []field {
	fields, known := fieldLists.Load(t)
	if !known {
		fields, _ = fieldLists.LoadOrStore(t, listFields(t))
	}
	return fields.([]field)
}

func listFields(t reflect.Type) []field {
	var fields []field
	said := map[reflect.Type]notes{} // by structs: a map of notes is made at every call
	for _, f := range reflect.VisibleFields(t) {
		owner := t
		if outer := f.Index[:len(f.Index)-1]; len(outer) > 0 {
			owner = t.FieldByIndex(outer).Type
		}
		if _, known := said[owner]; !known {
			said[owner] = notesOf(owner)
		}
		if key := f.Tag.Get("key"); key != "" {
			fields = append(fields, field{key: key, index: f.Index, required: f.Tag.Get("required") == "true",
				omitZero: f.Tag.Get("omit") == "zero", oneOf: strings.Fields(f.Tag.Get("oneof")),
				unless: f.Tag.Get("unless"), of: f.Tag.Get("of"), note: noteOf(said[owner], f)})
		}
	}
	return fields
}

// notesOf are the notes of a struct; nil where it has none.
func notesOf(owner reflect.Type) notes {
	if documented, ok := reflect.New(owner).Interface().(noted); ok {
		return documented.notes()
	}
	return nil
}

// noteOf is what is to be known of a key: what its struct notes, or the parameter of a policy says.
func noteOf(said notes, f reflect.StructField) note {
	if said != nil {
		return said[f.Tag.Get("key")]
	}
	return note{doc: sentence(f.Tag.Get("doc"))}
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

// Named is an element of an Ordered.
type Named[T any] struct {
	Name  string
	Value T
}

// Ordered is a mapping from names chosen by the user, in the order of the file.
type Ordered[T any] []Named[T]

// keyed lets the decoder fill an Ordered of any element.
type keyed interface{ add(name string) any }

// add appends an element and returns a pointer to its value, good until the next add.
func (o *Ordered[T]) add(name string) any {
	*o = append(*o, Named[T]{Name: name})
	return &(*o)[len(*o)-1].Value
}

// maxName bounds the names that users choose, which become parts of file names and cells of tables.
const maxName = 60

const nameHelp = "use up to 60 ASCII letters, digits, - and _"

func (d *decoder) ordered(n *yaml.Node, into keyed, path string) *yaml.Node {
	if !d.want(n, yaml.MappingNode, "a mapping from names", path, "write "+keyOf(path)+"{ NAME: … }") {
		return nil
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	for k := 0; k+1 < len(n.Content); k += 2 {
		key := n.Content[k]
		if !isName(key.Value) {
			d.fail(key, nameHelp, "%s is not a name", quote(key.Value))
			continue
		}
		if _, flagged := d.document.origins[key]; flagged {
			d.near[n.Content[k+1]] = suggest(key.Value, path, d.siblings(n))
		}
		element := reflect.ValueOf(into.add(key.Value)).Elem()
		appendPair(out, key.Value, d.value(n.Content[k+1], element, join(path, key.Value)))
	}
	return out
}

// siblings are the names in a mapping that the file gives.
func (d *decoder) siblings(n *yaml.Node) []string {
	var names []string
	for k := 0; k+1 < len(n.Content); k += 2 {
		if _, flagged := d.document.origins[n.Content[k]]; !flagged {
			names = append(names, n.Content[k].Value)
		}
	}
	return names
}

// IsName reports whether a text may name something in a scenario: 1 to 60 ASCII letters, digits, - and _.
func IsName(text string) bool { return isName(text) }

// isName reports whether a text may name something of the user's: it fits paths, file names and tables.
func isName(text string) bool {
	for _, r := range text {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && !('0' <= r && r <= '9') && r != '-' && r != '_' {
			return false
		}
	}
	return text != "" && len(text) <= maxName
}
