package main_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// Limits of what a reader takes in at once.
const (
	mostLines = 400 // of a file
	mostBody  = 70  // lines of a function; those of tests are tables more often than not
)

func TestSizes(t *testing.T) {
	for _, f := range sources(t) {
		lines := strings.Split(strings.TrimSuffix(f.text, "\n"), "\n")
		if len(lines) > mostLines {
			t.Errorf("%s has %d lines; split it", f.path, len(lines))
		}
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && !f.test() {
				first, last := f.places.Position(fn.Pos()).Line, f.places.Position(fn.End()).Line
				if last-first+1 > mostBody {
					t.Errorf("%s:%d: %s has %d lines; split it", f.path, first, fn.Name, last-first+1)
				}
			}
		}
	}
}

// Every package says in doc.go what it is.
func TestEveryPackageHasADoc(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sources(t) {
		documented[f.pkg] = documented[f.pkg] || false
		if f.syntax.Doc == nil || f.test() {
			continue
		}
		documented[f.pkg] = true
		text := f.syntax.Doc.Text()
		if path.Base(f.path) != "doc.go" {
			t.Errorf("%s: the package comment belongs into doc.go", f.path)
		}
		if start := "Package " + path.Base(f.pkg) + " "; !strings.HasPrefix(text, start) &&
			!strings.HasPrefix(text, "Command "+path.Base(f.pkg)+" ") {
			t.Errorf("%s: the package comment should start with %q", f.path, start)
		}
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %s has no doc.go with a package comment", pkg)
		}
	}
}

// Results depend on the scenario and the seed alone: below the terminal nobody asks what time it is, draws from a
// global source, or finds a variable as another left it.
func TestNothingHidden(t *testing.T) {
	all := sources(t)
	variables := packageVariables(all)
	for _, f := range all {
		for _, spec := range f.syntax.Imports {
			if name, _ := strconv.Unquote(spec.Path.Value); strings.HasPrefix(name, "math/rand") && !f.test() {
				t.Errorf("%s imports %s; random numbers come from sim/rng", f.path, name)
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if problem := hidden(f, n, variables[f.pkg]); problem != "" {
				t.Errorf("%s: %s", f.places.Position(n.Pos()), problem)
			}
			return true
		})
	}
}

// clocks are the functions of package time that look at one.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// hidden says what is wrong with a node; "" if nothing.
func hidden(f *source, n ast.Node, variables map[string]*ast.ValueSpec) string {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Recv == nil && n.Name.Name == "init" {
			return "no init functions: what is needed is passed in"
		}
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clocks, n.Sel.Name) && !f.test() &&
			!strings.HasPrefix(f.pkg, "cmd/") {
			return "time." + n.Sel.Name + " below the terminal"
		}
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			if name := written(left, variables); name != "" && n.Tok != token.DEFINE && !f.test() {
				return "the package variable " + name + " is written"
			}
		}
	case *ast.IncDecStmt:
		if name := written(n.X, variables); name != "" && !f.test() {
			return "the package variable " + name + " is written"
		}
	}
	return ""
}

// packageVariables collects the variables at package level, by package and name.
func packageVariables(all []*source) map[string]map[string]*ast.ValueSpec {
	found := map[string]map[string]*ast.ValueSpec{}
	for _, f := range all {
		if found[f.pkg] == nil {
			found[f.pkg] = map[string]*ast.ValueSpec{}
		}
		for _, d := range f.syntax.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && !f.test() {
				for _, spec := range g.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						found[f.pkg][name.Name] = spec.(*ast.ValueSpec)
					}
				}
			}
		}
	}
	return found
}

// written is the package variable that the left side of an assignment reaches into, "" if none.
func written(x ast.Expr, variables map[string]*ast.ValueSpec) string {
	for {
		switch y := x.(type) {
		case *ast.IndexExpr:
			x = y.X
		case *ast.SelectorExpr:
			x = y.X
		case *ast.StarExpr:
			x = y.X
		case *ast.ParenExpr:
			x = y.X
		case *ast.Ident:
			// The parser resolves names within a file; one that it could not resolve is another file's.
			spec, ok := variables[y.Name]
			if ok && y.Name != "_" && (y.Obj == nil || y.Obj.Decl == spec) {
				return y.Name
			}
			return ""
		default:
			return ""
		}
	}
}

// ignored reports whether git ignores a file: what tools leave behind.
func ignored(name string) bool {
	return name == "nines" || slices.Contains([]string{".test", ".prof"}, path.Ext(name))
}

// What ships with the program is small and made for it: no file of data wanders in.
func TestNoLargeFiles(t *testing.T) {
	const most = 256 << 10
	err := fs.WalkDir(os.DirFS(repository), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".git" || name == "runs":
			return fs.SkipDir
		case e.IsDir() || ignored(name):
			return nil
		}
		info, err := e.Info()
		if err == nil && info.Size() > most {
			t.Errorf("%s has %d bytes", name, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A line is as wide as what a reader has on the screen beside another file; a tab counts as one column.
func TestColumns(t *testing.T) {
	const most = 120
	for _, f := range sources(t) {
		for i, line := range strings.Split(f.text, "\n") {
			if n := utf8.RuneCountInString(line); n > most {
				t.Errorf("%s:%d: %d columns", f.path, i+1, n)
			}
		}
	}
}
