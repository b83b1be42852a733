package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The tests below kill the program hundreds of times, which takes minutes: they are asked for with NINES_KILLS, a
// number of random moments.

const mortal = `version: 1
name: mortal
time: { horizon: 200d }
topology: [ { level: zone, count: 2 }, { level: node, count: 6 } ]
faults:
  crash: { on: node, time_to_failure: { dist: empirical, file: lives.csv }, repair: 1h }
  power: { on: zone, time_to_failure: 40d, heals: 4h }
services: { api: { runs_on: node, up_when: { at_least: 8 } } }
run: { replications: { min: 6, max: 6 } }
`

const mortalSweep = `version: 1
base: scenario.yaml
vary: [ { path: faults.crash.repair, values: [ 1h, 3h ] } ]
`

const mortalCompare = `version: 1
base: scenario.yaml
variants: { slow: {}, fast: { set: { faults.crash.repair: 30m } } }
`

// mortals are files laid out, and commands of which each was played once, undisturbed, into a folder that has the name
// of its verb.
type mortals struct {
	dir, nines string
	commands   [][]string
}

func newMortals(t *testing.T) *mortals {
	t.Helper()
	m := &mortals{dir: t.TempDir(), commands: [][]string{{"run", "scenario.yaml"}, {"sweep", "sweep.yaml"},
		{"compare", "compare.yaml"}}}
	for name, text := range map[string]string{"scenario.yaml": mortal, "sweep.yaml": mortalSweep,
		"compare.yaml": mortalCompare, "lives.csv": "86400\n604800\n2592000\n"} {
		if err := os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if m.nines, err = exec.LookPath("nines"); err != nil {
		t.Fatal(err)
	}
	for _, c := range m.commands {
		m.play(t, nil, c, "--out", c[0])
	}
	return m
}

// kills is how often to kill.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("NINES_KILLS"))
	if err != nil {
		t.Skip("set NINES_KILLS=1000 to kill the program at so many moments, and at every system call")
	}
	return n
}

// play runs a command behind others, such as those that kill it, and reports whether it was killed; otherwise it must
// have done what it was told.
func (m *mortals) play(t *testing.T, behind, command []string, more ...string) (killed bool) {
	t.Helper()
	words := slices.Concat(behind, []string{m.nines}, command, more, []string{"-q"})
	cmd := exec.Command(words[0], words[1:]...)
	var complaints bytes.Buffer
	cmd.Dir, cmd.Stderr = m.dir, &complaints
	return m.ended(t, cmd.Run(), words, &complaints)
}

func (m *mortals) ended(t *testing.T, err error, words []string, complaints *bytes.Buffer) (killed bool) {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &exit):
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
			return true
		}
	}
	t.Fatalf("%s: %v\n%s", strings.Join(words, " "), err, complaints)
	return false
}

// goOn goes on with what was killed. Where it had not come to anything, what it was to replace must still be whole, and
// is replaced now.
func (m *mortals) goOn(t *testing.T, command []string) {
	t.Helper()
	words := slices.Concat(command, []string{"--out", "killed", "--resume", "-q"})
	resumed := exec.Command(m.nines, words...)
	resumed.Dir = m.dir
	complaints, err := resumed.CombinedOutput()
	if err != nil && bytes.Contains(complaints, []byte("another experiment")) {
		m.play(t, nil, []string{"check", "killed"})
		m.play(t, nil, command, "--out", "killed", "--force")
		return
	}
	m.ended(t, err, words, bytes.NewBuffer(complaints))
}

// same compares a folder with one that was played undisturbed: every file but the manifest, which has wall times, and
// nothing beside them.
func (m *mortals) same(t *testing.T, got, want string) {
	t.Helper()
	listed := func(folder string) (names []string) {
		entries, err := os.ReadDir(filepath.Join(m.dir, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if a, b := listed(got), listed(want); !slices.Equal(a, b) {
		t.Fatalf("%s holds %q, and %s %q", got, a, want, b)
	}
	for _, name := range listed(want) {
		a, err := os.ReadFile(filepath.Join(m.dir, got, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(m.dir, want, name))
		if err != nil {
			t.Fatal(err)
		}
		if name != "manifest.json" && !bytes.Equal(a, b) {
			t.Fatalf("%s of %s is not that of %s", name, got, want)
		}
	}
}

// clear removes what an attempt has left.
func (m *mortals) clear(t *testing.T, folder string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(m.dir, folder)); err != nil {
		t.Fatal(err)
	}
}

// Killed at a random moment, again and again, and gone on with, an experiment leaves the bytes of one that never
// stopped.
func TestKilledAtRandom(t *testing.T) {
	kills := kills(t)
	m := newMortals(t)
	random, killed := rand.New(rand.NewPCG(1, 2)), 0
	for attempt := 0; killed < kills; attempt++ {
		command := m.commands[attempt%len(m.commands)]
		m.clear(t, "killed")
		if attempt%2 == 1 { // over results of another seed
			m.play(t, nil, command, "--out", "killed", "--seed", "7")
		}
		way := []string{"--force", "--resume"}[(attempt+1)%2]
		for range 1 + random.IntN(3) {
			if m.killedSoon(t, command, way, time.Duration(random.IntN(120_000))*time.Microsecond) {
				killed++
			}
			way = "--resume"
		}
		m.goOn(t, command)
		m.same(t, "killed", command[0])
	}
	t.Logf("killed %d times", killed)
}

func (m *mortals) killedSoon(t *testing.T, command []string, way string, after time.Duration) bool {
	t.Helper()
	words := slices.Concat(command, []string{"--out", "killed", way, "-q"})
	cmd := exec.Command(m.nines, words...)
	var complaints bytes.Buffer
	cmd.Dir, cmd.Stderr = m.dir, &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if err != nil && strings.Contains(complaints.String(), "another experiment") {
		return false // what it was to replace is still there
	}
	return m.ended(t, err, words, &complaints)
}

// outward are the system calls by which the disk, or another process, learns what the program does.
var outward = []string{"openat", "write", "pwrite64", "fsync", "renameat", "renameat2", "unlinkat", "mkdirat", "linkat",
	"close", "flock", "fcntl", "ftruncate", "getdents64"}

// The same at every system call of an experiment, one after the other, of a first attempt and of one that replaces
// other results: strace kills it when a thread makes its n-th call of a kind.
func TestKilledAtEverySystemCall(t *testing.T) {
	kills(t)
	m := newMortals(t)
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("needs strace")
	}
	killed, command := 0, m.commands[1]
	for _, way := range []string{"--resume", "--force"} {
		for _, call := range outward {
			for n := 1; ; n++ {
				m.clear(t, "killed")
				if way == "--force" {
					m.play(t, nil, command, "--out", "killed", "--seed", "7")
				}
				behind := []string{strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e",
					fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n)}
				if !m.play(t, behind, command, "--out", "killed", way) {
					break
				}
				killed++
				m.goOn(t, command)
				m.same(t, "killed", command[0])
			}
		}
	}
	t.Logf("killed %d times", killed)
}
