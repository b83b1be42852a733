package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/models/exact"
	"nines/models/traffic"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// requests says how the requests to each service are played, one by one, and how much of its nodes they take.
func (x *explanation) requests() *grid {
	g := &grid{}
	if !x.Blueprint.Plays() {
		return g
	}
	for _, s := range x.Blueprint.Flows() {
		lane := x.Blueprint.LaneOf(s)
		g.add(x.Blueprint.Services[s].Name, "a node", atNode(&lane.Serving))
		if len(lane.Priorities) > 0 {
			g.add("", "priorities", prioritiesOf(x.Blueprint, s))
		}
		if s := lane.Serving.Shedding; s != nil {
			g.add("", "shedding", sheddingOf(s, lane))
		}
		if lane.Zones > 0 {
			g.add("", "by zone", "a request counts for the zone of the node where it was answered, failed or was given up last")
		}
		if s := &lane.Serving; s.Brownout != nil {
			g.add("", "brown-out", unit.Ratio(s.Optional).Percent()+" of what a request takes is left out "+
				s.Brownout.String()+", when its turn comes")
		}
		g.add("", "if it fails", fateOf(lane.Serving.Fate))
		if e := lane.Ejecting; e != nil {
			g.add("", "ejection", ejectionOf(e, lane.Balancers))
		}
		if lane.Balancers > 1 {
			g.add("", "balancers", fmt.Sprintf("%s share the requests at random; each knows what it has sent itself and "+
				"how that fared, and no more", whole(lane.Balancers)))
		}
		if lane.Staleness > 0 {
			g.add("", "staleness", "what is in progress is read every "+unit.Duration(lane.Staleness).Human()+
				", and taken for what it is until then")
		}
		if lane.SlowStart > 0 {
			g.add("", "slow start", "a node that may be sent requests again has a tenth of its weight at first, and all of it "+
				"after "+unit.Duration(lane.SlowStart).Human())
		}
		g.add("", "a client", clientOf(&lane.Client))
		if copies := copiesOf(&lane.Client); copies != "" {
			g.add("", "copies", copies)
		}
		g.add("", "service time", x.workOf(lane))
		if lane.Network.Takes() {
			g.add("", "network", networkOf(&lane.Network))
		}
		if calls := x.callsOf(s, lane); calls != "" {
			g.add("", "then", calls)
		}
		if lane.Cache != nil {
			g.add("", "cache", cacheOf(lane.Cache, x.Blueprint.Services[s].Calls))
		}
		if own := x.ownOf(lane); own != "" {
			g.add("", "try time", own)
		}
		if lane.Encryption != nil {
			g.add("", "encryption", encryptionOf(lane.Encryption, lane.Network.Takes()))
		}
		if lane.Session != nil {
			g.add("", "a user", userOf(lane.Session))
		}
		if lane.HasUsers() {
			g.add("", "user uptime", uptimeOf(lane))
		}
		g.add("", "load", x.loadOf(s, lane))
		if bound := x.leastLatency(s, lane); bound != "" {
			g.add("", "latency", bound)
		}
	}
	return g
}

// requestChoices are those that decide how long requests take and how many are served.
func requestChoices(g *grid) {
	g.add("latency", "from when a request comes until it is served, with all its tries; of those that are served")
	g.add("counted", "are requests that come in the measured time, each when it is over")
	g.add("balancers", "know who is trusted, and count what they have sent that is not over, with what is being served")
}

// atNode says who is served at a node, and who waits.
func atNode(s *models.Serving) string {
	if s.Sharing {
		text := fmt.Sprintf("serves all at once, %s at full speed", plural(s.Slots, "request"))
		if s.Limit >= 0 {
			text += fmt.Sprintf(", and refuses more than %s", whole(s.Limit))
		}
		return text
	}
	text := fmt.Sprintf("serves %s at a time, each at full speed", plural(s.Slots, "request"))
	switch {
	case s.Limit == 0:
		return text + "; nobody waits: more are refused"
	case s.Limit > 0:
		text += fmt.Sprintf("; at most %s more wait", whole(s.Limit))
	default:
		text += "; any number waits"
	}
	if s.Discipline == nil {
		return text + ", first come first served"
	}
	return text + ", " + s.Discipline.String()
}

