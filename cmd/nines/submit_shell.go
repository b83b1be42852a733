package main

import (
	"fmt"
	"strings"

	"nines/sim/unit"
)

// slurmScript submits one array and, behind it, one job. An array goes on after a failure of a node, and a job of
// which a task has failed is taken away: what is missing is played by the same script again.
const slurmScript = `#!/bin/sh
# For Slurm: {{.Title}}. Run it where its files are: sh this-file
# It submits an array of {{.Tasks}} and a job that merges what they leave once all are done. Run it again to play what
# is missing: finished shards are not played twice, and others go on where they were stopped.
set -eu
mkdir -p {{word .Out}}
tasks=$(sbatch --parsable --job-name={{.Name}} --array=1-{{.Tasks}} --ntasks=1 \
  --cpus-per-task={{.CPUs}}{{.SlurmLimits}} --requeue --open-mode=append --output={{.SlurmLog "%a"}} <<'TASK'
#!/bin/sh
exec {{word .Program}} {{.Verb}} {{.Words}} --shard {{.Shard "$SLURM_ARRAY_TASK_ID"}} \
  --out {{.Part "$SLURM_ARRAY_TASK_ID"}} --resume --jobs {{.CPUs}}
TASK
)
sbatch --job-name={{.Name}}-merge --dependency="afterok:${tasks%%;*}" --kill-on-invalid-dep=yes \
  --ntasks=1 --output={{.SlurmLog "merge"}} <<'MERGE'
#!/bin/sh
exec {{word .Program}} merge {{.Parts}} --out {{.Whole}} --force
MERGE
`

// hyperQueueScript waits for the array, since its end is what the merging waits for.
const hyperQueueScript = `#!/bin/sh
# For HyperQueue: {{.Title}}. Run it where its files are: sh this-file
# It submits an array of {{.Tasks}}, waits for it, and merges what the tasks leave. Run it again to play what is
# missing: finished shards are not played twice, and others go on where they were stopped.
set -eu
mkdir -p {{word .Out}}
hq submit --wait --name {{.Name}} --array 1-{{.Tasks}} --cpus {{.CPUs}}{{.HyperQueueLimits}} \
  --stdout {{.Log "%{TASK_ID}"}} \
  --stderr {{.Log "%{TASK_ID}-errors"}} -- \
  sh -c {{word .Task}}
hq submit --wait --name {{.Name}}-merge --stdout {{.Log "merge"}} \
  --stderr {{.Log "merge-errors"}} -- \
  sh -c {{word .Merge}}
`

func writeSlurm(a *app, b *batch) error      { return a.fill(slurmScript, b) }
func writeHyperQueue(a *app, b *batch) error { return a.fill(hyperQueueScript, b) }

// Task is the command of a task of HyperQueue, and Merge of what comes after all.
func (b *batch) Task() string {
	const number = "$HQ_TASK_ID"
	return fmt.Sprintf("exec %s %s %s --shard %s --out %s --resume --jobs %d", shellWord(b.Program), b.Verb, b.Words,
		b.Shard(number), b.Part(number), b.CPUs)
}

// Merge is the command that comes after all tasks.
func (b *batch) Merge() string {
	return fmt.Sprintf("exec %s merge %s --out %s --force", shellWord(b.Program), b.Parts(), b.Whole())
}

// Log is the file for what a task says, for a shell. It has no name that Parts matches.
func (b *batch) Log(name string) string { return shellWord(b.within("log-" + name + ".txt")) }

// SlurmLog is Log for Slurm, which puts numbers and names in where a path has a percent sign.
func (b *batch) SlurmLog(name string) string {
	escaped := *b
	escaped.Out = strings.ReplaceAll(b.Out, "%", "%%")
	return escaped.Log(name)
}

// SlurmLimits are the flags of sbatch for what a task may take.
func (b *batch) SlurmLimits() (flags string) {
	if b.Limit > 0 {
		whole := int(b.Limit)
		const minute, hour = 60, 3600
		flags += fmt.Sprintf(" --time=%d:%02d:%02d", whole/hour, whole%hour/minute, whole%minute)
	}
	if b.Memory > 0 {
		flags += fmt.Sprintf(" --mem=%dK", (b.Memory+1023)/1024)
	}
	return flags
}

// HyperQueueLimits are the flags of hq for what a task may take.
func (b *batch) HyperQueueLimits() (flags string) {
	if b.Limit > 0 {
		flags += fmt.Sprintf(" --time-limit %ds", int(b.Limit))
	}
	if b.Memory > 0 {
		flags += fmt.Sprintf(" --resource mem=%d", (b.Memory+unit.Bytes(1<<20)-1)>>20)
	}
	return flags
}
