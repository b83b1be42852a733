package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// repository is the folder of go.mod, as seen from this package.
const repository = "../.."

// source is one Go file of the repository.
type source struct {
	path   string // from the repository
	pkg    string // folder of it
	text   string
	syntax *ast.File
	places *token.FileSet
}

func (f *source) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// tester is a file of a package that is made for tests.
func (f *source) tester() bool { return strings.HasSuffix(f.pkg, "test") }

func (f *source) external() bool { return strings.HasSuffix(f.syntax.Name.Name, "_test") }

// sources parses every Go file.
func sources(t *testing.T) []*source {
	t.Helper()
	var all []*source
	err := fs.WalkDir(os.DirFS(repository), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata"):
			return fs.SkipDir
		case e.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		data, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			return err
		}
		f := &source{path: name, pkg: path.Dir(name), text: string(data), places: token.NewFileSet()}
		f.syntax, err = parser.ParseFile(f.places, name, data, parser.ParseComments)
		all = append(all, f)
		return err
	})
	if err != nil || len(all) < 100 {
		t.Fatalf("%d files: %v", len(all), err)
	}
	return all
}
