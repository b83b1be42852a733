package scenario

import "testing"

// TestBesidesStay would catch what stands beside a policy and is lost when another one is set.
func TestBesidesStay(t *testing.T) {
	d, err := Parse("test.yaml", []byte(`version: 1
time: { horizon: 1h }
topology: [ { level: node, count: 3 } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
balancing:
  policy: random
  panic: 40%
  staleness: 2s
  ejection: { policy: consecutive-failures, failures: 4, lasts: 7s }
traffic:
  service: api
  fidelity: request
  service_time: 1s
  arrivals: { rate: 1/s }
  queues: { brownout: { policy: threshold, above: 3, optional: 30% } }
  client: { timeout: 9s, hedge: { policy: fixed, after: 1s, copies: 2 } }
`))
	if err != nil {
		t.Fatal(err)
	}
	for path, to := range map[string]string{"balancing.policy": "round-robin", "balancing.ejection.policy": "success-rate",
		"traffic.queues.brownout.policy": "linear", "traffic.client.hedge.policy": "quantile"} {
		if err := d.Set(path, to); err != nil {
			t.Fatal(err)
		}
	}
	s, err := d.Compile(DefaultCatalogs())
	if err != nil {
		t.Fatal(err)
	}
	b, x := &s.Spec.Balancing, &s.Spec.Traffic[0]
	if b.Panic != 0.4 || b.Staleness == nil || b.Ejection == nil || b.Ejection.Lasts != 7 ||
		x.Queues.Brownout.Optional != 0.3 || x.Client.Hedge.Copies != 2 {
		t.Errorf("%+v, %+v, %+v", *b, *x.Queues.Brownout, *x.Client.Hedge)
	}
}
