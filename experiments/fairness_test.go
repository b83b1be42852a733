package experiments

import (
	"fmt"
	"math"
	"testing"

	"nines/sim/stat/stattest"
)

// unhurried is four nodes that take a second for each request however many they have, for so many seconds.
const unhurried = `
version: 1
time: { horizon: %ds, warmup: 10s }
topology: [ { level: node, count: 4 } ]
traffic:
  service: api
  fidelity: request
  arrivals: { %s rate: 4/s }
  service_time: { dist: constant, value: 1s }
  queues: { concurrency: 1k }
%sservices: { api: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`

// Where a balancer draws, the seconds of work that a node of n does in a time T are those of Poisson's arrivals, at a
// rate of 1, whose second of work lies inside it for a part: their mean is T, and their variance T − 1/3. So the index
// is (T² + (T − 1/3)/n) / (T² + T − 1/3) on average, as a ratio of averages; the shares of what each has done, without
// the noise of the draw, would be alike.
func TestFairnessOfRandom(t *testing.T) {
	const seconds, n = 20, 4
	r := mustRun(t, compiled(t, fmt.Sprintf(unhurried, seconds, "", "balancing: { policy: random }\n")), 0)
	e, _ := r.Find("fairness", "service:api")
	variance := seconds - 1./3
	want := (seconds*seconds + variance/n) / (seconds*seconds + variance)
	off := (e.High - e.Low) / (2 * 1.96)
	stattest.Check(t, "fairness", stattest.Normal(e.Mean, want, off))
	stattest.Alarm(t, "fairness, if it were of rates", stattest.Normal(e.Mean, 1, off))
}

// Nodes in turn do the same; where all is about one key, one of four does all; and where one of four is out of service
// for half of the time, the others do a third more for as long, which is weighed by how long each is in service. A
// second of what is cut off at its ends is all that may differ.
func TestFairnessIsExact(t *testing.T) {
	const half = "faults: { gone: { at: 0s, on: node-1, for: 20000s, effect: down } }\n"
	busy := 0.5*4./3 + 0.5 // of who is always in service; who is for half of the time is busy for as long
	lopsided := math.Pow(3*busy+0.5, 2) / (3.5 * (3*busy*busy + 0.5))
	for name, c := range map[string]struct {
		more string
		want float64
	}{
		"in turn":        {"balancing: { policy: round-robin }\n", 1},
		"by one key":     {"  keys: { count: 1 }\nbalancing: { policy: maglev }\n", 0.25},
		"one comes back": {"balancing: { policy: round-robin }\n" + half, lopsided},
	} {
		r := mustRun(t, compiled(t, fmt.Sprintf(unhurried, 40_000, "process: regular,", c.more),
			"run.replications.min=2", "run.replications.max=2"), 0)
		if got := point(t, r, "fairness", "service:api"); math.Abs(got-c.want) > 1e-5 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
