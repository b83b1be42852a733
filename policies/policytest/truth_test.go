package policytest_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nines/models"
)

// visible is what a view shows: beliefs and resources. Whoever adds a method to models.View must find that nothing of
// the truth can be read from it (which nodes are up, which incidents there are, when something will happen) and say so
// by a line here.
var visible = []string{
	"Busy",      // what deciders have begun themselves
	"Clock",     // the time of the week
	"Held",      // what deciders have put off themselves
	"Nodes",     // known by everybody
	"Now",       // the time
	"Trusted",   // what detectors think
	"Untrusted", // of how many nodes
}

// Deciders are handed a models.View, which has no exported field and these methods only, so that a policy that looks at
// the truth does not compile.
func TestViewsShowNoTruth(t *testing.T) {
	view := reflect.TypeFor[models.View]()
	var methods []string
	for i := range view.NumMethod() {
		methods = append(methods, view.Method(i).Name)
	}
	if !slices.Equal(methods, visible) {
		t.Errorf("views show %v, want %v", methods, visible)
	}
	if n := reflect.TypeFor[*models.View]().NumMethod(); n != len(visible) {
		t.Errorf("pointers to views have %d methods, want %d", n, len(visible))
	}
	for _, f := range reflect.VisibleFields(view) {
		if f.IsExported() {
			t.Errorf("views have the exported field %s", f.Name)
		}
	}
	for _, decided := range []reflect.Type{reflect.TypeFor[models.Suspect](), reflect.TypeFor[models.Queued](),
		reflect.TypeFor[models.Group]()} {
		for _, f := range reflect.VisibleFields(decided) {
			if f.Anonymous {
				continue // its own fields are visible too
			}
			kind := f.Type.Kind()
			if kind == reflect.Array {
				kind = f.Type.Elem().Kind() // an array of numbers is as plain as they are
			}
			if kind >= reflect.Array && kind != reflect.String {
				t.Errorf("%s.%s is a %s, through which more can be reached", decided, f.Name, kind)
			}
		}
	}
}

// tools are all that a decider may be made of. Reflection and unsafe pointers would open a view, links to other
// packages' names would too, and nothing else in the standard library that a pure function needs is missed.
var tools = []string{"cmp", "errors", "fmt", "maps", "math", "math/bits", "slices", "sort", "strconv", "strings",
	"nines/models", "nines/sim", "nines/sim/catalog", "nines/sim/dist", "nines/sim/flat", "nines/sim/num",
	"nines/sim/rng", "nines/sim/unit"}

func TestDecidersCannotReachTheTruth(t *testing.T) {
	files := 0
	for _, folder := range []string{"recovery", "balancing"} {
		paths, _ := filepath.Glob(filepath.Join("..", folder, "*.go"))
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue // is no part of a decider
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range reaches(path, string(text)) {
				t.Error(problem)
			}
			files++
		}
	}
	if files < 10 {
		t.Errorf("only %d files were looked at", files)
	}
}

// reaches says by which means a source could get at more than it is handed.
func reaches(path, text string) []string {
	var problems []string
	file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly)
	if err != nil {
		return []string{err.Error()}
	}
	for _, spec := range file.Imports {
		if name, _ := strconv.Unquote(spec.Path.Value); !slices.Contains(tools, name) {
			problems = append(problems, path+" imports "+name)
		}
	}
	if strings.Contains(text, "//go:linkname") {
		problems = append(problems, path+" links to names of other packages")
	}
	// A board of one's own has nothing to do with the one that asks, but no decider needs one.
	for _, word := range []string{"models.Board", "models.Blueprint"} {
		if strings.Contains(text, word) {
			problems = append(problems, path+" mentions "+word)
		}
	}
	return problems
}

// The rule above is only worth something if it can be broken.
func TestReaches(t *testing.T) {
	for _, text := range []string{
		"package p\nimport \"unsafe\"", "package p\nimport r \"reflect\"", "package p\nimport _ \"nines/models/exact\"",
		"package p\n//go:linkname now nines/models.now\nfunc now()", "package p\nvar b models.Board", "package",
	} {
		if len(reaches("x.go", text)) == 0 {
			t.Errorf("nothing is wrong with %q", text)
		}
	}
}
