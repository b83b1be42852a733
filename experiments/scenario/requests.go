package scenario

import (
	"math"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/models/traffic"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// QueuesSpec is what nodes do with requests.
type QueuesSpec struct {
	Concurrency unit.Count      `key:"concurrency"`
	Order       OrderSpec       `key:"order"`
	Limit       *unit.Count     `key:"limit"`    // nil: none
	Shedding    models.Shedding `key:"shedding"` // nil: none
	Brownout    *BrownoutSpec   `key:"brownout"` // nil: none
	AtFailure   string          `key:"at_failure" oneof:"lose requeue resume restart"`
	Calling     string          `key:"while_calling" oneof:"hold free"`
}

func (QueuesSpec) notes() notes {
	return notes{
		"concurrency": {"Requests that a node serves at a time, each at its full speed.", "4", "from 1 to 1M"},
		"order": {"Who is next of those that wait, as a discipline says: fifo, the first that came, lifo, the last, or one " +
			"with keys of its own; shared: nobody waits, all that are at a node are served at once, and share its speed where " +
			"they are more than concurrency.", "{ policy: codel, target: 5ms, interval: 100ms }", ""},
		"limit": {"Requests that may wait at a node, or with order: shared be there; more are refused. Any number by " +
			"default, until 2M are under way in all.", "100", ""},
		"shedding": {"Which requests a node refuses as they come, though it has room: a share, as its policy says from how " +
			"many are there then, those that wait, those that are served and those that wait for what they call. Of " +
			"priorities those of the lowest are refused first. None by default.", "{ policy: linear, from: 5, to: 20 }", ""},
		"brownout": {"When nodes leave out the part of a request that is optional: each time that the turn of one comes, " +
			"as its policy says from how many requests are at the node then, those that wait, those that are served and those " +
			"that wait for what they call. All are served in full by default.",
			"{ policy: threshold, above: 4, optional: 40% }", ""},
		"at_failure": {"What becomes of the requests at a node that fails. Lose: their clients learn it at once. Requeue: " +
			"they are sent to another node. Resume and restart: they wait there, as those do that come meanwhile, and are " +
			"served from where it stopped, or from the beginning.", "lose", ""},
		"while_calling": {"What becomes of the slot of a request whose own work is done, while it waits for the services " +
			"that it calls. Hold: it is taken, as where each request has a thread. Free: it serves others, as where nobody " +
			"waits idly. With order: shared a request that waits slows no other, and held it counts for the limit.", "free",
			""},
	}
}

func (q *QueuesSpec) setDefaults() { q.Concurrency, q.AtFailure, q.Calling = 1, "lose", "hold" }

// ClientSpec is what those do who send requests.
type ClientSpec struct {
	Timeout   *unit.Duration     `key:"timeout"`  // nil: none
	Deadline  *unit.Duration     `key:"deadline"` // nil: none
	GivesUp   string             `key:"gives_up" oneof:"cancel leave drop"`
	Tries     unit.Count         `key:"tries"`
	Sends     unit.Count         `key:"sends"`
	Needs     *unit.Count        `key:"needs"`        // nil: not said
	Hedge     *HedgeSpec         `key:"hedge"`        // nil: none
	Backoff   models.Backoff     `key:"backoff"`      // nil: none
	Budget    models.RetryBudget `key:"retry_budget"` // nil: none
	Admission models.Admission   `key:"admission"`    // nil: none
}

func (ClientSpec) notes() notes {
	return notes{
		"timeout":  {"How long each try is waited for; without end by default.", "1s", "above 0s"},
		"deadline": {"How long the request with all its tries is waited for; without end by default.", "5s", "above 0s"},
		"gives_up": {"What becomes of a try that is no longer waited for. Cancel: it leaves its node at once. Leave: it " +
			"is served all the same, in vain. Drop: its node knows its deadline, and when its turn comes it goes instead of " +
			"being served; what is being served by then is served to its end.", "cancel", ""},
		"tries": {"How often a request is sent at most, the first time included; copies sent at once count as one, and " +
			"hedges not at all, while the metric tries counts each of them.", "3",
			"from 1 to 1000"},
		"sends": {"Nodes, each another, to which a request is sent at once. The balancer chooses one after the other, as " +
			"if those were not trusted that have it.", "3", "from 1 to 16"},
		"needs": {"Answers after which a request is served, so that the others are given up; it has failed, or is tried " +
			"again, when so many cannot come any more.", "2", "from 1 to 16"},
		"hedge": {"A request that has no answer for a while is sent to another node, too, which the balancer chooses as if " +
			"those were not trusted that have it. The first answer counts, and the others are given up. A try that fails " +
			"is no answer, and the request waits for those under way.", "{ after: 50ms, at_most: 5% }", ""},
		"admission": {"Whether a try is sent at all, as one policy decides for all clients; each is by default. One that " +
			"is not has failed at once, as refused, and may be tried again.",
			"{ policy: circuit-breaker, failures: 5, open: 30s }", ""},
		"backoff": {"How long it is waited after a try that failed before the next; not at all by default.",
			"{ policy: full-jitter, base: 100ms, cap: 10s }", ""},
		"retry_budget": {"Whether there may be a retry, in view of how all requests fare: a share is short for that " +
			"many retries for each request in the long run, of which ten may be saved up. Any number by default.", "10%", ""},
	}
}

func (s *ClientSpec) setDefaults() { s.GivesUp, s.Tries, s.Sends = "cancel", 1, 1 }

// arrivalsReader reads an ArrivalsSpec: a process with its own keys and, among them, the rate that all of them follow.
func arrivalsReader(table catalog.Table[models.Arrivals]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if n.Kind == yaml.MappingNode && d.lookup(n, "process") == nil {
			n = usually(n, "process", "poisson")
		}
		process, out := row(d, table, "process", n, path, keysIn[ArrivalsSpec]()...)
		if out == nil {
			return nil
		}
		spec := ArrivalsSpec{Arrivals: process}
		spec.setDefaults()
		if _, circle := process.(models.Circle); circle {
			d.unasked(n, path)
			d.beside(n, reflect.ValueOf(&spec).Elem(), path, out, unasked...)
		} else {
			d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		}
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		spec := ArrivalsSpec{}
		spec.setDefaults()
		all := rows(g, table, "process", g.beside(spec)...)
		for _, row := range all {
			row.Keys[0].Required = row.Name != "poisson"
		}
		all = sparing(all, table, func(x any) bool { _, circle := x.(models.Circle); return circle }, unasked...)
		return choice(table.Family(), all...)
	}}
}

