package main_test

import (
	"go/ast"
	"path"
	"strings"
	"testing"
)

// chances are the names by which a program opens a stream of random numbers, or draws from one, a law or an answer.
var chances = map[string]bool{"Open": true, "Bernoulli": true, "Float64": true, "IntN": true, "Exp": true, "Norm": true,
	"Sample": true, "Residual": true, "Equilibrium": true, "Play": true, "Draw": true}

// draws lists where a source lets chance in: calls of a name of the list, but for those of mathematics.
func (f *source) draws() (places []string) {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !chances[method.Sel.Name] {
			return true
		}
		if on, ok := method.X.(*ast.Ident); !ok || on.Name != "num" {
			places = append(places, f.places.Position(n.Pos()).String()+": "+method.Sel.Name)
		}
		return true
	})
	return places
}

// In the world, in the rooms that it is made of and where its ports stand, draw.go is the one place that draws.
func TestOnePlaceDraws(t *testing.T) {
	drawn := 0
	for _, f := range sources(t) {
		room := f.pkg == "models" || strings.HasPrefix(f.pkg, "models/")
		if !room || f.test() || f.tester() || f.pkg == "models/failure" ||
			f.pkg == "models/traffic" || f.pkg == "models/exact" {
			continue
		}
		places := f.draws()
		if path.Base(f.path) == "draw.go" {
			drawn += len(places)
			continue
		}
		for _, place := range places {
			t.Errorf("%s belongs into draw.go: what one draws, no branch can redraw and nobody weigh", place)
		}
	}
	if drawn < 4 {
		t.Errorf("draw.go draws only %d times: the names to look for have changed", drawn)
	}
}
