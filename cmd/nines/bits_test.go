package main_test

import (
	"regexp"
	"strings"
	"testing"
)

// uneven are the functions of the standard library whose last bit depends on the processor, and the library of others
// that is made of them.
var uneven = regexp.MustCompile(`\bmath\.(Exp|Exp2|Expm1|Log|Log2|Log10|Log1p|Pow|Sin|Cos|Tan|Sincos|Asin|Acos|Atan|` +
	`Atan2|Sinh|Cosh|Tanh|Gamma|Lgamma|Erf|Erfc|Erfinv|Erfcinv|Cbrt|Hypot|FMA)\b|"gonum\.org/`)

// What a results folder is computed with has the same bits everywhere: package num has the functions.
func TestSameBitsEverywhere(t *testing.T) {
	for _, f := range sources(t) {
		_, within, _ := strings.Cut("/"+f.pkg, "/")
		room, _, _ := strings.Cut(within, "/")
		computes := room == "sim" || room == "models" || room == "policies" || f.pkg == "experiments" ||
			f.pkg == "experiments/scenario"
		apart := f.pkg == "models/exact" || f.pkg == "sim/num" || f.pkg == "sim/fit"
		if !computes || apart || f.test() || f.tester() {
			continue
		}
		for i, line := range strings.Split(f.text, "\n") {
			if code, _, _ := strings.Cut(line, "//"); uneven.MatchString(code) {
				t.Errorf("%s:%d: %s: use package num", f.path, i+1, strings.TrimSpace(code))
			}
		}
	}
}
