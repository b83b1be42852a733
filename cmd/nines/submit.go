package main

import (
	"context"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

// engine is a batch engine that plays shards.
type engine struct {
	name, about string
	// most is how many tasks it takes at a time; more shards are spread over these, several each.
	most      int
	contained bool // it needs an image of the program, and a volume for the results
	write     func(a *app, b *batch) error
}

// engines are those that submit writes for. 1000 is the largest index of an array that Slurm takes by default
// (MaxArraySize 1001), and 10,000 is far below what the others take.
var engines = []engine{
	{"slurm", "Slurm: a shell script that submits a job array and a job that merges", 1000, false, writeSlurm},
	{"k8s", "Kubernetes: an Indexed Job and a Job that merges, with their inputs", 10_000, true, writeKubernetes},
	{"hq", "HyperQueue: a shell script that submits an array of tasks and merges", 10_000, false, writeHyperQueue},
}

func engineNames() (names []string) {
	for _, e := range engines {
		names = append(names, e.name)
	}
	return names
}

// submission is what the flags of submit say.
type submission struct {
	edits        edits
	shards, cpus int
	out, program string
	time, memory string
	image, claim string
	words        string // the flags that change the experiment, for a shell
}

func (a *app) submitVerb() *cobra.Command {
	var s submission
	var lines []string
	for _, e := range engines {
		lines = append(lines, fmt.Sprintf("  %-6s %s", e.name, e.about))
	}
	var cmd *cobra.Command
	cmd = &cobra.Command{
		Use:   "submit ENGINE FILE --shards N",
		Short: "Print the job that plays an experiment on a batch engine",
		Long: `Print the job that plays a scenario, a sweep or a comparison in shards on a batch engine, and merges them.
Nothing is submitted. A plan cannot be cut into shards: what it plays next depends on what it has seen. The engines are

` + strings.Join(lines, "\n") + `

Every task goes on with what it has finished when the engine starts it again, so that nodes may fail and jobs be
preempted. What shards leave, and in the end all of it, goes to folders below --out, which all machines must see.`,
		Example: `  nines submit slurm sweep.yaml --shards 64 --time 2h > job.sh && sh job.sh
  nines submit k8s sweep.yaml --shards 64 --image registry.example/nines:1 --claim results | kubectl apply -f -
  nines submit hq scenario.yaml --shards 200 --replications 100000 > job.sh`,
		Args:      arguments(2, 2, "an engine, "+strings.Join(engineNames(), ", ")+", and a scenario, sweep or comparison"),
		ValidArgs: engineNames(),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			s.words = again(cmd, "shards", "cpus", "out", "program", "time", "memory", "image", "claim")
			return a.submit(ctx, &s, args[0], args[1])
		}),
	}
	flags := cmd.Flags()
	s.edits.registerRun(cmd)
	flags.IntVar(&s.shards, "shards", 0, "how many parts to play it in")
	flags.IntVar(&s.cpus, "cpus", 1, "processors of each task")
	flags.StringVarP(&s.out, "out", "o", "", "folder for the results of shards and of the whole (default runs/NAME)")
	flags.StringVar(&s.program, "program", "nines", "how tasks call this program")
	flags.StringVar(&s.time, "time", "", "time limit of each task, as in 2h")
	flags.StringVar(&s.memory, "memory", "", "memory of each task, as in 2GiB")
	flags.StringVar(&s.image, "image", "", "of k8s: container image that holds this program and a shell")
	flags.StringVar(&s.claim, "claim", "", "of k8s: claim of a volume for the results that all nodes can write to")
	return cmd
}

func (a *app) submit(ctx context.Context, s *submission, name, file string) error {
	i := slices.IndexFunc(engines, func(e engine) bool { return e.name == name })
	if i < 0 {
		return usage(suggestion(name, engineNames(), "engines"), "unknown engine %q", name)
	}
	b, err := s.batch(&engines[i], file)
	if err != nil {
		return err
	}
	var whole experiments.Whole
	err = inTime(ctx, func() error {
		whole, err = a.understand(b, &s.edits, file)
		return err
	})
	if err != nil {
		return err
	}
	if most := (experiments.Shards{Of: s.shards}).Units(whole); s.shards > most {
		return usage(fmt.Sprintf("write --shards %d or less", most), "%s can be cut into %s, and %s would do nothing",
			file, plural(most, "part"), plural(s.shards-most, "shard"))
	}
	return engines[i].write(a, b)
}

