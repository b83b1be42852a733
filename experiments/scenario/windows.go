package scenario

import (
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
	"nines/sim/unit"
)

// WindowsSpec is where requests are played, at fidelity windows.
type WindowsSpec struct {
	Length *unit.Duration `key:"length"` // nil: as lead
	Lead   *unit.Duration `key:"lead"`   // nil: by the service
	Count  unit.Count     `key:"count"`
	Each   unit.Count     `key:"each"`
}

func (WindowsSpec) notes() notes {
	return notes{
		"length": {"How long a window is, about: so that a whole number of them fills the horizon; as lead by default.",
			"30s", "above 0s"},
		"lead": {"For how long requests are played before each window without being counted, so that queues are as long as " +
			"they would be, and for how long at most those of the window are followed. By default ten times as long as the " +
			"queue at a node takes to settle, S/(1 - √ρ)² with the mean time S that a request takes and the load ρ at the " +
			"peak, 90% at most, and what a client waits at most on top; of several services what is longest.", "1m",
			"0s or more"},
		"count": {"How many windows are played in a replication, about; kinds of times have them by the square root of how " +
			"long they last.", "300", "from 1 to 1M"},
		"each": {"How many windows of each kind are played at least, if there are so many.", "4", "from 1 to 1000"},
	}
}

func (w *WindowsSpec) setDefaults() { w.Count, w.Each = 300, 4 }

// windows carries over in which windows requests are played, and refuses what these cannot show.
func (c *compiler) windows() {
	c.unwindowed()
	wrong := len(c.blueprint.Traffic) < len(c.spec.Traffic) ||
		slices.ContainsFunc(c.blueprint.Traffic, func(t models.Traffic) bool {
			return t.Lane == nil || t.Service < 0 || t.Service >= len(c.blueprint.Services)
		})
	if c.fidelity() != "windows" || wrong {
		return
	}
	spec := WindowsSpec{}
	spec.setDefaults()
	if w := c.spec.Traffic[0].Windows; w != nil {
		spec = *w
	}
	path, lead := join(c.users(0), "windows"), 0.0
	for i := range c.blueprint.Traffic {
		lead = max(lead, c.settles(&c.blueprint.Traffic[i]))
	}
	if spec.Lead != nil {
		lead = float64(*spec.Lead)
	}
	g := &models.Glimpses{Place: path, Lead: sim.Duration(lead), Count: int(spec.Count), Each: int(spec.Each)}
	if spec.Length != nil {
		g.Length = sim.Duration(*spec.Length)
	} else {
		g.Length = sim.Duration(min(max(lead, float64(unit.Second)), float64(c.spec.Time.Horizon)))
	}
	if horizon := c.spec.Time.Horizon; float64(g.Length) > float64(horizon) {
		c.failAt(join(path, "length"), "write a shorter one, such as 10s",
			"a window of %s does not fit a horizon of %s", unit.Duration(g.Length), horizon)
	}
	for i := range c.blueprint.Traffic {
		c.remembers(i, lead)
	}
	c.blueprint.Glimpses = g
	if part := float64(g.Count) * float64(g.Lead+g.Length) / float64(c.spec.Time.Horizon); part > mostPlayed {
		c.warnAt(join(c.users(0), "fidelity"), "write fidelity: request, or fewer windows, or shorter ones",
			"%s windows of %s, with a lead of %s each, take about as long as all requests of %s", unit.Count(g.Count),
			unit.Duration(g.Length).Human(), unit.Duration(g.Lead).Human(), c.spec.Time.Horizon.Human())
	}
}

// mostPlayed is how much of the time may be played before it is as well to play all of it.
const mostPlayed = 0.5

// unwindowed refuses windows that have no meaning.
func (c *compiler) unwindowed() {
	for i := range c.spec.Traffic {
		switch path := join(c.users(i), "windows"); {
		case c.given[path] == nil:
		case c.spec.Traffic[i].Fidelity != "windows":
			c.failAt(path, "write fidelity: windows, or leave it out", "%s says where requests are played, and %s fidelity %s",
				path, c.spec.Traffic[i].Fidelity, map[bool]string{true: "plays all", false: "has none"}[c.requesting()])
		case i > 0:
			c.failAt(path, "write it under the first traffic only", "windows are the same for all traffic")
		}
	}
}

// settles is how long the requests of users are to be played before they are as if they had always been: ten times what
// the queue at a node takes to settle at the peak of demand, 1/(μ(1−√ρ)²) (J. W. Cohen, The Single Server Queue, 2nd
// ed., 1982; ρ is taken as 0.9 at most), what users of a circle think in three rounds, and what a client waits at most.
func (c *compiler) settles(t *models.Traffic) float64 {
	const rounds, most = 10, 0.9
	b := c.blueprint
	load := most
	if !t.Lane.Closed() {
		asked := b.DemandOn(t.Service)
		load = min(most, asked.Highest(0, float64(c.spec.Time.Horizon))/b.Installed(t.Service))
	}
	free := 1 - math.Sqrt(load)
	lasts := rounds * t.Lane.Work.Mean() / (free * free)
	if x, ok := t.Lane.Arrivals.(models.Circle); ok {
		_, think := x.Users()
		lasts += 3 * think.Mean()
	}
	if patience := patienceOf(&t.Lane.Client); !math.IsInf(patience, 1) {
		lasts += patience
	}
	return math.Ceil(10*lasts) / 10
}