// prioritiesOf says who is served before others at a service.
func prioritiesOf(b *models.Blueprint, service int) string {
	var parts []string
	l := b.LaneOf(service)
	for _, p := range l.Priorities {
		parts = append(parts, p.Name+" "+unit.Ratio(p.Share).Percent())
	}
	text := strings.Join(parts, ", ") + " of all requests: who waits is served before those of lower classes, each " +
		"class in the order above"
	if l.Serving.Limit > 0 {
		text += "; where no more may wait, the last of the lowest makes room for one of a higher class"
	}
	for _, s := range b.Flows() {
		calls := slices.ContainsFunc(b.Services[s].Calls, func(c models.Call) bool { return c.Service == service })
		if calls && models.SameRanks(b.LaneOf(s).Priorities, l.Priorities) != nil {
			text += "; calls of " + b.Services[s].Name + " have the class of the request that makes them, by its name"
		}
	}
	return text
}

// sheddingOf says which requests a node refuses as they come.
func sheddingOf(s models.Shedding, l *models.Lane) string {
	text := "a request that comes is refused (shed) " + s.String()
	if len(l.Priorities) > 0 {
		text += "; those of the lowest class first, and of another only when all lower ones are"
	}
	return text
}

// ejectionOf says whom a balancer ejects, and for how long.
func ejectionOf(e *models.Ejecting, balancers int) string {
	text := fmt.Sprintf("a balancer sends nothing for a while to %s: %s the first time, as much more each time in a row, "+
		"%s at most; to %s of all nodes at a time, or to one", e.Policy, unit.Duration(e.Lasts).Human(),
		unit.Duration(e.Longest).Human(), unit.Ratio(e.Most).Percent())
	if balancers > 1 {
		text += "; each balancer by itself, by what it has sent, at looks that are spread over " +
			unit.Duration(e.Every).Human()
	}
	return text
}

// fateOf says what becomes of the requests at a node that fails.
func fateOf(f models.Fate) string {
	return map[models.Fate]string{
		models.Lose: "at any time, what waits and is served there is lost, which clients learn at once, as when they ask " +
			"it while it is down",
		models.Requeue: "at any time, what waits and is served there goes to another, to be done from the beginning; " +
			"who asks it while it is down fails",
		models.Resume:  "at any time, what is there waits, as does what still comes, and goes on where it stopped",
		models.Restart: "at any time, what is there waits, as does what still comes, and begins again with the same work",
	}[f]
}

// clientOf says how long a client waits, and how often it tries.
func clientOf(c *models.Client) string {
	var parts []string
	limit := func(d sim.Duration, what string) {
		if !math.IsInf(float64(d), 1) {
			parts = append(parts, "waits "+unit.Duration(d).Human()+" for "+what)
		}
	}
	limit(c.Timeout, "each try")
	limit(c.Deadline, "the request with all its tries")
	switch {
	case len(parts) == 0:
		parts = append(parts, "waits for ever")
	case c.GivesUp == models.Abandoned:
		parts = append(parts, "what it gives up is served all the same")
	case c.GivesUp == models.Dropped:
		parts = append(parts, "what it gives up goes when its turn comes")
	default:
		parts = append(parts, "what it gives up leaves its node at once, served or not")
	}
	tries := "tries once"
	if n := c.Retry.Tries; n > 1 {
		if tries = fmt.Sprintf("tries %s times at most", whole(n)); c.Retry.Backoff == nil {
			tries += ", again at once"
		}
		if c.Retry.Budget != nil {
			tries += ", within a budget of retries"
		}
	}
	return strings.Join(append(parts, tries), "; ")
}

