package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sweptFarm is what the tests below submit: large enough that a task can be stopped while it works.
const sweptFarm = `version: 1
name: farm
time: { horizon: 4y }
topology: [ { level: node, count: 40 } ]
faults: { crash: { on: node, time_to_failure: 2d, repair: 1h } }
services: { api: { runs_on: node, up_when: { at_least: 37 } } }
run: { replications: { min: 60, max: 60 } }
`

const sweptFarmSweep = `version: 1
base: farm.yaml
vary: [ { path: faults.crash.repair, values: [1h, 2h, 3h] } ]
`

// farm lays out the sweep in a new folder.
func farm(t *testing.T) (dir, nines string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{"farm.yaml": sweptFarm, "sweep.yaml": sweptFarmSweep} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	nines, err := exec.LookPath("nines")
	if err != nil {
		t.Fatal(err)
	}
	return dir, nines
}

// printed runs a command in a folder and returns what it prints.
func printed(t *testing.T, dir string, command ...string) string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	var out, complaints bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(command, " "), err, &out, &complaints)
	}
	return out.String()
}

// The manifest is of the types of the Kubernetes API. They come as a module of their own, through the module proxy.
func TestKubernetesKnowsTheManifest(t *testing.T) {
	if os.Getenv("NINES_KUBERNETES") == "" {
		t.Skip("set NINES_KUBERNETES=1 to check the manifest against the types of the Kubernetes API, which are fetched")
	}
	dir, nines := farm(t)
	manifest := printed(t, dir, nines, "submit", "k8s", "sweep.yaml", "--shards", "6", "--image", "nines:1", "--claim",
		"results", "--time", "2h", "--memory", "1GiB")
	check := exec.Command("go", "run", ".")
	check.Dir, check.Stdin = filepath.Join("testdata", "kubernetes"), strings.NewReader(manifest)
	said, err := check.CombinedOutput()
	const want = "ConfigMap is of v1\nJob is of batch/v1\nJob is of batch/v1\n"
	if err != nil || !strings.HasSuffix(string(said), want) {
		t.Errorf("%v\n%s", err, said)
	}
}

// slurmConf is a cluster of this machine alone.
const slurmConf = `ClusterName=nines
SlurmctldHost=%[1]s(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
StateSaveLocation=%[2]s/state
SlurmdSpoolDir=%[2]s/spool
SlurmctldPidFile=%[2]s/slurmctld.pid
SlurmdPidFile=%[2]s/slurmd.pid
SlurmctldLogFile=%[2]s/slurmctld.log
SlurmdLogFile=%[2]s/slurmd.log
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
MailProg=/bin/true
KillWait=2
ReturnToService=2
NodeName=%[1]s NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`

// A sweep is played by Slurm itself, on this machine: one task is stopped in its middle and queued again, and one is
// killed, which takes the merging away; the same script again leaves the bytes of the sweep played as a whole. Debian's
// slurm-wlm has all that it takes; munged must run.
func TestSlurm(t *testing.T) {
	if os.Getenv("NINES_SLURM") == "" {
		t.Skip("set NINES_SLURM=1 to play a sweep on Slurm (as root, with slurm-wlm and a munged that runs)")
	}
	dir, nines := farm(t)
	startSlurm(t)
	script := printed(t, dir, nines, "submit", "slurm", "sweep.yaml", "--shards", "6", "--program", nines, "--out", "out")
	if err := os.WriteFile(filepath.Join(dir, "job.sh"), []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	printed(t, dir, "sh", "job.sh")
	printed(t, dir, "scontrol", "requeue", working(t, dir, 1))
	working(t, dir, 2)
	printed(t, dir, "pkill", "-KILL", "-f", "--", "--out out/part-2 ")
	untilIdle(t, dir)
	if log, err := os.ReadFile(filepath.Join(dir, "out", "log-1.txt")); err != nil ||
		!strings.Contains(string(log), "goes on with") {
		t.Errorf("the task that was queued again began anew: %v\n%s", err, log)
	}
	if _, err := os.Stat(filepath.Join(dir, "out", "whole")); err == nil {
		t.Error("merged without the task that was killed")
	}
	printed(t, dir, "sh", "job.sh")
	untilIdle(t, dir)
	printed(t, dir, nines, "sweep", "sweep.yaml", "--out", "whole")
	for _, name := range []string{"ledger.bin", "summary.json", "summary.csv", "timeseries.csv", "incidents.csv"} {
		one, err := os.ReadFile(filepath.Join(dir, "out", "whole", name))
		if err != nil {
			t.Fatal(err)
		}
		if other, err := os.ReadFile(filepath.Join(dir, "whole", name)); err != nil || !bytes.Equal(one, other) {
			t.Errorf("%s differs from that of the sweep played as a whole: %v", name, err)
		}
	}
}

// startSlurm starts a cluster, and ends it with the test.
func startSlurm(t *testing.T) {
	t.Helper()
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	dir := t.TempDir()
	for _, name := range []string{"state", "spool"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	conf := filepath.Join(dir, "slurm.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, slurmConf, host, dir), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SLURM_CONF", conf)
	for _, daemon := range []string{"slurmctld", "slurmd"} {
		cmd := exec.Command(daemon, "-D")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	}
	t.Cleanup(func() { _ = exec.Command("scancel", "-u", "root").Run(); time.Sleep(3 * time.Second) })
	for range 100 {
		if state, _ := exec.Command("sinfo", "-h", "-o", "%T").Output(); strings.TrimSpace(string(state)) == "idle" {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatal("the cluster does not come up")
}

// working waits until a task has finished a replication and works, and returns its job.
func working(t *testing.T, dir string, task int) string {
	t.Helper()
	ledger := filepath.Join(dir, "out", fmt.Sprint("part-", task), ".nines-unfinished", "ledger.bin")
	for range 600 {
		if info, err := os.Stat(ledger); err == nil && info.Size() > 4<<10 {
			for line := range strings.Lines(printed(t, dir, "squeue", "-h", "-r", "-t", "R", "-o", "%K %A")) {
				if index, job, _ := strings.Cut(strings.TrimSpace(line), " "); index == fmt.Sprint(task) {
					return job
				}
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("task %d does not get to work", task)
	return ""
}

// untilIdle waits for all jobs to end.
func untilIdle(t *testing.T, dir string) {
	t.Helper()
	for range 600 {
		if printed(t, dir, "squeue", "-h") == "" {
			return
		}
		time.Sleep(time.Second)
	}
	t.Fatal("jobs do not end")
}
