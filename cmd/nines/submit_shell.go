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
  --cpus-per-task={{.CPUs}}{{.Limits}} --requeue --open-mode=append --output={{.Log "%a"}} <<'TASK'
#!/bin/sh
exec {{word .Program}} {{.Verb}} {{.Words}} --shard {{.Shard "$SLURM_ARRAY_TASK_ID"}} \
  --out {{.Part "$SLURM_ARRAY_TASK_ID"}} --resume --jobs {{.CPUs}}
TASK
)
sbatch --job-name={{.Name}}-merge --dependency="afterok:${tasks%%;*}" --kill-on-invalid-dep=yes \
  --ntasks=1 --output={{.Log "merge"}} <<'MERGE'
#!/bin/sh
exec {{word .Program}} merge {{.Parts}} --out {{.Whole}} --force
MERGE
`

// slurm is a batch for Slurm.
type slurm struct{ *batch }

func writeSlurm(a *app, b *batch) error { return a.fill(slurmScript, slurm{b}) }

// Log is that of the batch: Slurm puts numbers and names in where a path has a percent sign.
func (s slurm) Log(name string) string {
	escaped := *s.batch
	escaped.Out = strings.ReplaceAll(s.Out, "%", "%%")
	return escaped.Log(name)
}

// Limits are the flags of sbatch for what a task may take.
func (s slurm) Limits() (flags string) {
	if s.Limit > 0 {
		whole := int(s.Limit)
		const minute, hour = 60, 3600
		flags += fmt.Sprintf(" --time=%d:%02d:%02d", whole/hour, whole%hour/minute, whole%minute)
	}
	if s.Memory > 0 {
		flags += fmt.Sprintf(" --mem=%dK", (s.Memory+1023)/1024)
	}
	return flags
}

// hyperQueueScript waits for the array, since its end is what the merging waits for.
const hyperQueueScript = `#!/bin/sh
# For HyperQueue: {{.Title}}. Run it where its files are: sh this-file
# It submits an array of {{.Tasks}}, waits for it, and merges what the tasks leave. Run it again to play what is
# missing: finished shards are not played twice, and others go on where they were stopped.
set -eu
mkdir -p {{word .Out}}
hq submit --wait --name {{.Name}} --array 1-{{.Tasks}} --cpus {{.CPUs}}{{.Limits}} \
  --stdout {{.Log "%{TASK_ID}"}} \
  --stderr {{.Log "%{TASK_ID}-errors"}} -- \
  sh -c {{word .Task}}
hq submit --wait --name {{.Name}}-merge --stdout {{.Log "merge"}} \
  --stderr {{.Log "merge-errors"}} -- \
  sh -c {{word .Merge}}
`

// hyperQueue is a batch for HyperQueue.
type hyperQueue struct{ *batch }

func writeHyperQueue(a *app, b *batch) error { return a.fill(hyperQueueScript, hyperQueue{b}) }

// Task is the command of a task.
func (h hyperQueue) Task() string { return h.play(h.Words, "$HQ_TASK_ID") }

// Limits are the flags of hq for what a task may take.
func (h hyperQueue) Limits() (flags string) {
	if h.Limit > 0 {
		flags += fmt.Sprintf(" --time-limit %ds", int(h.Limit))
	}
	if h.Memory > 0 {
		flags += fmt.Sprintf(" --resource mem=%d", (h.Memory+unit.Bytes(1<<20)-1)>>20)
	}
	return flags
}
