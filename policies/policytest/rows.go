package policytest

import (
	"regexp"
	"strings"
	"testing"

	"nines/sim/catalog"
)

// Variation is a configuration other than the defaults to build a row from. Fill is given a pointer to the row's
// configuration, which holds the defaults.
type Variation struct {
	Name string
	Fill func(config any) error
}

// Rows holds every row of a table to conform, built from its defaults and from its variations by name of row, and
// checks that users can find out what it is. A row that has no defaults for everything says what it needs, and has
// variations that give it.
func Rows[T any](t *testing.T, table catalog.Table[T], variations map[string][]Variation, conform func(testing.TB, T)) {
	for _, row := range table.Rows() {
		t.Run(row.Name(), func(t *testing.T) {
			documented(t, row)
			list := variations[row.Name()]
			if !demanding(t, row, len(list)) {
				list = append([]Variation{{"defaults", none}}, list...)
			}
			for _, v := range list {
				t.Run(v.Name, func(t *testing.T) {
					policy, err := row.Build(v.Fill)
					if err != nil {
						t.Fatal(err)
					}
					conform(t, policy)
				})
			}
		})
	}
	for name := range variations {
		if _, ok := table.Find(name); !ok {
			t.Errorf("there are variations of %q, which is not a %s", name, table.Family())
		}
	}
}

func none(any) error { return nil }

// demanding reports whether a row cannot be built without being told more.
func demanding[T any](t testing.TB, row catalog.Entry[T], variations int) bool {
	_, err := row.Build(none)
	if err != nil && (variations == 0 || !strings.Contains(err.Error(), "; ")) {
		t.Errorf("%s needs to be told more, and there is no variation or no remedy: %v", row.Name(), err)
	}
	return err != nil
}

var key = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
var name = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// documented checks what `list` and `describe` print.
func documented[T any](t testing.TB, row catalog.Entry[T]) {
	if !name.MatchString(row.Name()) {
		t.Errorf("the name %q is not lower case with hyphens", row.Name())
	}
	if !strings.HasSuffix(row.Doc(), ".") {
		t.Errorf("the documentation %q is not a sentence", row.Doc())
	}
	for _, p := range row.Params() {
		if !key.MatchString(p.Key) {
			t.Errorf("the key %q is not lower case with underscores", p.Key)
		}
		if p.Doc == "" {
			t.Errorf("the key %q is not documented", p.Key)
		}
	}
}
