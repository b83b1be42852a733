package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(thrifty{m}, map[string]func(){"nines": main})
}

// thrifty runs the tests with less collecting of garbage, since those that compile thousands of files leave little that
// lasts. The commands that they start are as they always are.
type thrifty struct{ *testing.M }

func (t thrifty) Run() int {
	debug.SetGCPercent(400)
	return t.M.Run()
}

// Every dialogue in testdata happens as written: commands, streams and exit codes.
func TestDialogues(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "signals": signals, "folder": folder, "page": inspected, "commands": commanded,
		},
	})
}

// exits runs a command and demands its exit code: exits 3 nines check scenario.yaml.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var exit *exec.ExitError
	got, err := 0, ts.Exec(args[1], args[2:]...)
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// folder moves the only results folder below runs to a name that the dialogue can use: folder demo.
func folder(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs("runs/*"))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%d folders below runs, want 1", len(found))
	}
	ts.Check(os.Rename(found[0], ts.MkAbs(args[0])))
}

// patience is how long a command may take to end: alone on a machine it takes a second.
const patience = 15 * time.Second

// signals starts a command, lets it work for a moment once it has claimed its results folder, sends it a signal and
// demands its exit code: signals INT 130 DIR nines run scenario.yaml. Its streams go to the files out and err.
func signals(ts *testscript.TestScript, _ bool, args []string) {
	number := map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP,
		"KILL": syscall.SIGKILL}[args[0]]
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	out, err := os.Create(ts.MkAbs("out"))
	ts.Check(err)
	defer out.Close()
	complaints, err := os.Create(ts.MkAbs("err"))
	ts.Check(err)
	defer complaints.Close()
	path, err := exec.LookPath(filepath.Join(filepath.Dir(firstOnPath(ts)), args[3]))
	ts.Check(err)
	cmd := exec.Command(path, args[4:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = ts.MkAbs("."), out, complaints
	ts.Check(cmd.Start())
	for range 500 {
		ledger, err := os.Stat(ts.MkAbs(filepath.Join(args[2], ".nines-unfinished", "ledger.bin")))
		if err == nil && (number != syscall.SIGKILL || ledger.Size() > 4<<10) { // which nobody gets to prepare for
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	ts.Check(cmd.Process.Signal(number))
	late := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	_ = cmd.Wait() // its exit code is what counts
	if got := cmd.ProcessState.ExitCode(); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// firstOnPath is a file in the folder that holds the command under test.
func firstOnPath(ts *testscript.TestScript) string {
	return filepath.Join(filepath.SplitList(ts.Getenv("PATH"))[0], "nines")
}
