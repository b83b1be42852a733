package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nines/sim/timetest"
)

// Everything that is wrong with the form of a file, with the report that its author sees.
func TestParseRefuses(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'g'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 10), ", "))
	}
	tests := []struct{ name, text, want string }{
		{"empty", "", "error: the file is empty\n  --> f.yaml:1:1\n help: nines init writes a scenario to start from"},
		{"comments only", "# nothing\n",
			"error: the file holds only comments\n  --> f.yaml:1:1\n help: nines init writes a scenario to start from"},
		{"no mapping", "- a\n", `error: the file holds no mapping of keys to values
  --> f.yaml:1:1
  1 | - a
    | ^
 help: write key: value`},
		{"binary", "a: 1\nb: \x00\x01", `error: the file holds the control character U+0000, which no text has
  --> f.yaml:2:4
 help: take it out; or is this the wrong file?`},
		{"colors", "a: \x1b[1m", `error: the file holds the control character U+001B, which no text has
  --> f.yaml:1:4
 help: take it out; or is this the wrong file?`},
		{"latin-1", "a: caf\xe9", `error: the file is not text in UTF-8
  --> f.yaml:1:7
 help: scenarios are YAML in UTF-8; is this the right file?`},
		{"tab", "a:\n\tb: 1\n",
			`error: not YAML: while scanning for the next token found character that cannot start any token
  --> f.yaml:2:1
  2 |  b: 1
    | ^
 help: YAML is indented with spaces, not with tabs`},
		{"open bracket", "a: [1, 2\n", `error: not YAML: while parsing a flow sequence did not find expected ',' or ']'
  --> f.yaml:2:1`},
		{"second document", "a: 1\n---\nb: 2\n", `error: a second document begins here
  --> f.yaml:2:1
  2 | ---
    | ^
 help: keep one document per file`},
		{"duplicates and tags at once", "a: 1\nb: !!str 2\nc: {d: 1, d: 2}\na: 3\n<<: {x: y}\n? [k]\n: v\n",
			`error: tags are not part of the language
  --> f.yaml:2:4
  2 | b: !!str 2
    |    ^
 help: leave the tag out

error: key "d" is given twice
  --> f.yaml:3:11
  3 | c: {d: 1, d: 2}
    |           ^
 help: it was given first on line 3; keep one

error: key "a" is given twice
  --> f.yaml:4:1
  4 | a: 3
    | ^
 help: it was given first on line 1; keep one

error: merge keys are not part of the language
  --> f.yaml:5:1
  5 | <<: {x: y}
    | ^^
 help: repeat the keys, or put the shared part under an anchor of its own

error: a key must be a word
  --> f.yaml:6:3
  6 | ? [k]
    |   ^
 help: write a word before the colon`},
		{"alias bomb", bomb, `error: more than 100000 values, aliases expanded
  --> f.yaml:5:36
  5 | e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
    |                                    ^
 help: move data to CSV files, and use fewer aliases`},
		{"alias of itself", "a: &a [*a]", `error: the alias *a stands inside what it stands for
  --> f.yaml:1:8
  1 | a: &a [*a]
    |        ^
 help: write the value out`},
		{"unknown alias", "a: *b", `error: not YAML: unknown anchor 'b' referenced
  --> f.yaml:1:4
  1 | a: *b
    |    ^`},
		{"deep", "a: " + strings.Repeat("[", 45) + strings.Repeat("]", 45), `error: nested more than 40 levels deep
  --> f.yaml:1:44
  1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    |                       ^
 help: write it flatter`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("f.yaml", []byte(test.text))
			if diff := cmp.Diff(test.want, fmt.Sprint(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large.yaml")
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(100 << 20); err != nil { // sparse: costs no disk
		t.Fatal(err)
	}
	f.Close()
	for path, want := range map[string]string{
		filepath.Join(folder, "absent.yaml"): "error: cannot read the file: no such file or directory",
		folder:                               "error: cannot read the file: it is a folder",
		os.DevNull:                           "error: cannot read the file: it is not a regular file",
		large:                                "error: the file is too large: 100.0 MiB, where at most 1 is read",
	} {
		_, err := Open(path)
		want += "\n  --> " + path + "\n help: name a YAML file of at most 1 MiB"
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A file of a thousand mistakes is reported in twenty, and its lines cannot drive the terminal.
func TestReportsAreBounded(t *testing.T) {
	text := strings.Repeat("a: 1\n", 41)
	_, err := Parse("f.yaml", []byte(text))
	if got := err.Error(); strings.Count(got, "error:") != 20 || !strings.HasSuffix(got, "\n\nand 20 more") {
		t.Errorf("got %s", got)
	}
	p := Problem{File: "f", Line: 1, Col: 150, Span: 500, Message: "a\x1b[31m\nb", source: strings.Repeat("x\t", 200)}
	for _, line := range strings.Split(p.String(), "\n") {
		if len(line) > 110 || strings.ContainsAny(line, "\x1b\t") {
			t.Errorf("unfit for a terminal: %q", line)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"mean", "median", "shape", "time_to_failure", "p95", "mu"}
	for word, want := range map[string]string{
		"maen": "mean", "Mean": "mean", "meen": "mean", "time_to_fialure": "time_to_failure", "sahpe": "shape",
		"p59": "p95", "zzz": "", "": "", "x": "", "nu": "", strings.Repeat("m", 1000): "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: 1\n", "a: &x {b: [1, *x]}\n", "a: \"\\e\"\n", "%YAML 1.1\n---\n",
		"a: |\n  x\n", "\ufeffa: b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse("f.yaml", []byte(text))
		if err == nil {
			checkPlaces(t, d.Clone().Set("a.b", text))
			return
		}
		checkPlaces(t, err)
	})
}

// checkPlaces demands of every problem a message, a place in the file or a flag, and marks inside the line.
func checkPlaces(t *testing.T, err error) {
	if err == nil {
		return
	}
	for _, p := range err.(Problems) {
		if p.Message == "" || p.File == "" || p.Span < 1 || p.Line < 1 && !isOrigin(p.File) {
			t.Errorf("without a place: %#v", p)
		}
		_ = p.String()
	}
}

// isOrigin tells what did not come from the file.
func isOrigin(file string) bool {
	word, _, _ := strings.Cut(file, " ")
	return word == "--set" || word == "--vary" || word == "preset" || word == "default"
}

// What a stranger can write into one megabyte is refused, or understood, within a moment: nothing is quadratic in it.
func TestHostileFilesAreCheap(t *testing.T) {
	if testing.Short() {
		t.Skip("takes most of a second")
	}
	list := func(head, item, tail string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; i < 20_000 && b.Len() < MaxFile-100; i++ {
			fmt.Fprintf(&b, item, i)
		}
		return b.String() + tail
	}
	node := "version: 1\ntopology: [{level: node, count: 5}]\n"
	for name, text := range map[string]string{
		"keys":       list("", "k%d: 1\n", ""),
		"same key":   strings.Repeat("k: 1\n", 20_000),
		"names":      list("version: 1\ntopology: [{level: node, count: 20000, names: [", "n%d,", "]}]\n"),
		"classes":    list("version: 1\ntopology: [{level: node, classes: {", "c%d: 1,", "}}]\n"),
		"parents":    list("version: 1\ntopology: [{level: a, count: 20k}, {level: node, classes: [", "{c%d: 1},", "]}]\n"),
		"objectives": list(node+"slo: [", "{metric: cost, at_most: %d/y},", "]\n"),
		"faults":     list(node+"faults: {", "f%d: {on: node, rate: 1/y},", "}\n"),
		"brackets":   strings.Repeat("[", MaxFile),
		"huge":       "version: 1\ntopology: [{level: zone, count: 1T}, {level: node, count: 1T}]\n",
	} {
		start := timetest.Processor()
		d, err := Parse("f.yaml", []byte(text))
		if err == nil {
			_, err = d.Compile(DefaultCatalogs())
		}
		if took := timetest.Processor() - start; err == nil || took > 5*time.Second {
			t.Errorf("%s: %v after %v", name, err != nil, took)
		}
	}
}