// workOf says how long a request takes on a node of usual speed.
func (x *explanation) workOf(l *models.Lane) string {
	human := func(seconds float64) string { return unit.Duration(seconds).Human() }
	text := fmt.Sprintf("%s: mean %s, median %s, 95 %% within %s", shapeOf(l.Work), human(l.Work.Mean()),
		human(l.Work.Quantile(0.5)), human(l.Work.Quantile(0.95)))
	if s, ok := l.Arrivals.(models.Sizing); ok {
		text += fmt.Sprintf(", and what the record of arrivals says on top, mean %s", human(s.MeanSize()))
	}
	return text + "; a request is the same work at each try"
}

// encryptionOf says when clients connect with a node, and what that takes of it and, if it is far, of time before.
func encryptionOf(e *models.Encryption, far bool) string {
	human := func(seconds float64) string { return unit.Duration(seconds).Human() }
	text := plural(e.Clients, "client") + ", each connected with each node at the start, no more when that has been down"
	if !math.IsInf(float64(e.Idle), 1) {
		text += fmt.Sprintf(" or has not answered for %s", human(float64(e.Idle)))
	}
	if !math.IsInf(float64(e.Rotates), 1) {
		text += fmt.Sprintf(", nor after new keys every %s", human(float64(e.Rotates)))
	}
	text += fmt.Sprintf("; the next request takes a handshake of %s", human(e.Full))
	if e.Resumes > 0 {
		text += fmt.Sprintf(", or of %s", human(e.Resumed))
		if !math.IsInf(float64(e.Resumes), 1) {
			text += fmt.Sprintf(" up to %s after the last answer", human(float64(e.Resumes)))
		}
	}
	if e.Transfer > 0 {
		text += fmt.Sprintf("; enciphering takes %s each", human(e.Transfer))
	}
	if text += ", as work of the node"; far {
		text += "; before it sets out " + tripsOf(e)
	}
	return text
}

// tripsOf says how often messages go there and back while a connection is made.
func tripsOf(e *models.Encryption) string {
	text := plural(int(e.Trips(models.InFull)), "round trip") + " of the network, one for TCP and one for TLS 1.3"
	switch {
	case e.Resumes <= 0:
		return text
	case e.Early:
		return text + ", which a request that resumes does not wait for (early data)"
	}
	return text + ", also to resume (no early data)"
}

// userOf says what each user does who comes.
func userOf(s *models.Session) string {
	text := fmt.Sprintf("sends requests (%s), each when the last is over and he has thought for %s on average; all have "+
		"his key and his connections, and what else is drawn for a request is drawn anew", s.Requests,
		unit.Duration(s.Think.Mean()).Human())
	if s.Leaves > 0 {
		text += fmt.Sprintf("; at %s of the failures that he notices he leaves", unit.Ratio(s.Leaves).Percent())
	}
	return text
}

// uptimeOf says when users are up.
func uptimeOf(l *models.Lane) string {
	return "a user is up from a request of his that is served until the next is over, and down from one that fails, but " +
		"for " + unit.Duration(l.Idle).Human() + " at most, and so long when he has gone"
}

