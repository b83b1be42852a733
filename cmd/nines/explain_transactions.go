package main

import (
	"fmt"
	"strings"

	"nines/models"
	"nines/sim/unit"
)

// transactions says who takes part in transactions, what becomes of them while somebody is down, and what of that is
// left out.
func (x *explanation) transactions() *grid {
	g := &grid{}
	for i := range x.Blueprint.Transactions {
		t := &x.Blueprint.Transactions[i]
		g.add(t.Name, fmt.Sprintf("%s come, whatever is up, over %s; %s", unit.Rate(t.Rate).Human(), x.participantsOf(t),
			x.coordinatorOf(t)))
		if t.Protocol == models.BySaga {
			g.add("", steps(&t.Saga, len(t.Participants)))
			g.add("", stands(&t.Saga, t.Rate))
		} else {
			g.add("", votes(&t.TwoPhase))
			g.add("", doubts(&t.TwoPhase, t.Rate))
		}
		g.add("", playedAs(t)+"; nobody tries again, and a node that hangs or is cut off is as one that is down")
	}
	return g
}

// playedAs says how transactions are, by their fidelity.
func playedAs(t *models.Transaction) string {
	if t.Singly {
		return "each is played by itself (fidelity: request): what comes first decides its end, shares are of those that " +
			"come in the measured time, and those that it does not see the end of are unfinished"
	}
	return "they are rates (fidelity: flow): those under way are as many as in the long run at the rate, drawn when " +
		"somebody is lost, and one is booked as committed or aborted when it comes"
}

// participantsOf names who takes part: "one of the 2 nodes of accounts and service books".
func (x *explanation) participantsOf(t *models.Transaction) string {
	var names []string
	for _, p := range t.Participants {
		names = append(names, x.party(p))
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// party names one of them.
func (x *explanation) party(p models.Party) string {
	name := x.Blueprint.PartyName(p)
	switch p.Kind {
	case models.OfService:
		return "service " + name
	case models.OfLog:
		return "log " + name
	}
	if n := x.Blueprint.Topology.Count(p.Index); n > 1 {
		return fmt.Sprintf("one of the %d nodes of %s", n, name)
	}
	return "the node of " + name
}

// coordinatorOf says who coordinates, and when he takes new ones.
func (x *explanation) coordinatorOf(t *models.Transaction) string {
	text := x.party(t.Coordinator) + " coordinates"
	switch {
	case t.Coordinator.Kind == models.OfLog:
		text += " while it has a leader with a majority"
	case strings.HasPrefix(text, "one of"):
		text += " each, any that is up"
	default:
		text += " while it is up"
	}
	if t.Recovery != nil {
		text += ", once it has recovered, which takes " + t.Recovery.String()
	}
	return text + "; without a coordinator they are refused"
}

// votes says when two-phase commit commits and aborts.
func votes(t *models.TwoPhase) string {
	return fmt.Sprintf("two-phase commit, presumed abort: votes take %s, and one that lacks any after %s aborts, as "+
		"does one of which a participant is down, or a participant or the coordinator goes down before all have voted; "+
		"then the decision is written, and who goes down after that learns of it when it is back", t.Prepare,
		unit.Duration(t.Timeout).Human())
}

// doubts says what is in doubt when a coordinator is lost, and what that keeps others from.
func doubts(t *models.TwoPhase, rate float64) string {
	text := fmt.Sprintf("until participants know the decision, for %s, they cannot decide alone: those are in doubt "+
		"whose coordinator is lost then, of all together %s on average while all is up (rate × that time); they hold "+
		"their locks until it is back, and commit", t.Decide, unit.SI(rate*t.Decide.Mean()))
	if t.Conflicts > 0 {
		text += fmt.Sprintf("; each keeps %s of all that comes from a lock, which aborts at once",
			unit.Ratio(t.Conflicts).Percent())
	}
	return text
}

// steps says how a saga goes on, and when it does not.
func steps(t *models.Saga, participants int) string {
	return fmt.Sprintf("a saga of %d steps, each of which takes %s and is committed by itself; at a participant that "+
		"is down, or goes down meanwhile, it ends at once, and what is done is compensated for, the last step first, "+
		"which takes %s for each and does not fail", participants, t.Step, t.Compensate)
}

// stands says what becomes of sagas whose coordinator is lost.
func stands(t *models.Saga, rate float64) string {
	what := "goes on with that step, whatever has gone down since"
	if !t.Resumes {
		what = "is compensated for"
	}
	return fmt.Sprintf("no lock is held between steps, and everybody sees what is done; with the coordinator lost, "+
		"all stand still, of all together %s at each step on average while all is up, and the step that was under way "+
		"is undone; when it is back, each %s", unit.SI(rate*t.Step.Mean()), what)
}
