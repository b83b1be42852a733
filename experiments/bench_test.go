package experiments

import (
	"fmt"
	"testing"

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
