package experiments_test

import (
	"context"
	"fmt"

	"nines/experiments"
	"nines/experiments/scenario"
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Pack is a balancer of one's own, the whole of it: it fills one node after the other, so that those that are not
// needed can be switched off. It knows what it has sent alone.
type Pack struct {
	Most unit.Count `key:"most" doc:"requests at a node before the next one is sent any, 1 or more"`
}

// NewPack checks the configuration. What stands after the semicolon is shown as the remedy.
func NewPack(p Pack) (models.Balancer, error) {
	if p.Most < 1 {
		return nil, fmt.Errorf("most is a number of requests, 1 or more; write for example most: 4")
	}
	return p, nil
}

// Pick chooses the first node that has room, and sends the request to nobody if none has.
func (p Pack) Pick(peers *models.Peers, _ models.Request, _ *rng.Stream) int32 {
	for node, active := range peers.Active {
		if peers.MayBe(int32(node)) && int(active) < int(p.Most) {
			return int32(node)
		}
	}
	return models.Nobody
}

// A balancer is added as any policy is: by a table with one more row.
func Example_privateBalancer() {
	catalogs := scenario.DefaultCatalogs()
	catalogs.Balancing = catalogs.Balancing.With(
		catalog.Define("pack", "Fills one node after the other.", Pack{Most: 2}, NewPack))

	document, _ := scenario.Parse("packed.yaml", []byte(`version: 1
time: { warmup: 1m, horizon: 30m }
topology: [ { level: node, count: 3 } ]
detection: { instant: { policy: instant } }
localization: { policy: exact }
balancing: { policy: pack }
traffic:
  service: app
  fidelity: request
  arrivals: { rate: 5/s }
  service_time: { dist: exponential, mean: 1s }
  queues: { concurrency: 2, limit: 0 }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`))
	packed, err := document.Compile(catalogs)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, _ := experiments.Run(context.Background(), packed, experiments.Options{})
	success, _ := r.Find("request_success", "service:app")
	imbalance, _ := r.Find("imbalance", "service:app")
	fmt.Printf("%.0f %% served, where Erlang's B says 81 %%\n", 100*success.Mean)
	fmt.Printf("%.1f times the mean at the first node\n", imbalance.Mean)

	// Output:
	// 81 % served, where Erlang's B says 81 %
	// 1.2 times the mean at the first node
}
