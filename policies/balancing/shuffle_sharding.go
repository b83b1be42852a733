package balancing

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// ShuffleSharding gives each key, as that of a tenant, a shard of some of all nodes, by hash, and sends its requests to
// one of those that are trusted, drawn by weight; to nobody if there is none (C. MacCárthaigh, "Workload isolation
// using shuffle-sharding", Amazon Builders' Library, 2019). Of n nodes with x distrusted, C(x, of) / C(n, of) of all
// keys are refused: how many share all their nodes with others follows from how many shards there are. Which nodes are
// in a shard does not depend on weights. What it does depends on keys, and there are no rates that say it. Cost:
// O(of²).
type ShuffleSharding struct {
	Of int `key:"of" doc:"nodes of a shard, 1 to 16; all, where there are fewer"`
}

var _ models.Balancer = ShuffleSharding{}

var shuffleRow = catalog.Define("shuffle-sharding",
	"Sends a key to one of the trusted nodes of its own shard, or to nobody if there is none (MacCárthaigh 2019).",
	ShuffleSharding{Of: 4}, func(b ShuffleSharding) (models.Balancer, error) {
		if b.Of < 1 || b.Of > mostChoices {
			return nil, errors.New("of is a number of nodes from 1 to 16")
		}
		return b, nil
	}).WithExample("of: 4")

// Weighs is true.
func (ShuffleSharding) Weighs() bool { return true }

// Pick deals the shard of the key and draws one of those in it that are trusted.
func (b ShuffleSharding) Pick(p *models.Peers, r models.Request, s *rng.Stream) int32 {
	var (
		dealt   hand
		trusted [mostChoices]int32
		key     = hashed(r)
		may     = 0
	)
	for k := range min(b.Of, p.All()) {
		node := int32(dealt.take(scaled(rng.Child(key, uint64(k)), p.All()-k)))
		if p.MayBe(node) {
			trusted[may] = node
			may++
		}
	}
	return lot(p, trusted[:may], s)
}

// Hashes reports that keys decide.
func (ShuffleSharding) Hashes() bool { return true }
