package scenario

import (
	"fmt"
	"strings"
	"testing"
)

const tree = `
topology:
  - { level: zone, count: 3 }
  - { level: node, classes: { web: 18, db: 2 } }
faults: { crash: { repair: 40m } }
balancing: { policy: weighted, weights: [1, 2] }
at: [1h, 10h]
`

// at walks a path without changing anything; "" where it leads nowhere.
func at(d *Document, path string) string {
	n := d.root
	for _, key := range strings.Split(path, ".") {
		next := lookup(n, key)
		if i := element(n, key); i >= 0 && len(n.Content) > i {
			next = n.Content[i]
		}
		if next == nil {
			return ""
		}
		n = next
	}
	return n.Value
}

func TestSet(t *testing.T) {
	tests := []struct{ path, value, look, want string }{
		{"topology.node.classes.web", "20", "topology.node.classes.web", "20"},
		{"topology.zone.count", "4", "topology.zone.count", "4"},
		{"at.1", "5h", "at.1", "5h"},
		{"faults.crash.rate", "2/y", "faults.crash.rate", "2/y"},
		{"slo.new.deep", "1", "slo.new.deep", "1"},
		{"faults.crash.repair", "{ dist: gamma, shape: 2, mean: 9h }", "faults.crash.repair.mean", "9h"},
		{"faults.crash.repair.mean", "5m", "faults.crash.repair.dist", "exponential"}, // "40m" is short for that
		{"balancing.policy", "random", "balancing.weights", ""},
		{"balancing.policy", "weighted", "balancing.weights.0", "1"},
	}
	for _, test := range tests {
		original, err := Parse("f.yaml", []byte(tree))
		if err != nil {
			t.Fatal(err)
		}
		d := original.Clone()
		if err := d.Set(test.path, test.value); err != nil {
			t.Errorf("%s: %v", test.path, err)
		}
		if got := at(d, test.look); got != test.want {
			t.Errorf("after %s=%s, %s is %q, want %q", test.path, test.value, test.look, got, test.want)
		}
		if at(original, "topology.node.classes.web") != "18" || at(original, "balancing.weights.0") != "1" {
			t.Errorf("%s=%s reached through to the document that was cloned", test.path, test.value)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	for set, want := range map[string]string{
		"faults.crash.repair.p95=5m": `faults.crash.repair is "40m" and has no "p95" below it`,
		"topology.nod.count=5":       `the list topology has no element "nod"`,
		"at.2=5h":                    `the list at has no element "2"`,
		"a..b=5":                     `"a..b" is not a path`,
		"=5":                         `"" is not a path`,
		"name=":                      `"" is no value, and takes none away`,
		"name=null":                  `"null" is no value, and takes none away`,
		"name=~":                     `"~" is no value, and takes none away`,
		"name={a: !!int 1}":          `the value cannot be read: tags are not part of the language`,
		"name={a: 1, a: 2}":          `the value cannot be read: key "a" is given twice`,
	} {
		d, err := Parse("f.yaml", []byte(tree))
		if err != nil {
			t.Fatal(err)
		}
		path, value, _ := strings.Cut(set, "=")
		err = d.Set(path, value)
		if prefix := "error: " + want + "\n  --> --set " + set; !strings.HasPrefix(fmt.Sprint(err), prefix) {
			t.Errorf("got  %v\nwant %s", err, prefix)
		}
	}
}

// Who would take a key away is told what to write instead.
func TestNothingIsNoValue(t *testing.T) {
	d, err := Parse("f.yaml", []byte(tree))
	if err != nil {
		t.Fatal(err)
	}
	const want = "set what is to hold instead (nines describe faults.crash.repair tells"
	if err := d.Set("faults.crash.repair", "null"); !strings.Contains(fmt.Sprint(err), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
