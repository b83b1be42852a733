package scenario

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// mostMoves is how many requests, tries that are refused and phases of bursts are to be expected in a replication at
// most: some hours of computing.
const mostMoves = 1e10

// Played is how many requests are to be expected in a run and are played one by one.
func Played(b *models.Blueprint) (n float64) {
	if b.Plays() {
		for _, s := range b.Flows() {
			n += playedOf(b, s)
		}
	}
	return n
}

// playedOf is how many of them go to a service.
func playedOf(b *models.Blueprint, service int) float64 {
	d := b.DemandOn(service)
	if b.Glimpses == nil {
		return comes(&d, -float64(b.Time.Warmup), float64(b.Time.Horizon))
	}
	return comes(&d, 0, float64(b.Time.Horizon)) / float64(b.Time.Horizon) * timePlayed(b)
}

// Come is how many requests come within the horizon, where they are played.
func Come(b *models.Blueprint) (n float64) {
	for _, s := range b.Flows() {
		d := b.DemandOn(s)
		n += comes(&d, 0, float64(b.Time.Horizon))
	}
	return n
}

// comes is how many requests come from some time on to another; from above where there are ever so many hours between.
func comes(d *models.Demand, from, to float64) float64 {
	const hours = 1e7
	if to-from > hours*float64(unit.Hour) {
		return d.Highest(from, to) * (to - from)
	}
	return d.Integral(from, to)
}

// timePlayed is for how many seconds of a run requests are played, with the leads of windows.
func timePlayed(b *models.Blueprint) float64 {
	if b.Glimpses == nil {
		return float64(b.End())
	}
	return windowsOf(b) * float64(b.Glimpses.Lead+b.Glimpses.Length)
}

// windowsOf is how many windows are played, about.
func windowsOf(b *models.Blueprint) float64 {
	return min(float64(b.Glimpses.Count), math.Ceil(float64(b.Time.Horizon/b.Glimpses.Length)))
}

// moves are so many of one kind that a replication is expected to play of the requests to a service, and what makes
// them fewer.
type moves struct {
	n          float64
	what, help string
}

// movesOf are those of a service. Tries are refused where more requests come than nodes can serve; users who are
// refused at once, as they are while no node is up, take as long as they think and wait before a try.
func (c *compiler) movesOf(service int) []moves {
	b, lane := c.blueprint, c.blueprint.LaneOf(service)
	came, time, retry := playedOf(b, service), timePlayed(b), &lane.Client.Retry
	served := b.Installed(service) * time
	refused, phases, tries := 0.0, 0.0, float64(retry.Tries*lane.Client.Sends())
	if retry.Budget == nil {
		refused = max(0, came-served) * (tries - 1)
	}
	if x, ok := lane.Arrivals.(models.Circle); ok {
		users, think := x.Users()
		came = min(came, served)
		refused = float64(users) * tries * time / (think.Mean() + backoffs(&lane.Client))
	}
	if x, ok := lane.Arrivals.(models.Phasing); ok {
		phases = x.Phases(c.sought(service))
	}
	if d := b.DemandOn(service); !d.Steady() {
		phases += c.sought(service) / float64(unit.Hour)
	}
	return []moves{
		{came, "requests would come", "lower the rate, simulate a shorter time, or write fidelity: flow"},
		{refused, "tries would be refused, if no node can take any", "have users think longer, allow fewer tries, have " +
			"them wait with backoff, or simulate a shorter time"},
		{phases, "phases of bursts, or hours of a profile, would pass", "write longer times for lasts and every, or " +
			"simulate a shorter time"},
	}
}

// sought is for how many seconds it is looked for the next request to a service in all: of windows it is looked for one
// request after the end of each.
func (c *compiler) sought(service int) float64 {
	b, time := c.blueprint, timePlayed(c.blueprint)
	if b.Glimpses == nil {
		return time
	}
	return time + windowsOf(b)*min(1/b.DemandOn(service).Mean, float64(b.Time.Horizon))
}

// overplayed refuses requests of which a replication plays more than anybody can wait for.
func (c *compiler) overplayed() {
	b := c.blueprint
	if !b.Plays() {
		return
	}
	sum, most, worst := 0.0, moves{}, -1
	for _, s := range b.Flows() {
		if b.LaneOf(s) == nil { // which is refused by itself
			return
		}
		for _, m := range c.movesOf(s) {
			if sum += m.n; m.n > most.n {
				most, worst = m, s
			}
		}
	}
	if sum > mostMoves {
		name := b.Services[worst].Name
		c.failAt(c.comesTo(name), most.help, "%s: about %s %s in the %s that are played; a replication has at most 1e10 "+
			"requests, tries that are refused and phases of bursts", name, power(most.n), most.what,
			unit.Duration(timePlayed(b)).Human())
	}
}

// comesTo is where it is said what users ask of a service or, where they ask nothing, the service.
func (c *compiler) comesTo(service string) string {
	if at := c.firstOn(service); at >= 0 && c.spec.Traffic[at].Arrivals != nil {
		return join(c.users(at), "arrivals")
	}
	return join("services", service)
}

// playedAt are the places of what is played, by service.
func (c *compiler) playedAt() map[int]Problem {
	at := map[int]Problem{}
	if c.blueprint.Plays() {
		for _, s := range c.blueprint.Flows() {
			at[s] = c.placeOf(c.comesTo(c.blueprint.Services[s].Name))
		}
	}
	return at
}

// Standstill is the error that a replication came to an instant which does not end, so many seconds after the start of
// the run, because requests to a service are sent again and again in no time.
func (s *Scenario) Standstill(service int, at sim.Time, replication int) error {
	p := s.playedAt[service]
	p.Message = fmt.Sprintf("replication %d does not get beyond %s after the start of the run: requests of %s are sent "+
		"again and again at that instant", replication, unit.Duration(at).Human(), s.Blueprint.Services[service].Name)
	p.Help = "have users think for some time, allow fewer tries, or have them wait with backoff: { policy: full-jitter, " +
		"base: 100ms, cap: 10s }"
	return Problems{p}
}
