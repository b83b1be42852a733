package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// smallText is a point of a sweep: its nodes fail 0.15 times a day each.
const smallText = `
version: 1
name: small
time: { horizon: %s }
topology: [ { level: node, count: %d } ]
faults: { crash: { on: node, time_to_failure: 200h, repair: 6h } }
services: { api: { runs_on: node, up_when: { capacity: 60%% } } }
run: { replications: { min: 20, max: 20 } }
`

// BenchmarkSweep holds a sweep of 1,000 points of 20 replications each against a run of the same 20,000 replications of
// one point, both from the file to the last table on the disk, by the processor time of all of it. µs/point is what a
// point takes beyond its replications, and replications/5% how many it has to have for that to be 5 % of them.
func BenchmarkSweep(b *testing.B) {
	const points, each = 1000, 20
	for _, size := range []struct {
		horizon string
		nodes   int
	}{{"30d", 5}, {"1y", 5}, {"30d", 100}} {
		b.Run(fmt.Sprintf("horizon=%s/nodes=%d", size.horizon, size.nodes), func(b *testing.B) {
			file := filepath.Join(b.TempDir(), "small.yaml")
			if err := os.WriteFile(file, fmt.Appendf(nil, smallText, size.horizon, size.nodes), 0o666); err != nil {
				b.Fatal(err)
			}
			swept, played := 0.0, 0.0
			for range b.N {
				swept += processorTime(b, "sweep", file, "--vary", "faults.crash.repair=300m:1m:1299m")
				played += processorTime(b, "run", file, "--replications", fmt.Sprint(points*each))
			}
			beyond, alone := (swept-played)/float64(points*b.N), played/float64(points*each*b.N)
			b.ReportMetric(swept/played, "swept/played")
			b.ReportMetric(1e6*beyond, "µs/point")
			b.ReportMetric(1e6*alone, "µs/replication")
			b.ReportMetric(beyond/alone/0.05, "replications/5%")
		})
	}
}

// processorTime is what a command line takes of all processors, in seconds.
func processorTime(b *testing.B, line ...string) float64 {
	b.Helper()
	a := &app{out: bufio.NewWriter(io.Discard), err: io.Discard, clock: time.Now, color: "never"}
	root := a.root()
	root.SetArgs(append(line, "--quiet", "--jobs", "1", "--out", filepath.Join(b.TempDir(), "results")))
	before := used(b)
	if err := root.Execute(); err != nil {
		b.Fatal(err)
	}
	return used(b) - before
}

func used(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
