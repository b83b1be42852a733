package main

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// largestPage is how many bytes a report may have.
const largestPage = 1_500_000

// inspected checks that a file is a page that can be forwarded: page report.html. It is well-formed, small, asks nobody
// for anything, runs nothing, has each id once, all that its links lead to, and a text for each picture.
func inspected(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if len(text) > largestPage {
		ts.Fatalf("%s has %d bytes", args[0], len(text))
	}
	for _, bad := range []string{"<script", "<link", "<iframe", "@import", "url(", "src="} {
		if strings.Contains(text, bad) {
			ts.Fatalf("%s has %q", args[0], bad)
		}
	}
	var ids, targets []string
	policy := false
	for _, e := range elementsOf(ts, text) {
		role, label := "", ""
		for _, a := range e.Attr {
			switch name := a.Name.Local; {
			case name == "id":
				if slices.Contains(ids, a.Value) {
					ts.Fatalf("two elements are %q", a.Value)
				}
				ids = append(ids, a.Value)
			case name == "href" && strings.HasPrefix(a.Value, "#"):
				targets = append(targets, a.Value[1:])
			case name == "href" && !strings.HasPrefix(a.Value, "data:"), strings.HasPrefix(name, "on"):
				ts.Fatalf("%s=%q", name, a.Value)
			case name == "aria-labelledby":
				label, targets = a.Value, append(targets, strings.Fields(a.Value)...)
			case name == "role":
				role = a.Value
			case name == "content":
				policy = policy || a.Value == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
			}
		}
		if e.Name.Local == "svg" && (role != "img" || label == "") {
			ts.Fatalf("a picture has no text")
		}
	}
	if !policy {
		ts.Fatalf("%s has no policy", args[0])
	}
	for _, id := range targets {
		if !slices.Contains(ids, id) {
			ts.Fatalf("%q is not there", id)
		}
	}
}

// elementsOf are the elements of a page, which has to be well-formed.
func elementsOf(ts *testscript.TestScript, text string) (all []xml.StartElement) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		ts.Check(err)
		if e, ok := token.(xml.StartElement); ok {
			all = append(all, e.Copy())
		}
	}
}

// commanded gives the commands that a report names to a shell, but for those that play an experiment again: each does
// what it should. A story is not empty.
func commanded(ts *testscript.TestScript, _ bool, args []string) {
	told := 0
	for _, match := range regexp.MustCompile(`<code>(nines (?:trace|plot) [^<]*)</code>`).
		FindAllStringSubmatch(ts.ReadFile(args[0]), -1) {
		command := html.UnescapeString(match[1])
		shell := exec.Command("sh", "-c", command)
		shell.Dir = ts.MkAbs(".")
		shell.Env = append(shell.Environ(), "PATH="+filepath.Dir(firstOnPath(ts))+":"+ts.Getenv("PATH"))
		out, err := shell.CombinedOutput()
		if err != nil {
			ts.Fatalf("%s: %v\n%s", command, err, out)
		}
		if strings.Contains(command, "--from") && !strings.Contains(string(out), "strikes") {
			ts.Fatalf("%s tells nothing:\n%s", command, out)
		}
		told++
	}
	if told < 4 {
		ts.Fatalf("%d commands", told)
	}
}
