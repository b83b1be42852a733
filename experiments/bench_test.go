package experiments

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

const fleetText = `
version: 1
name: fleet
time: { horizon: %s }
topology: [ { level: rack, count: %d }, { level: node, count: 100, class: web } ]
classes: { web: { throughput: 100/s } }
faults: { crash: { on: web, time_to_failure: 3141h, repair: 6h } }
detection: { beat: { policy: heartbeat, interval: 1s, timeout: 5s, loss: 0.1%% } }
localization: { policy: exact }
services: { api: { runs_on: web, up_when: { capacity: 90%% } } }
run: { replications: { min: 8, max: 8 } }
`

func benchmarkRun(b *testing.B, s *scenario.Scenario, workers int) {
	b.ReportAllocs()
	incidents := 0.0
	for b.Loop() {
		r, err := Run(b.Context(), s, Options{Workers: workers})
		if err != nil {
			b.Fatal(err)
		}
		e, _ := r.Find("incidents", "fleet")
		incidents += e.Mean * float64(s.Spec.Time.Horizon) / year * float64(r.Sample.Len())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/incidents, "ns/incident")
}

// BenchmarkReplicate plays 8 replications of a year of 10,000 nodes with 1 s heartbeats; the ratio of its two rows is
// what a second processor buys.
func BenchmarkReplicate(b *testing.B) {
	s := compiled(b, fmt.Sprintf(fleetText, "1y", 100))
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) { benchmarkRun(b, s, workers) })
	}
}

// BenchmarkDecade plays one replication of ten years of 10,000 nodes with 1 s heartbeats: 2.8e5 incidents, to be played
// in less than a second.
func BenchmarkDecade(b *testing.B) {
	s := compiled(b, fmt.Sprintf(fleetText, "10y", 100), "run.replications={min: 2, max: 2}")
	benchmarkRun(b, s, 1)
}

// BenchmarkPipeline is BenchmarkDecade with the whole way from a fault to its repair: 10,000 nodes that crash, slow
// down and corrupt data, heartbeats with loss, monitoring and scrubbing, diagnoses that err, a ladder. Detectors cost
// what they notice, not what they send.
func BenchmarkPipeline(b *testing.B) {
	s := compiled(b, fmt.Sprintf(fleetText, "10y", 100), "run.replications={min: 2, max: 2}",
		"detection.beat.loss=1%", "detection.load={policy: monitoring, scrape: 15s, hold: 2m}",
		"detection.scrub={policy: consistency, every: 14d}", "detection.people={policy: human}",
		"localization={policy: log-analysis, takes: 5m, accuracy: 80%}",
		"recovery={policy: ladder, steps: [{action: restart, takes: 1m, fixes: {down: 80%, slow: 80%}}]}",
		"faults.limp={on: web, effect: {slow: 5x}, rate: 1/y, repair: 1h, heals: 30d}",
		"faults.rot={on: web, effect: corrupt, rate: 0.2/y, repair: 1h}")
	benchmarkRun(b, s, 1)
}

// BenchmarkMillion plays a year of 1,000,000 nodes.
func BenchmarkMillion(b *testing.B) {
	s := compiled(b, fmt.Sprintf(fleetText, "1y", 10_000), "run.replications={min: 2, max: 2}")
	benchmarkRun(b, s, 1)
}

// smallText is over in a blink: 5 nodes, some 17 failures in a replication.
const smallText = `
version: 1
name: small
time: { horizon: 30d }
topology: [ { level: node, count: 5 } ]
faults: { crash: { on: node, time_to_failure: 200h, repair: 6h } }
services: { api: { runs_on: node, up_when: { at_least: 3 } } }
run: { replications: { min: %[1]d, max: %[1]d } }
`

// BenchmarkMerge joins the shards of one run of some 20,000 small replications, as many as an experiment may
// have at the most, from the folders that they left to the estimates. Making them takes longer than joining them.
func BenchmarkMerge(b *testing.B) {
	for _, shards := range []int{10, 100, 1000, MostShards} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			compile := func(int) (*scenario.Scenario, error) { return compiled(b, fmt.Sprintf(smallText, 20_000)), nil }
			key := func(point int) result.Key { return result.Key{RunID: "x", Point: point} }
			folders := shardsOf(b, Whole{Points: 1, Compile: compile, Fixed: 20_000}, shards, key)
			b.ResetTimer()
			for range b.N {
				var ledgers []string
				for _, dir := range folders {
					f, err := result.Open(dir)
					if err != nil {
						b.Fatal(err)
					}
					ledgers = append(ledgers, f.Path(result.LedgerFile))
				}
				w, err := result.Create(b.TempDir(), keptHead, result.Fresh, ledgers...)
				if err != nil {
					b.Fatal(err)
				}
				s, _ := compile(0)
				keep := Keep{Ledger: w.Ledger(), Whole: true, Key: key}
				if _, err := Run(b.Context(), s, Options{Keep: keep}); err != nil {
					b.Fatal(err)
				}
				if err := w.Discard(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*shards), "µs/shard")
		})
	}
}

// shardsOf plays each shard of an experiment into a folder of its own.
func shardsOf(b *testing.B, whole Whole, of int, key func(int) result.Key) (folders []string) {
	for n := 1; n <= of; n++ {
		w, err := result.Create(filepath.Join(b.TempDir(), "shard"), keptHead, result.Fresh)
		if err != nil {
			b.Fatal(err)
		}
		_, err = PlayShards(b.Context(), whole, Shards{[]int{n}, of}, Options{Keep: Keep{Ledger: w.Ledger(), Key: key}})
		if err := errors.Join(err, w.Publish(shardManifest(n, of))); err != nil {
			b.Fatal(err)
		}
		folders = append(folders, w.Dir())
	}
	return folders
}
