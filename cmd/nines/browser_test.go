package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// looking is a page that holds another one in a frame of some width, and says in its title how wide that one would
// like to be.
const looking = `<!DOCTYPE html><title>nothing</title><iframe src="/report.html" width="%d" height="800"
onload="document.title = 'width ' + this.contentDocument.documentElement.scrollWidth"></iframe>`

// Reports as a browser sees them, where one is named: no line on its console, no request for anything else, and nothing
// wider than a screen or a telephone. The other tests of reports need none.
func TestReportsInABrowser(t *testing.T) {
	browser := os.Getenv("NINES_BROWSER")
	if browser == "" {
		t.Skip("set NINES_BROWSER to a Chromium to look at reports with it")
	}
	dir := t.TempDir()
	nines := func(args ...string) {
		cmd := exec.Command(os.Args[0], args...)
		cmd.Args[0] = "nines"
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() < exitViolated {
			t.Fatalf("nines %v: %v\n%s", args, err, out)
		}
	}
	link := filepath.Join(dir, "nines") // by its name the test is the program, see TestMain
	if err := os.Symlink(mustAbs(t, os.Args[0]), link); err != nil {
		t.Skip(err)
	}
	os.Args[0] = link
	nines("init", "web")
	nines("run", "web/scenario.yaml", "--replications", "20", "-o", "run")
	nines("sweep", "web/sweep.yaml", "--replications", "4", "-o", "sweep")
	nines("compare", "web/compare.yaml", "--max-replications", "40", "-o", "compare")
	for _, folder := range []string{"run", "sweep", "compare"} {
		nines("report", folder)
		for _, width := range []int{1280, 390} {
			lookAt(t, browser, filepath.Join(dir, folder, "report.html"), width)
		}
	}
}

func mustAbs(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// lookAt opens a page in a frame. Whatever host the browser asks for, the question comes to the test.
func lookAt(t *testing.T, browser, file string, width int) {
	t.Helper()
	var lock sync.Mutex
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Referer() != "" { // what a browser asks for itself, such as its updates, comes from no page
			lock.Lock()
			asked = append(asked, r.Host+r.URL.Path)
			lock.Unlock()
		}
		switch r.URL.Path {
		case "/report.html":
			http.ServeFile(w, r, file)
		case "/":
			fmt.Fprintf(w, looking, width)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
		"--disable-background-networking", "--disable-component-update", "--user-data-dir="+t.TempDir(),
		"--host-resolver-rules=MAP * "+strings.TrimPrefix(server.URL, "http://"), "--virtual-time-budget=5000",
		"--dump-dom", server.URL)
	var said strings.Builder
	cmd.Stderr = &said
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", browser, err, said.String())
	}
	seen := regexp.MustCompile(`<title>width (\d+)</title>`).FindSubmatch(dom)
	if seen == nil {
		t.Fatalf("%s was not seen: %s", file, dom)
	}
	if got, err := strconv.Atoi(string(seen[1])); err != nil || got > width {
		t.Errorf("%s in %d pixels is %d wide", file, width, got)
	}
	if line := regexp.MustCompile(`.*CONSOLE.*`).FindString(said.String()); line != "" {
		t.Errorf("%s: %s", file, line)
	}
	lock.Lock()
	defer lock.Unlock()
	for _, path := range asked {
		if !strings.HasSuffix(path, "/report.html") && !strings.HasSuffix(path, "/favicon.ico") {
			t.Errorf("%s asks for %s", file, path)
		}
	}
}
