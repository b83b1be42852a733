package main_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// receiverOf is the name and the type of a method's receiver; "" for other declarations.
func receiverOf(d ast.Decl) (name, of string, body *ast.BlockStmt) {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil || len(f.Recv.List[0].Names) == 0 {
		return "", "", nil
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if id, ok := typ.(*ast.Ident); ok {
		return f.Recv.List[0].Names[0].Name, id.Name, f.Body
	}
	return "", "", nil
}

// calls maps each file of a package to the files whose methods its own methods call on the same receiver.
func calls(files []*source) map[string][]string {
	home := map[string]string{} // type.method → file
	for _, f := range files {
		for _, d := range f.syntax.Decls {
			if _, of, _ := receiverOf(d); of != "" {
				home[of+"."+d.(*ast.FuncDecl).Name.Name] = path.Base(f.path)
			}
		}
	}
	arrows := map[string][]string{}
	for _, f := range files {
		from := path.Base(f.path)
		for _, d := range f.syntax.Decls {
			name, of, body := receiverOf(d)
			if body == nil {
				continue
			}
			ast.Inspect(body, func(n ast.Node) bool {
				if x, ok := n.(*ast.SelectorExpr); ok {
					if on, ok := x.X.(*ast.Ident); ok && on.Name == name {
						if to := home[of+"."+x.Sel.Name]; to != "" && to != from && !slices.Contains(arrows[from], to) {
							arrows[from] = append(arrows[from], to)
						}
					}
				}
				return true
			})
		}
	}
	return arrows
}

// circle is a way along arrows that comes back to where it began; nil where there is none.
func circle(arrows map[string][]string) []string {
	done := map[string]bool{}
	var way []string
	var walk func(from string) []string
	walk = func(from string) []string {
		if at := slices.Index(way, from); at >= 0 {
			return append(slices.Clone(way[at:]), from)
		}
		if done[from] {
			return nil
		}
		way = append(way, from)
		for _, to := range arrows[from] {
			if found := walk(to); found != nil {
				return found
			}
		}
		way, done[from] = way[:len(way)-1], true
		return nil
	}
	for from := range arrows {
		if found := walk(from); found != nil {
			return found
		}
	}
	return nil
}

// In a room, files call the methods of one receiver in one direction: each can be read with those below it alone.
func TestFilesCallOneWay(t *testing.T) {
	byPackage := map[string][]*source{}
	for _, f := range sources(t) {
		if _, room := rooms[f.pkg]; room && !f.test() {
			byPackage[f.pkg] = append(byPackage[f.pkg], f)
		}
	}
	for pkg, files := range byPackage {
		if way := circle(calls(files)); way != nil {
			t.Errorf("%s calls in a circle: %s", pkg, strings.Join(way, " → "))
		}
	}
	if len(byPackage) != len(rooms) {
		t.Errorf("%d rooms of %d have files", len(byPackage), len(rooms))
	}
	if circle(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}) == nil {
		t.Error("a circle is not found")
	}
}

// The truth is told in small structs: what has more fields than these holds two things.
func TestTruthIsSmall(t *testing.T) {
	const most = 20
	for _, f := range sources(t) {
		if f.pkg != "models/fleet" || f.test() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.StructType); ok {
				fields := 0
				for _, x := range s.Fields.List {
					fields += max(1, len(x.Names))
				}
				if fields > most {
					t.Errorf("%v: a struct of %d fields", f.places.Position(s.Pos()), fields)
				}
			}
			return true
		})
	}
}
