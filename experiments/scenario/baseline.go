package scenario

import (
	"path/filepath"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

var (
	_ shorthand = (*BaselinesSpec)(nil)
	_ shorthand = (*BaselineSpec)(nil)
)

// Baseline is what variants are held against: one of them, or earlier results.
type Baseline struct {
	Variant int    // index into the variants, where there is no folder
	Folder  string // of results, with @point or @variant where it holds several; "" for a variant
}

// Folders are the results that a comparison holds its variants against; nil for none.
func (s *Comparison) Folders() (folders []string) {
	for _, b := range s.Baselines {
		if b.Folder != "" {
			folders = append(folders, b.Folder)
		}
	}
	return folders
}

// BaselinesSpec is one baseline or a list of them.
type BaselinesSpec []BaselineSpec

func (b *BaselinesSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return d.list(n, reflect.ValueOf(b).Elem(), path)
	}
	*b = make(BaselinesSpec, 1)
	return (*b)[0].decode(d, n, path)
}

func (*BaselinesSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[BaselineSpec]())
	return choice("a baseline or a list of them", one, &Form{Kind: List, Name: "list of baselines", Of: one})
}

// BaselineSpec is the name of a variant, or a folder of results.
type BaselineSpec struct {
	Variant string
	Folder  string
}

func (b *BaselineSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	switch n.Kind {
	case yaml.ScalarNode:
		b.Variant = n.Value
		return textNode(n.Value)
	case yaml.MappingNode:
		var earlier earlierSpec
		out := d.structure(n, reflect.ValueOf(&earlier).Elem(), path)
		b.Folder = earlier.Folder
		return out
	}
	d.fail(n, "write the name of a variant, or { folder: runs/before }", "%s cannot be %s", path, describe(n))
	return nil
}

func (*BaselineSpec) form(g *grammar) Form {
	return choice("a variant or earlier results", &Form{Kind: Text, Name: "name of a variant"},
		g.of(reflect.TypeFor[earlierSpec]()))
}

// earlierSpec are earlier results.
type earlierSpec struct {
	Folder string `key:"folder" required:"true"`
}

func (earlierSpec) notes() notes {
	return notes{"folder": {"Earlier results, in the folder of this file or below; of a sweep or a comparison with the " +
		"point or the variant that is meant, as in runs/sizes@3.", "runs/before", ""}}
}

// baselines finds out what the baselines of a comparison are, among variants of some names.
func (c *compiler) baselines(spec BaselinesSpec, known []string) (all []Baseline) {
	if c.given["baseline"] != nil && len(spec) == 0 {
		c.failAt("baseline", "name a variant, or leave it out for the first", "baseline lists nothing")
	}
	for i, b := range spec {
		at := "baseline"
		if len(spec) > 1 {
			at = join(at, strconv.Itoa(i))
		}
		found := Baseline{Variant: slices.Index(known, b.Variant)}
		switch {
		case b.Folder != "" && !filepath.IsLocal(filepath.FromSlash(b.Folder)):
			c.failAt(at, "move it there, or name it with --against", "the folder %s does not lie in the folder of this file or "+
				"below", quote(b.Folder))
		case b.Folder != "":
			found = Baseline{Folder: filepath.Join(c.document.folder, filepath.FromSlash(b.Folder))}
		case found.Variant < 0:
			c.failAt(at, hint(b.Variant, "variants", known), "unknown variant %s", quote(b.Variant))
			continue
		}
		if slices.Contains(all, found) {
			c.failAt(at, "keep one of them", "baseline lists %s twice", quote(b.Variant+b.Folder))
		}
		all = append(all, found)
	}
	if all == nil {
		all = make([]Baseline, 1)
	}
	return all
}
