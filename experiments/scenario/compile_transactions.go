package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// transactions carries over what is done by several participants together.
func (c *compiler) transactions() {
	for i := range c.spec.Transactions {
		s, path := &c.spec.Transactions[i].Value, join("transactions", c.spec.Transactions[i].Name)
		out := models.Transaction{Name: c.spec.Transactions[i].Name, Rate: float64(s.Rate), Recovery: s.Recovery,
			Singly: s.Fidelity == oneByOne}
		c.parties(s, &out, path)
		if s.Protocol == bySaga {
			out.Protocol, out.Saga = models.BySaga, c.saga(s, path)
		} else {
			out.TwoPhase = c.twoPhase(s, path)
		}
		c.underWay(&out, path)
		c.blueprint.Transactions = append(c.blueprint.Transactions, out)
	}
}

// parties are the participants and the coordinator of transactions, all different.
func (c *compiler) parties(s *TransactionSpec, out *models.Transaction, path string) {
	on := join(path, "on")
	for i, word := range s.On {
		at := join(on, strconv.Itoa(i))
		switch p, ok := c.party(word, at); {
		case !ok:
		case slices.Contains(out.Participants, p):
			c.failAt(at, "name it once: it votes once, or has one step", "%s names %s twice", on, quote(word))
		default:
			out.Participants = append(out.Participants, p)
		}
	}
	switch n := len(s.On); {
	case n < 2:
		c.failAt(on, "name two or more, or leave it out: one participant needs no protocol", "%s has %s", on,
			plural(n, "participant"))
	case n > models.MaxParticipants:
		c.failAt(on, "name fewer, or those of one step as one service", "%s has %s; at most %d can be simulated", on,
			plural(n, "participant"), models.MaxParticipants)
	}
	at, ok := join(path, "coordinator"), false
	if out.Coordinator, ok = c.party(s.Coordinator, at); ok && slices.Contains(out.Participants, out.Coordinator) {
		c.failAt(at, "let another class, service or log coordinate: what is lost with this one could not be told apart",
			"%s, which coordinates, is a participant", quote(s.Coordinator))
	}
}

// partyWords are what kinds of parties are called.
var partyWords = [...]string{models.OfClass: "class", models.OfService: "service", models.OfLog: "log"}

// party is the class, service or log that a word names, as "ledger" or "service ledger".
func (c *compiler) party(word, path string) (p models.Party, ok bool) {
	byKind := [...][]string{models.OfClass: c.classNames(), models.OfService: names(c.spec.Services),
		models.OfLog: names(c.spec.Logs)}
	var found []models.Party
	var all []string
	name, only := word, ""
	if before, after, cut := strings.Cut(word, " "); cut && slices.Contains(partyWords[:], before) {
		name, only = after, before
	}
	for kind, known := range byKind {
		if only != "" && only != partyWords[kind] {
			continue
		}
		all = append(all, known...)
		if i := slices.Index(known, name); i >= 0 {
			found = append(found, models.Party{Kind: models.PartyKind(kind), Index: i})
		}
	}
	switch len(found) {
	case 0:
		c.failAt(path, hint(name, "classes, services and logs", all), "nothing that can take part is called %s", quote(word))
		return p, false
	case 1:
		return c.peopled(found[0], word, path)
	}
	c.failAt(path, fmt.Sprintf("write %q or %q", partyWords[found[0].Kind]+" "+name, partyWords[found[1].Kind]+" "+name),
		"%s is the name of a %s and of a %s", quote(name), partyWords[found[0].Kind], partyWords[found[1].Kind])
	return p, false
}

// peopled refuses a class without nodes.
func (c *compiler) peopled(p models.Party, word, path string) (models.Party, bool) {
	if p.Kind == models.OfClass && c.blueprint.Topology.Count(p.Index) == 0 {
		c.failAt(path, "give it nodes, or leave it out", "%s has no nodes", quote(word))
		return p, false
	}
	return p, true
}

// lacking refuses a protocol without a law that it needs.
func (c *compiler) lacking(protocol, path string, laws ...timed) {
	var without, help []string
	for _, x := range laws {
		if x.law == nil {
			without, help = append(without, quote(x.key)), append(help, x.key+": 20ms")
		}
	}
	if len(without) > 0 {
		c.failAt(path, "write for example "+strings.Join(help, ", "), "%s, by the protocol %s, lacks %s", path, protocol,
			strings.Join(without, " and "))
	}
}

// timed is a key that says how long something takes; nil where it is not given.
type timed struct {
	key string
	law *TripSpec
}

// lawOf is that of a key; nil where it is not given.
func lawOf(s *TripSpec) dist.Law {
	if s == nil {
		return nil
	}
	return s.Law
}