// patienceOf is for how long a client waits for a request at most, about, in seconds; +Inf where that may be for ever.
func patienceOf(x *models.Client) float64 {
	return min(float64(x.Deadline), float64(x.Timeout)*float64(x.Retry.Tries)+backoffs(x))
}

// backoffs is for how long a client waits between the tries of a request in all, about, in seconds.
func backoffs(x *models.Client) (all float64) {
	waited, probe := sim.Duration(0), rng.Open(rng.Key{})
	for k := 1; x.Retry.Backoff != nil && k < x.Retry.Tries; k++ {
		waited = x.Retry.Backoff.After(k, waited, &probe)
		all += float64(waited)
	}
	return all
}

// remembers refuses, or warns of, what requests leave behind for longer than a lead.
func (c *compiler) remembers(i int, lead float64) {
	b, t, path := c.blueprint, &c.blueprint.Traffic[i], c.users(i)
	lane := t.Lane
	patience := patienceOf(&lane.Client)
	fate := lane.Serving.Fate
	hangs := slices.ContainsFunc(b.Faults, func(f models.Fault) bool {
		return f.Symptom.Effect == models.Hang && c.meets(&f, t.Service)
	})
	const bound = "write for example client: { timeout: 5s }, or fidelity: request"
	switch k := lane.Cache; {
	case math.IsInf(patience, 1) && (fate == models.Resume || fate == models.Restart):
		c.failAt(path, bound, "requests may wait at a node for as long as a repair takes, and windows are too short for that")
	case math.IsInf(patience, 1) && hangs:
		c.failAt(path, bound, "requests may wait for as long as a node hangs, and windows are too short for that")
	case k != nil && (k.Renews || float64(k.Lives+k.Stale) > lead):
		c.failAt(join(path, "cache"), "give it a ttl within the lead, without renews, or write fidelity: request",
			"what a cache keeps is older than the %s for which requests are played before a window",
			unit.Duration(lead).Human())
	}
	if lane.Encryption != nil {
		c.failAt(join(path, "encryption"), "write fidelity: request, or leave it out",
			"connections last longer than requests are played before a window, in which all would be open")
	}
	if !math.IsInf(patience, 1) && patience > lead {
		c.warnAt(join(c.users(0), "windows.lead"), "write lead: "+unit.Duration(math.Ceil(patience)).String(),
			"clients of %s wait for up to %s, longer than requests are played before a window and followed after it",
			b.Services[t.Service].Name, unit.Duration(patience).Human())
	}
	ejected := 0.0
	if e := lane.Ejecting; e != nil {
		ejected = float64(e.Lasts)
	}
	if slow := max(ejected, float64(lane.SlowStart)); slow > lead {
		c.warnAt(join(path, "fidelity"),
			"write a longer "+join(c.users(0), "windows.lead")+", or look at such times at fidelity request",
			"a balancer remembers for %s that a node was ejected or is starting, longer than requests are played before a "+
				"window", unit.Duration(slow).Human())
	}
	asked := b.DemandOn(t.Service)
	peak := asked.Highest(0, float64(c.spec.Time.Horizon))
	if n := lane.Client.Retry.Tries; n > 1 && lane.Client.Retry.Budget == nil && !lane.Closed() &&
		peak*float64(n) > b.Installed(t.Service) {
		c.warnAt(join(path, "fidelity"), "give clients a retry_budget, or look at such times at fidelity request",
			"with all their retries clients may ask for more than nodes serve: a storm of them can outlast its cause, and "+
				"windows see no more of it than their lead")
	}
}

// ofPlayed are the metrics of services that are known of requests which are played, and no others.
var ofPlayed = []string{"request_success", "fast_requests", "lost_rate", "goodput", "latency", "latency_p50",
	"latency_p90", "latency_p99", "latency_p999", "latency_p9999", "arrival_rate", "try_rate", "tries", "hedges",
	"hedges_won", "wasted_work", "in_progress", "hit_ratio", "coalesced", "stale_requests", "failed_requests"}

// guessed refuses an objective on each run, or each period of it, where that is not known of any.
func (c *compiler) guessed(o *Objective, over bool, path string) {
	service := o.Metric.Name == "utilization" && strings.HasPrefix(o.Scope, "service:")
	if c.fidelity() != "windows" || !service && !slices.Contains(ofPlayed, o.Metric.Name) || o.Mean && !over {
		return
	}
	c.failAt(path, "write in: mean and no over, or fidelity: request",
		"%s of a run, or of a period, is not known at fidelity windows, where few of its requests are played; the mean over "+
			"all runs is", o.Metric.Name)
}

// meets reports whether a fault may strike nodes of a service.
func (c *compiler) meets(f *models.Fault, service int) bool {
	classes := c.blueprint.Services[service].Classes
	return slices.ContainsFunc(f.Targets, func(target models.ComponentID) bool {
		first, last := c.blueprint.Topology.Span(target)
		return slices.ContainsFunc(c.blueprint.Topology.Leaves[first:last],
			func(leaf models.Leaf) bool { return slices.Contains(classes, int(leaf.Class)) })
	})
}
