package scenario

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// maxBlamed bounds how many flags are tried as the cause of a problem: each costs a compilation.
const maxBlamed = 20

// remember keeps what a flag said, and the document as it was before the first.
func (d *Document) remember(s Setting) {
	if d.written == nil {
		d.written = (&Document{origins: map[*yaml.Node]string{}}).adopt(d, d.root)
	}
	d.settings = append(d.settings, s)
}

// without is the document as it would be without one of its settings. The error, if any, is of type Problems.
func (d *Document) without(setting int) (*Document, error) {
	c := Document{file: d.file, folder: d.folder, lines: d.lines, root: d.written, origins: map[*yaml.Node]string{}}
	return c.With(slices.Delete(slices.Clone(d.settings), setting, setting+1))
}

// blame moves problems that stand in the file, but would not be there without a flag, to that flag: the line that does
// not fit what the flag says is innocent. A flag whose absence makes anything else wrong proves nothing.
func (d *Document) blame(found Problems, catalogs Catalogs, unmet bool) Problems {
	has := func(all Problems, p Problem) bool {
		return slices.ContainsFunc(all, func(x Problem) bool { return x.Message == p.Message })
	}
	for i := range min(len(d.settings), maxBlamed) {
		if !slices.ContainsFunc(found, func(p Problem) bool { return p.Line > 0 }) {
			break
		}
		rest, err := d.without(i)
		if err != nil {
			continue
		}
		_, err = rest.understand(catalogs, unmet)
		left, _ := err.(Problems)
		if slices.ContainsFunc(left, func(p Problem) bool { return !has(found, p) }) {
			continue
		}
		for k, p := range found {
			if p.Line > 0 && !has(left, p) {
				found[k] = Problem{Severity: p.Severity, File: d.settings[i].origin(), Span: 1, Message: p.Message,
					Help: p.Help}
			}
		}
	}
	return found.sorted()
}
