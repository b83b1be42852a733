package scenario

import (
	"math"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// What is written of requests can come to nothing for want of something else. That is no mistake of the language, and
// may be meant, as at one point of a sweep; but who wrote it most likely expects something of it.

// futile warns of what is said of requests and comes to nothing.
func (c *compiler) futile() {
	if len(c.blueprint.Traffic) < len(c.spec.Traffic) {
		return
	}
	for i := range c.spec.Traffic {
		x := &c.blueprint.Traffic[i]
		if x.Lane == nil || x.Service < 0 || x.Service >= len(c.blueprint.Services) {
			continue
		}
		t, path, calls := &c.spec.Traffic[i], c.users(i), c.blueprint.Services[x.Service].Calls
		c.futileQueues(t, x.Lane, calls, path)
		c.futileClient(t, x.Lane, path)
		c.futileKeys(t, x.Lane, calls, path)
		c.futileEncryption(t.Encryption, x.Lane.Network.Takes(), join(path, "encryption"))
		c.tooFar(t, x.Lane, path)
	}
	c.futileTurns()
}

// futileQueues warns of an order of those that wait where nobody does, and of a slot that nobody frees.
func (c *compiler) futileQueues(t *TrafficSpec, lane *models.Lane, calls []models.Call, path string) {
	if lane.Serving.Limit == 0 && lane.Serving.Discipline != nil {
		c.warnAt(join(path, "queues.order"), "write a limit above 0, or leave order out",
			"with limit: 0 nobody waits at a node, and nobody is next")
	}
	switch at := join(path, "priorities"); {
	case len(lane.Priorities) == 1:
		c.warnAt(at, "add a class, or leave them out", "all requests are of the only class, and none is before others")
	case len(lane.Priorities) > 1 && lane.Serving.Limit == 0:
		c.warnAt(at, "write a limit above 0 in queues, or leave them out",
			"with limit: 0 nobody waits at a node, so that no class is served before others")
	}
	if lane.Serving.Frees && len(calls) == 0 && (lane.Cache == nil || !lane.Cache.Coalesces) {
		c.warnAt(join(path, "queues.while_calling"), "give "+t.Service+" calls, or leave it out",
			"%s makes no calls, so that none of its requests ever waits for one", t.Service)
	}
}

// futileClient warns of how a try is given up that never is, and of a threshold that nobody's patience reaches.
func (c *compiler) futileClient(t *TrafficSpec, lane *models.Lane, path string) {
	x := &lane.Client
	endless := math.IsInf(float64(min(x.Timeout, x.Deadline)), 1)
	if endless && x.GivesUp != models.Canceled && x.Hedge == nil && x.Quorum == nil && !c.hasCaller(t.Service) {
		c.warnAt(join(path, "client.gives_up"), "write a timeout or a deadline beside it, or leave it out",
			"clients of %s wait without end, and give nothing up", t.Service)
	}
	most := float64(x.Deadline)
	if x.Retry.Tries == 1 || x.Retry.Backoff == nil {
		most = min(most, float64(x.Timeout)*float64(x.Retry.Tries))
	}
	if lane.Fast > 0 && float64(lane.Fast) >= most {
		c.warnAt(join(path, "latency_threshold"), "write a shorter one, or leave it out and go by request_success",
			"clients of %s wait for %s at most, so that each request that is served is fast", t.Service,
			unit.Duration(most).Human())
	}
}

// futileKeys warns of keys that nobody looks at, and of a cache that is none.
func (c *compiler) futileKeys(t *TrafficSpec, lane *models.Lane, calls []models.Call, path string) {
	hashing, ok := lane.Balancer.(models.Hashing)
	if t.Keys != nil && lane.Cache == nil && !(ok && hashing.Hashes()) {
		c.warnAt(join(path, "keys"), "write for example balancing: { policy: ring-hash }, or cache: { entries: 1000 }",
			"nothing looks at what requests to %s are about: no cache, and no balancer that hashes", t.Service)
	}
	if lane.Cache == nil {
		return
	}
	at := join(path, "cache")
	if lane.Cache.Renews && t.Cache.TTL == nil {
		c.warnAt(join(at, "renews"), "write a ttl beside it, or leave it out", "no entry expires, so that none is renewed")
	}
	fetches := false
	for _, call := range calls {
		fetches = fetches || !call.OnHits
	}
	if lane.Cache.Saves == 0 && !fetches {
		c.warnAt(join(at, "hit_saves"), "write for example hit_saves: 60%, or leave it out for all",
			"who finds the answer kept is spared nothing: no work, and no call")
	}
}

// futileEncryption warns of connections that are said to be resumed, and never are, and of round trips spared that take
// no time.
func (c *compiler) futileEncryption(s *EncryptionSpec, far bool, path string) {
	switch {
	case s == nil:
	case s.Resumes == nil && s.Resumed != nil:
		c.warnAt(join(path, "resumed"), "write for example resumes_within: 2h beside it, or leave it out",
			"no connection may be resumed")
	case s.Resumes == nil && s.Early:
		c.warnAt(join(path, "early_data"), "write for example resumes_within: 2h beside it, or leave it out",
			"no connection may be resumed")
	case s.Early && !far:
		c.warnAt(join(path, "early_data"), "write for example network: { users: 20ms } beside encryption, or leave it out",
			"it spares a round trip, and without network that takes no time")
	case s.Resumes != nil && s.Closes != nil && *s.Resumes <= *s.Closes:
		c.warnAt(join(path, "resumes_within"), "write more than closes_after, as in resumes_within: 2h",
			"a connection closes %s after the last answer, when it is too late to resume it; only those are that were lost "+
				"with a node", *s.Closes)
	}
}

// tooFar warns of ways on which no answer comes back in time.
func (c *compiler) tooFar(t *TrafficSpec, lane *models.Lane, path string) {
	patience := float64(min(lane.Client.Timeout, lane.Client.Deadline))
	for _, way := range []struct {
		key, of string
		law     dist.Law
	}{{"users", "from users", lane.Network.Users}, {"inside", "from callers in the zone", lane.Network.Inside},
		{"across", "from callers in other zones", lane.Network.Across}} {
		if way.law == nil {
			continue
		}
		if least := way.law.Quantile(0); 2*least >= patience {
			c.warnAt(join(path, "network."+way.key), "write a longer timeout under client, or a shorter way",
				"no try %s is answered in time: it takes %s there and as long back, and is waited for for %s", way.of,
				unit.Duration(least).Human(), unit.Duration(patience).Human())
		}
	}
}

// futileTurns warns of calls that are made in turn, and are one.
func (c *compiler) futileTurns() {
	for _, s := range c.spec.Services {
		path := join(join("services", s.Name), "calls")
		for stage, list := range s.Value.Calls {
			for _, call := range list {
				if call.Value.InTurn && call.Value.PerRequest <= 1 {
					at := join(join(s.Value.Calls.at(path, stage), call.Name), "in_turn")
					c.warnAt(at, "write more than one per_request, or leave it out",
						"a request makes one call of %s at most, and so none after another", call.Name)
				}
			}
		}
	}
}
