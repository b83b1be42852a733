package main

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"

	"nines/experiments/scenario"
	"nines/sim/unit"
)

// batch is an experiment cut into tasks of a batch engine. Templates read its fields and methods that begin with
// capitals; what but one engine has to say stands with that engine, in submit_shell.go and submit_kubernetes.go.
type batch struct {
	Title       string // what it is, in a line
	Name        string // of jobs: lower-case letters, digits and hyphens
	Verb        string
	Words       string // what follows the verb, for a shell
	Shards      int
	Tasks, Each int // tasks, and how many shards each plays; the last one may play fewer
	Out         string
	Program     string
	CPUs        int
	Limit       unit.Duration // of a task, whole seconds; 0: that of the engine
	Memory      unit.Bytes    // of a task; 0: that of the engine
	Image       string        // of containers
	Claim       string        // of the volume that holds results

	base      *scenario.Scenario
	contained bool   // its tasks see nothing but what is in the job
	varied    string // the study, starting from the resolved scenario beside it; "" for a run
}

// notInNames are characters that names of jobs do not have.
var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// jobName is a name that every engine takes: of at most 40 characters, beginning with a letter.
func jobName(name string) string {
	const longest = 40
	name = strings.Trim(notInNames.ReplaceAllString(strings.ToLower(name), "-"), "-")
	return strings.TrimRight(("nines-" + name)[:min(longest, len("nines-"+name))], "-")
}

// Shard is the value of --shard, for a shell, of the task whose number, from 1, an expression of the shell gives.
func (b *batch) Shard(number string) string {
	if b.Each == 1 {
		return fmt.Sprintf(`"%s/%d"`, number, b.Shards)
	}
	number = strings.TrimPrefix(number, "$")
	last := fmt.Sprintf("%s * %d", number, b.Each)
	return fmt.Sprintf(`"$(( (%s - 1) * %d + 1 ))-$(( %s < %d ? %s : %d ))/%d"`, number, b.Each, last, b.Shards, last,
		b.Shards, b.Shards)
}

// undashed is a path that no program takes for a flag.
func undashed(name string) string {
	if strings.HasPrefix(name, "-") {
		return "./" + name
	}
	return name
}

// within is a path in the folder for results.
func (b *batch) within(name string) string { return undashed(path.Join(b.Out, name)) }

// Parts is a pattern that the folders of all tasks match, for a shell.
func (b *batch) Parts() string { return shellWord(b.within("part-")) + "*" }

// Part is the folder of the task with a number, for a shell.
func (b *batch) Part(number string) string {
	return shellWord(b.within("part-")) + `"` + number + `"`
}

// Whole is the folder of all of it, for a shell.
func (b *batch) Whole() string { return shellWord(b.within("whole")) }

// play is the command of the task with a number: it plays what words say, for a shell, and goes on where it was.
func (b *batch) play(words, number string) string {
	return fmt.Sprintf("exec %s %s %s --shard %s --out %s --resume --jobs %d", shellWord(b.Program), b.Verb, words,
		b.Shard(number), b.Part(number), b.CPUs)
}

// Merge is the command that comes after all tasks.
func (b *batch) Merge() string {
	return fmt.Sprintf("exec %s merge %s --out %s --force", shellWord(b.Program), b.Parts(), b.Whole())
}

// Log is the file for what a task says, for a shell. It has no name that Parts matches.
func (b *batch) Log(name string) string { return shellWord(b.within("log-" + name + ".txt")) }

// fill writes a template with what an engine is told of a batch.
func (a *app) fill(text string, b any) error {
	t := template.Must(template.New("").Funcs(template.FuncMap{"word": shellWord, "quoted": quoted}).Parse(text))
	return t.Execute(a.out, b)
}