// batch is what the flags say of the tasks.
func (s *submission) batch(e *engine, file string) (*batch, error) {
	if s.shards < 1 || s.shards > experiments.MostShards {
		return nil, usage("write for example --shards 64", "--shards must be from 1 to %d", experiments.MostShards)
	}
	if s.cpus < 1 || s.cpus > 1024 {
		return nil, usage("write for example --cpus 4", "--cpus must be from 1 to 1024")
	}
	b := &batch{contained: e.contained, Shards: s.shards, Program: s.program, CPUs: s.cpus, Image: s.image, Claim: s.claim}
	b.Each = (s.shards + e.most - 1) / e.most
	b.Tasks = (s.shards + b.Each - 1) / b.Each
	var err error
	if s.time != "" {
		if b.Limit, err = unit.ParseDuration(s.time); err != nil || b.Limit < 1 {
			return nil, usage("write for example --time 2h", "--time %q is no time limit", s.time)
		}
		b.Limit = unit.Duration(math.Ceil(float64(b.Limit)))
	}
	if s.memory != "" {
		if b.Memory, err = unit.ParseBytes(s.memory); err != nil || b.Memory < 1<<20 {
			return nil, usage("write for example --memory 2GiB", "--memory %q is no amount of memory", s.memory)
		}
	}
	switch {
	case e.contained && (s.image == "" || s.claim == ""):
		return nil, usage("add --image registry.example/nines:1 --claim results", "k8s needs an image that holds the "+
			"program and a claim of a volume for the results")
	case !e.contained && (s.image != "" || s.claim != ""):
		return nil, usage("leave them out", "--image and --claim are of k8s")
	}
	if i := strings.IndexFunc(strings.Join([]string{file, s.words, s.out, s.program, s.image, s.claim}, " "),
		unicode.IsControl); i >= 0 {
		return nil, usage("give files names without them, and values on one line", "what tasks are told has line breaks or "+
			"other control characters, which a script could take for its own lines")
	}
	b.Out = undashed(s.out)
	b.Words = shellWord(undashed(file)) + s.words
	return b, nil
}

// understand reads the file, and says how it can be cut.
func (a *app) understand(b *batch, e *edits, file string) (whole experiments.Whole, err error) {
	document, err := scenario.Open(file)
	if err != nil {
		return whole, err
	}
	switch b.Verb = studyVerb(document); b.Verb {
	case "":
		b.Verb = "run"
		whole, err = a.understandRun(b, e, file)
	case "sweep":
		whole, err = a.understandSweep(b, e, file)
	case "compare":
		whole, err = a.understandComparison(b, e, file)
	default:
		err = usage("play it on one machine, with --jobs", "a plan decides from what it has played what it plays next, and "+
			"cannot be cut into shards")
	}
	if err != nil {
		return whole, err
	}
	b.Name = jobName(b.base.Spec.Name)
	if b.Out == "" {
		b.Out = path.Join("runs", b.Name)
	}
	b.Title = fmt.Sprintf("the %s of %s, %s", b.Verb, cleaned(b.base.Spec.Name), plural(b.Shards, "shard"))
	return whole, nil
}

func (a *app) understandRun(b *batch, e *edits, file string) (whole experiments.Whole, err error) {
	document, err := e.open(file)
	if err != nil {
		return whole, err
	}
	if b.base, err = a.compile(document); err != nil {
		return whole, err
	}
	whole = experiments.Whole{Points: 1, Fixed: fixed(&b.base.Spec.Run)}
	if whole.Fixed == 0 {
		return whole, unfixed("run")
	}
	return whole, nil
}

func (a *app) understandSweep(b *batch, e *edits, file string) (whole experiments.Whole, err error) {
	sweep, err := e.openSweep(file, nil)
	if err != nil {
		return whole, err
	}
	points, err := a.pointsOf(sweep)
	if err != nil {
		return whole, err
	}
	if sweep.Broken {
		return whole, stepwise()
	}
	b.base, b.varied = points.base, points.text()
	return points.whole(), nil
}

func (a *app) understandComparison(b *batch, e *edits, file string) (whole experiments.Whole, err error) {
	study, err := e.openComparison(file, nil, nil)
	if err != nil {
		return whole, err
	}
	c, err := a.contest(study)
	if err != nil {
		return whole, err
	}
	if b.contained && c.earlier != nil {
		return whole, usage("make the earlier scenario a variant, or submit it to an engine whose tasks see the folder",
			"%s compares with earlier results, which are too large for a manifest", file)
	}
	b.base, b.varied = c.base, c.text()
	if whole = c.Whole(); whole.Fixed == 0 {
		return whole, unfixed("comparison")
	}
	return whole, nil
}