// unasked are the keys that say how often requests or users come.
var unasked = []string{"rate", "profile", "growth", "session"}

// unasked refuses them where users are there from the start.
func (d *decoder) unasked(n *yaml.Node, path string) {
	for _, key := range unasked {
		if given := d.lookup(n, key); given != nil {
			d.fail(given, "leave "+key+" out, or write process: poisson",
				"%s has no meaning here: users send as many requests as they come to", join(path, key))
		}
	}
}

// circle is the demand of users who wait for an answer and think, from above: as if none had to wait in a queue.
func circle(x models.Circle, service dist.Law) models.Demand {
	users, think := x.Users()
	between := think.Mean()
	if service != nil {
		between += service.Mean()
	}
	return models.Demand{Mean: float64(users) / between}
}

// usually is a mapping with a key that it lacks.
func usually(n *yaml.Node, key, value string) *yaml.Node {
	with := *n
	with.Content = slices.Clone(n.Content)
	appendPair(&with, key, word(value))
	return &with
}

// requests carries over what is played request by request; nil at another fidelity.
func (c *compiler) requests(t *TrafficSpec, service int, path string) *models.Lane {
	if !c.requesting() {
		c.unrequested(t, path)
		return nil
	}
	if t.ServiceTime == nil {
		c.failAt(path, "write service_time: { dist: exponential, mean: 100ms }",
			"request needs service_time, how long a node takes for a request")
		return nil
	}
	r := &models.Lane{Work: t.ServiceTime, Own: t.TryTime,
		Balancer: c.spec.Balancing.Balancer, Keys: c.keys(t.Keys, join(path, "keys")),
		Cache: c.cache(t, service, join(path, "cache")), Encryption: c.encryption(t, path),
		Serving: c.serving(t.Queues, path)}
	c.brownout(t, &r.Serving, path)
	if t.Arrivals != nil {
		r.Arrivals = t.Arrivals.Arrivals
	}
	c.session(t, r, join(path, "arrivals"))
	mean := r.MeanTry()
	if !(mean > 0 && !math.IsInf(mean, 1)) {
		c.failAt(join(path, "service_time"), "give it a mean above 0",
			"a node must take some time for a request, and not for ever")
		return nil
	}
	r.Client = c.client(t.Client, r.Serving.Sharing, c.serversOf(service), join(path, "client"))
	r.Priorities = c.priorities(t, path)
	r.Network = c.network(t, path)
	c.watchful(r)
	c.apart(t, r, path)
	if t.Threshold != nil {
		r.Fast = sim.Duration(*t.Threshold)
	}
	c.speeds(service, float64(r.Serving.Slots)/mean)
	return r
}

