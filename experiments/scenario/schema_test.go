package scenario

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// schemaOf compiles the schema of a language.
func schemaOf(t *testing.T, f *Form) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Schema("test")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertVocabs()
	if err := c.AddResource("nines.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("nines.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// plain is a document as an editor sees it.
func plain(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return nil
	}
	return v
}

// verdicts holds a text to the compiler and to the schema.
func verdicts(t *testing.T, schema *jsonschema.Schema, text string) (compiler, editor error) {
	t.Helper()
	d, err := Parse(filepath.Join("testdata", "mutant.yaml"), []byte(text))
	if err == nil {
		_, err = d.Compile(DefaultCatalogs())
	}
	return err, schema.Validate(plain(t, text))
}

// What the program ships is what its schema describes.
func TestSchemaAccepts(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{}
	for kind, language := range languages() {
		schemas[kind] = schemaOf(t, language)
	}
	files, err := filepath.Glob(filepath.Join("..", "gallery", "*", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no gallery: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schemas[kindOf(filepath.Base(file))].Validate(plain(t, string(data))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// kindOf is the kind of a file of the gallery, by its name.
func kindOf(name string) string {
	for prefix, kind := range map[string]string{"scenario": "scenario", "sweep": "sweep", "compare": "comparison",
		"plan": "plan"} {
		if strings.HasPrefix(name, prefix) {
			return kind
		}
	}
	return ""
}

// mutants are all texts in which one thing of a good one is wrong: a key that there is not, one that is missing, or a
// value of another form.
func mutants(root *yaml.Node, visit func(text string)) {
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		good := *n
		for _, bad := range []string{"{ zzz: 1 }", "zzz zzz", "5 parsecs", "-5", ""} {
			value, _ := (&Document{}).load(bad)
			if value == nil {
				value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
			}
			*n = *value
			visit(string(dump(root)))
			*n = good
		}
		if n.Kind == yaml.MappingNode {
			for k := 0; k+1 < len(good.Content); k += 2 {
				n.Content = append(append([]*yaml.Node{}, good.Content[:k]...), good.Content[k+2:]...)
				visit(string(dump(root)))
			}
			n.Content = append(append([]*yaml.Node{}, good.Content...), word("zzz"), word("1"))
			visit(string(dump(root)))
			*n = good
			for k := 1; k < len(n.Content); k += 2 {
				walk(n.Content[k])
			}
			return
		}
		for _, child := range n.Content {
			walk(child)
		}
	}
	walk(root)
}

var particular = regexp.MustCompile(`"[^"]*"|[a-z_]+(\.[a-z_0-9-]+)+|[0-9.]+[a-z%]*(/[a-z]+)?`)

// The schema refuses nothing that the compiler accepts; what it cannot refuse is of the kinds that a golden file lists,
// which an update collects from all mutants.
func TestSchemaAgrees(t *testing.T) {
	schema := schemaOf(t, Language(DefaultCatalogs()))
	beyond, n, refused := map[string]int{}, 0, 0
	d, err := Open(filepath.Join("testdata", "web.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	mutants(d.root, func(text string) {
		if n++; !*update && (n%5 > 0 || testing.Short() && n%20 > 0) {
			return
		}
		compiler, editor := verdicts(t, schema, text)
		switch {
		case compiler == nil && editor != nil:
			t.Errorf("the schema refuses what compiles: %v\n%s", editor, text)
		case compiler != nil && editor == nil:
			beyond[particular.ReplaceAllString(compiler.(Problems)[0].Message, "…")]++
		case compiler != nil:
			refused++
		}
	})
	t.Logf("%d mutants, %d refused by both, kinds beyond the schema: %d", n, refused, len(beyond))
	if *update {
		golden(t, "beyond-schema.golden", strings.Join(slices.Sorted(maps.Keys(beyond)), "\n")+"\n")
	}
	known, err := os.ReadFile(filepath.Join("testdata", "beyond-schema.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for kind := range beyond {
		if !slices.Contains(strings.Split(string(known), "\n"), kind) {
			t.Errorf("the schema accepts a kind of mistake that testdata/beyond-schema.golden does not list: %s", kind)
		}
	}
}