// foreign refuses keys of another protocol.
func (c *compiler) foreign(protocol, path string, keys ...string) {
	for _, key := range keys {
		if at := join(path, key); c.given[at] != nil {
			c.failAt(at, "leave it out, or choose the other protocol", "%s has no effect with protocol: %s", at, protocol)
		}
	}
}

// twoPhase carries over what two-phase commit takes.
func (c *compiler) twoPhase(s *TransactionSpec, path string) models.TwoPhase {
	c.foreign(byTwoPhase, path, "step", "compensate", "interrupted")
	c.lacking(byTwoPhase, path, timed{"prepare", s.Prepare}, timed{"decide", s.Decide})
	out := models.TwoPhase{Timeout: sim.Duration(unit.Second), Prepare: lawOf(s.Prepare), Decide: lawOf(s.Decide)}
	at := join(path, "timeout")
	if s.Timeout != nil {
		out.Timeout = sim.Duration(*s.Timeout)
	} else if out.Prepare != nil {
		at = join(path, "prepare")
	}
	if s.Conflicts != nil {
		out.Conflicts = float64(*s.Conflicts)
	}
	if p := out.Prepare; p != nil && out.Timeout > 0 && p.Mean() > float64(out.Timeout) {
		c.failAt(at, fmt.Sprintf("write a timeout above %s, or prepare for a shorter time", unit.Duration(p.Mean()).Human()),
			"%s: votes take %s on average, and are waited for for %s: transactions time out before they come", path,
			unit.Duration(p.Mean()).Human(), unit.Duration(out.Timeout).Human())
	}
	return out
}

// saga carries over what a saga takes.
func (c *compiler) saga(s *TransactionSpec, path string) models.Saga {
	c.foreign(bySaga, path, "prepare", "decide", "timeout", "conflicts")
	c.lacking(bySaga, path, timed{"step", s.Step})
	out := models.Saga{Step: lawOf(s.Step), Resumes: s.Interrupted != gaveUp}
	if out.Compensate = out.Step; s.Compensate != nil {
		out.Compensate = s.Compensate.Law
	}
	if out.Step != nil && out.Step.Mean() == 0 {
		c.failAt(join(path, "step"), "write for example step: 20ms",
			"%s: a step that takes no time is never interrupted", join(path, "step"))
	}
	return out
}

// underWay warns of transactions that are not over long before what they run on goes down: then there are not so many
// under way as in the long run, since part of them has not come yet since it was last down. One by one they are right.
func (c *compiler) underWay(t *models.Transaction, path string) {
	if t.Singly {
		return
	}
	const quick = 0.05 // of a life; sagas whose steps take 0.067 come out with 1.4 % too many between steps
	key, takes := "step", 0.0
	switch p := &t.TwoPhase; {
	case t.Protocol == models.BySaga && t.Saga.Step != nil:
		takes = t.Saga.Step.Mean()
	case t.Protocol != models.BySaga && p.Prepare != nil && p.Decide != nil:
		if key, takes = "prepare", p.Prepare.Mean(); p.Decide.Mean() > takes {
			key, takes = "decide", p.Decide.Mean()
		}
	}
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		lives, ok := f.Failure.(models.Renewing)
		if !ok || !f.Symptom.TakesDown() || lives.Renews() == nil || takes <= quick*lives.Renews().Mean() {
			continue
		}
		c.warnAt(join(path, key), "write fidelity: request, or have it be short beside the time between faults",
			"%s takes %s, and fault %s strikes each of its targets every %s: as many are taken to be under way then as in "+
				"the long run, and so soon after the last outage there are fewer", join(path, key),
			unit.Duration(takes).Human(), f.Name, unit.Duration(lives.Renews().Mean()).Human())
		return
	}
}

// Transacted is how many transactions are to be expected in a run of those that are played one by one.
func Transacted(b *models.Blueprint) (n float64) {
	for i := range b.Transactions {
		n += transacted(b, i)
	}
	return n
}

// transacted is how many of them are of one kind.
func transacted(b *models.Blueprint, i int) float64 {
	if x := &b.Transactions[i]; x.Singly {
		return x.Rate * float64(b.End())
	}
	return 0
}

// overtransacted refuses transactions of which a replication plays more than anybody can wait for.
func (c *compiler) overtransacted() {
	b, most := c.blueprint, 0
	for i := range b.Transactions {
		if transacted(b, i) > transacted(b, most) {
			most = i
		}
	}
	if Transacted(b) > mostMoves {
		name := b.Transactions[most].Name
		c.failAt(join(join("transactions", name), "rate"), "lower the rate, simulate a shorter time, or write fidelity: flow",
			"transactions %s: about %s come in %s, and each is played; a replication has at most 1e10", name,
			power(transacted(b, most)), unit.Duration(b.End()).Human())
	}
}