// unrequested refuses what only single requests have.
func (c *compiler) unrequested(t *TrafficSpec, path string) {
	for _, key := range []string{"service_time", "try_time", "network", "queues", "client", "keys", "cache", "encryption",
		"latency_threshold", "priorities", "by_zone", "by_balancer", "arrivals.session", "arrivals.idle_after"} {
		if at := join(path, key); c.given[at] != nil {
			c.failAt(at, "write fidelity: request, or leave it out", "%s is about single requests, and %s fidelity has none", at,
				t.Fidelity)
		}
	}
	if t.Arrivals == nil {
		return
	}
	if _, poisson := t.Arrivals.Arrivals.(traffic.Poisson); !poisson {
		c.failAt(join(path, "arrivals"), "write fidelity: request, or leave process out and give a rate",
			"at %s fidelity only the rate of arrivals counts, and no other process than poisson is played", t.Fidelity)
	}
}

// speeds has nodes of classes without a throughput complete so many requests per second, which is as good as given, and
// the others their own.
func (c *compiler) speeds(service int, usual float64) {
	if service < 0 || service >= len(c.blueprint.Services) {
		return
	}
	for _, i := range c.blueprint.Services[service].Classes {
		if k := &c.blueprint.Classes[i]; !k.Rated {
			if k.Weight == k.Throughput {
				k.Weight = usual
			}
			k.Throughput, k.Rated = usual, true
		}
	}
}

func (c *compiler) serving(q *QueuesSpec, path string) models.Serving {
	if q == nil {
		q = new(QueuesSpec)
		q.setDefaults()
	}
	s := models.Serving{Slots: int(q.Concurrency), Limit: -1, Discipline: q.Order.Discipline, Shedding: q.Shedding,
		Frees: q.Calling == "free"}
	if sharesOut(q.Order.Discipline) {
		s.Sharing, s.Discipline = true, nil
	}
	if q.Limit != nil {
		s.Limit = int(*q.Limit)
	}
	if s.Sharing && s.Limit == 0 {
		c.failAt(join(path, "queues.limit"), "write for example limit: 100",
			"no request may be at a node, and so none is served")
	}
	s.Fate = map[string]models.Fate{"lose": models.Lose, "requeue": models.Requeue, "resume": models.Resume,
		"restart": models.Restart}[q.AtFailure]
	return s
}

var givingUp = map[string]models.GivingUp{"cancel": models.Canceled, "leave": models.Abandoned, "drop": models.Dropped}

func (c *compiler) client(s *ClientSpec, sharing bool, nodes int, path string) models.Client {
	if s == nil {
		s = new(ClientSpec)
		s.setDefaults()
	}
	x := models.Client{Timeout: patience(s.Timeout), Deadline: patience(s.Deadline),
		GivesUp:   givingUp[s.GivesUp],
		Retry:     models.Retry{Tries: int(s.Tries), Backoff: s.Backoff, Budget: s.Budget},
		Admission: s.Admission}
	c.checkClient(s, path)
	c.copies(s, &x, sharing, nodes, path)
	return x
}

// patience is how long a client waits, or an answer is good for; +Inf where it is not said.
func patience(limit *unit.Duration) sim.Duration {
	if limit == nil {
		return sim.Duration(math.Inf(1))
	}
	return sim.Duration(*limit)
}
