package main_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nines/experiments/scenario"
)

// dialogue is a command of the README with the output that the README shows for it.
type dialogue struct {
	line    int // of the command
	command string
	output  string
}

// block is a fenced block of the README.
type block struct {
	first int // its first line
	lines []string
}

// blocks returns the README's blocks in a language, in order.
func blocks(t *testing.T, language string) []block {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var found []block
	inside := false
	for i, line := range strings.Split(string(data), "\n") {
		switch {
		case !inside && line == "```"+language:
			found, inside = append(found, block{first: i + 2}), true
		case line == "```":
			inside = false
		case inside:
			last := &found[len(found)-1]
			last.lines = append(last.lines, line)
		}
	}
	return found
}

// dialogues reads one block: "$ command", then what it prints.
func (b block) dialogues() []dialogue {
	var all []dialogue
	for i, line := range b.lines {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			all = append(all, dialogue{line: b.first + i, command: command})
		} else if len(all) > 0 {
			all[len(all)-1].output += line + "\n"
		}
	}
	return all
}

// The README's dialogues happen as written, in the order of the page and in one folder, in which a block of YAML stands
// whose first line is the comment "# NAME.yaml"; "..." stands for anything. With -update an output that differs and has
// no "..." is written into the page.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the whole tutorial")
	}
	all := blocks(t, "console")
	work := t.TempDir()
	if len(all) == 0 {
		t.Error("the README shows no dialogue")
	}
	for _, b := range blocks(t, "yaml") {
		b.saved(t, work)
	}
	path := filepath.Join(repository, "README.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, b := range all {
		for _, d := range b.dialogues() {
			if got := d.happens(t, work); got != d.output {
				said := "$ " + d.command + "\n"
				page = strings.Replace(page, said+d.output, said+got, 1)
			}
		}
	}
	if updating() {
		if err := os.WriteFile(path, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// saved writes a block that names its file into a folder.
func (b block) saved(t *testing.T, folder string) {
	t.Helper()
	name, named := strings.CutPrefix(b.lines[0], "# ")
	if !named || !strings.HasSuffix(name, ".yaml") {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name), []byte(strings.Join(b.lines, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

// updating tells whether the tests were run with -update.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// happens runs the command as a shell would, with TestMain's nines on the path, compares what it prints, and returns
// what the page should say.
func (d dialogue) happens(t *testing.T, work string) string {
	t.Helper()
	if !strings.HasPrefix(d.command, "nines ") {
		t.Errorf("README.md:%d: %s is no command of nines", d.line, d.command)
		return d.output
	}
	var stdout, stderr bytes.Buffer
	shell := exec.Command("sh", "-c", d.command)
	shell.Dir, shell.Stdout, shell.Stderr = work, &stdout, &stderr
	shell.Env = append(os.Environ(), "NO_COLOR=1")
	if err := shell.Run(); err != nil {
		t.Errorf("README.md:%d: %s: %v\n%s", d.line, d.command, err, &stderr)
	}
	switch {
	case pattern(d.output).MatchString(stdout.String()):
	case updating() && !strings.Contains(d.output, "..."):
		return strings.TrimRight(stdout.String(), "\n") + "\n"
	default:
		t.Errorf("README.md:%d: %s prints\n%s\nwhich differs from what the README says:\n%s", d.line, d.command, &stdout,
			cmp.Diff(strings.Split(d.output, "\n"), strings.Split(stdout.String(), "\n")))
	}
	return d.output
}

// The README's scenarios compile without a complaint.
func TestReadmeScenarios(t *testing.T) {
	for _, b := range blocks(t, "yaml") {
		d, err := scenario.Parse("README.md", []byte(strings.Join(b.lines, "\n")+"\n"))
		if err == nil && d.IsStudy() {
			continue // its base is made by the dialogues, one of which reads it
		}
		if err == nil {
			_, err = d.Compile(scenario.DefaultCatalogs())
		}
		if err != nil {
			t.Errorf("README.md:%d: %v", b.first, err)
		}
	}
}

// pattern matches an output in which "..." stands for anything; blanks at the ends of lines do not matter.
func pattern(output string) *regexp.Regexp {
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(regexp.QuoteMeta(strings.TrimRight(line, " ")), `\.\.\.`, `(?s:.*)`) + ` *`
	}
	return regexp.MustCompile(`^` + strings.Join(lines, "\n") + `\n*$`)
}

// The gate runs the tests as the README tells everybody to.
func TestGateRunsWhatTheReadmeSays(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repository, ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	test := lines[len(lines)-1]
	for _, b := range blocks(t, "sh") {
		if slices.Contains(b.lines, test) {
			return
		}
	}
	t.Errorf("the gate ends with %q, which the README does not tell to run", test)
}

// Every section of the language has a line in the README, with an example in full that has the section.
func TestReadmeShowsEverySection(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range scenario.Language(scenario.DefaultCatalogs()).Keys {
		if k.Name == "version" || k.Name == "name" || k.Name == "description" {
			continue
		}
		row := "(?m)^\\|[^|]*`" + k.Name + "`[^|]*\\|.*\\| \\[[a-z-]+\\]\\(([^)]+)\\) \\|$"
		line := regexp.MustCompile(row).FindSubmatch(data)
		if line == nil {
			t.Errorf("no line of the README's table is about %s", k.Name)
			continue
		}
		path := string(line[1])
		text := data
		if !strings.HasPrefix(path, "#") {
			if text, err = os.ReadFile(filepath.Join(repository, path)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Contains(text, []byte("\n"+k.Name+":")) {
			t.Errorf("the README sends who looks for %s to %s, where it is not", k.Name, path)
		}
	}
}

// Every file that the README links to is there.
func TestReadmeNamesWhatExists(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(data), -1) {
		if _, err := os.Stat(filepath.Join(repository, link[1])); err != nil {
			t.Errorf("README.md links to %s: %v", link[1], err)
		}
	}
}
