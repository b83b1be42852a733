package main

import (
	"encoding/base64"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
)

// kubernetesJobs are the two jobs. A shard whose command or input is wrong fails for good, one that is told to stop or
// whose node goes away is played again, and goes on where it was. Kubernetes has no job that waits for another: the
// merging fails with 6 as long as shards are missing, and is tried again, later and later.
const kubernetesJobs = `---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{.Name}}
spec:
  completionMode: Indexed
  completions: {{.Tasks}}
  parallelism: {{.Tasks}}
  backoffLimitPerIndex: 10
  podFailurePolicy:
    rules:
      - { action: Ignore, onPodConditions: [ { type: DisruptionTarget, status: "True" } ] }
      - action: FailIndex # wrong command line, invalid input, results of something else
        onExitCodes: { containerName: nines, operator: In, values: [ 2, 3, 6 ] }
  template:
    spec:
      restartPolicy: Never{{if .Limit}}
      activeDeadlineSeconds: {{.Seconds}}{{end}}
      containers:
        - name: nines
          image: {{quoted .Image}}
          command: [ sh, -c ]
          args:
            - {{quoted .Task}}
          resources: { requests: { cpu: {{.CPUs}}{{if .Memory}}, memory: {{printf "%d" .Memory}}{{end}} } }
          volumeMounts:
            - { name: inputs, mountPath: /inputs, readOnly: true }
            - { name: results, mountPath: /results }
      volumes:
        - name: inputs
          configMap:
            name: {{.Name}}
            items:{{range .Items}}
              - { key: {{.Key}}, path: {{quoted .Path}} }{{end}}
        - name: results
          persistentVolumeClaim: { claimName: {{quoted .Claim}} }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{.Name}}-merge
spec:
  backoffLimit: 3
  podFailurePolicy:
    rules:
      - { action: Ignore, onPodConditions: [ { type: DisruptionTarget, status: "True" } ] }
      - action: Ignore # shards are missing, as yet
        onExitCodes: { containerName: nines, operator: In, values: [ 6 ] }
      - action: FailJob # an objective is violated, or undecided: the results are there
        onExitCodes: { containerName: nines, operator: In, values: [ 4, 5, 7 ] }
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: nines
          image: {{quoted .Image}}
          command: [ sh, -c ]
          args:
            - {{quoted .Merge}}
          volumeMounts:
            - { name: results, mountPath: /results }
      volumes:
        - name: results
          persistentVolumeClaim: { claimName: {{quoted .Claim}} }
`

// kubernetes is a batch for Kubernetes, whose results are in the volume, with the files that it reads.
type kubernetes struct {
	*batch
	Items []item
}

// item is a file of a ConfigMap, whose keys have no slashes.
type item struct{ Key, Path string }

// mostConfigured is how many bytes a ConfigMap holds.
const mostConfigured = 1 << 20

func writeKubernetes(a *app, b *batch) error {
	k := &kubernetes{batch: b.inVolume()}
	text, binary, size := map[string]string{}, map[string]string{}, 0
	add := func(name string, data []byte) {
		key := fmt.Sprintf("input-%d", len(k.Items))
		k.Items = append(k.Items, item{key, name})
		if size += len(data); utf8.Valid(data) {
			text[key] = string(data)
		} else {
			binary[key] = base64.StdEncoding.EncodeToString(data)
		}
	}
	add(result.ScenarioFile, b.base.Resolved)
	if b.varied != "" {
		add(result.PlanFile, []byte(b.varied))
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(b.base.Files))) {
		data, err := readInput(b.base, name)
		if err != nil {
			return err
		}
		add(filepath.ToSlash(filepath.Clean(name)), data)
	}
	if size > mostConfigured {
		return usage("play it on an engine whose machines see its files", "the scenario and its files take %d kB, and a "+
			"ConfigMap holds %d", size>>10, mostConfigured>>10)
	}
	fmt.Fprintf(a.out, "# For Kubernetes: %s. kubectl apply -f this-file\n", b.Title)
	inputs := map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]string{"name": b.Name},
		"data": text}
	if len(binary) > 0 {
		inputs["binaryData"] = binary
	}
	out := yaml.NewEncoder(a.out)
	if err := out.Encode(inputs); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return a.fill(kubernetesJobs, k)
}

// Task is the command of a task. Indices count from 0, and shards from 1.
func (k *kubernetes) Task() string {
	file := result.ScenarioFile
	if k.varied != "" {
		file = result.PlanFile
	}
	return "n=$((JOB_COMPLETION_INDEX + 1)); " + k.play(shellWord(path.Join("/inputs", file)), "$n")
}

// inVolume is the batch with results in the volume, which no path leads out of. Kubernetes puts variables in where an
// argument has $(NAME), and makes one of two dollars.
func (b *batch) inVolume() *batch {
	c := *b
	c.Out = strings.ReplaceAll(path.Join("/results", path.Join("/", b.Out)), "$", "$$")
	c.Program = strings.ReplaceAll(b.Program, "$", "$$")
	return &c
}

// Seconds is the limit of a task.
func (k *kubernetes) Seconds() int { return int(k.Limit) }