// loadOf compares what comes with what nodes serve.
func (x *explanation) loadOf(service int, l *models.Lane) string {
	b := x.Blueprint
	demand, installed := b.DemandOn(service), b.Installed(service)
	nodes, all := 0, b.Topology.ByClass()
	for _, class := range b.Services[service].Classes {
		nodes += all[class]
	}
	peak := demand.Highest(0, float64(b.Time.Horizon))
	mean := demand.Integral(0, float64(b.Time.Horizon)) / float64(b.Time.Horizon)
	serve := plural(nodes, "node") + " serve"
	if nodes == 1 {
		serve += "s"
	}
	if c, ok := l.Arrivals.(models.Circle); ok {
		users, think := c.Users()
		return fmt.Sprintf("%s, each with one request at a time, who think for %s on average, as they do when a run "+
			"begins: %s at most, if none had to wait, of %s that %s", plural(users, "user"),
			unit.Duration(think.Mean()).Human(), perSecond(mean), perSecond(installed), serve)
	}
	text := fmt.Sprintf("%s of %s that %s, %s", perSecond(mean), perSecond(installed), serve,
		unit.Ratio(mean/installed).Percent())
	if peak > mean*(1+1e-9) {
		text += fmt.Sprintf(", and %s at the peak", unit.Ratio(peak/installed).Percent())
	}
	if s := l.Session; s != nil {
		text = perSecond(mean/s.Requests.Mean()) + " users send " + text
		if s.Leaves > 0 {
			text += ", if none leaves"
		}
	}
	spared := b.Spared()[service]
	if l.Cache != nil || spared {
		text += ", if nothing is found in a cache"
	}
	if l.Serving.Brownout != nil {
		text += ", if all are served in full"
	}
	if l.Encryption != nil {
		text += ", besides handshakes and enciphering"
	}
	if l.Client.Hedge != nil {
		text += ", without hedges"
	}
	if n := l.Client.Sends(); n > 1 {
		text += fmt.Sprintf(", and up to %d times that, as all are sent to so many", n)
	}
	if peak*l.Least() >= installed && !l.Bounded() && !spared {
		text += "; no steady state: more come than are served, and queues grow for as long as that lasts"
	}
	return text
}

func perSecond(x float64) string { return unit.SI(x) + "/s" }

// leastLatency bounds the mean latency from below where work is exponential: no policy does better than one line for
// all servers while all are up. "" where that is not known.
func (x *explanation) leastLatency(service int, l *models.Lane) string {
	_, poisson := l.Arrivals.(traffic.Poisson)
	_, exponential := l.Work.(dist.Exponential)
	demand, installed := x.Blueprint.DemandOn(service), x.Blueprint.Installed(service)
	_, sized := l.Arrivals.(models.Sizing)
	plain := !sized && !l.Bounded() && l.Cache == nil && l.Own == nil && l.Client.GivesUp == models.Canceled
	plain = plain && l.Serving.Brownout == nil && l.Client.Hedge == nil && l.Client.Quorum == nil
	plain = plain && l.Session == nil && l.Serving.Shedding == nil && !x.isCalled(service)
	if !poisson || !exponential || !plain || !demand.Steady() || demand.Mean >= installed || !x.alike(service) {
		return ""
	}
	serve := x.Blueprint.Classes[x.Blueprint.Services[service].Classes[0]].Throughput / float64(l.Serving.Slots)
	s := exact.Station{Servers: int(math.Round(installed / serve)), Arrive: demand.Mean, Serve: serve}
	return fmt.Sprintf("at least %s on average: with one line for all nodes (Erlang's C), %s wait",
		unit.Duration(s.Sojourn()).Human(), unit.Ratio(s.Waits()).Percent())
}

// alike reports whether the nodes of a service serve as much as each other.
func (x *explanation) alike(service int) bool {
	classes := x.Blueprint.Services[service].Classes
	for _, c := range classes {
		if x.Blueprint.Classes[c].Throughput != x.Blueprint.Classes[classes[0]].Throughput {
			return false
		}
	}
	return true
}

// isCalled reports whether another service calls one.
func (x *explanation) isCalled(service int) bool {
	return slices.ContainsFunc(x.Blueprint.Services, func(s models.Service) bool {
		return slices.ContainsFunc(s.Calls, func(c models.Call) bool { return c.Service == service })
	})
}

// networkOf says how long messages are on their way.
func networkOf(n *models.Network) string {
	var parts []string
	for _, way := range []struct {
		law dist.Law
		of  string
	}{{n.Users, "users"}, {n.Inside, "callers in the zone"}, {n.Across, "callers in others"}} {
		if way.law != nil {
			parts = append(parts, unit.Duration(way.law.Mean()).Human()+" on average from "+way.of)
		}
	}
	return strings.Join(parts, ", ") + ", and as long back; what is given up is known of at once"
}
