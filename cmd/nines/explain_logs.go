package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// logs says who the members of replicated logs are, when nobody leads, and how long commits take.
func (x *explanation) logs() *grid {
	g := &grid{}
	for i := range x.Blueprint.Logs {
		l := &x.Blueprint.Logs[i]
		n := len(l.Members)
		g.add(l.Name, fmt.Sprintf("%s, of which %d are a majority: it bears the loss of %d; %s", plural(n, "member"),
			l.Majority(), n-l.Majority(), x.membersOf(l)))
		g.add("", fmt.Sprintf("heartbeats come every %s; members that hear none stand for election after %s, ask all others "+
			"for their vote and lead with a majority", unit.Duration(l.Heartbeat).Human(), l.Timeout))
		g.add("", "those that stand before they are asked split the votes, and all try again; a leader without a majority "+
			"leaves its office after one such time, and leads on if the majority is back by then")
		g.add("", "members that are down or hang count for nothing; one that is slow votes, leads and commits slowly, and "+
			"keeps its office")
		if x.divides(l) {
			g.add("", "of members that a partition divides each side goes on by itself: a leader needs a majority that hears "+
				"it and is heard; "+returns(l))
		}
		if l.Changes != nil {
			g.add("", changes(x.Blueprint.Topology, l))
			g.add("", "who joins learns first, which takes "+wait(l.Changes.CatchUp)+", then takes the place of who leaves "+
				"in one step; it is begun anew with another node if that is lost, or when the next leader is there; a member "+
				"that was missed and is back stays")
		}
		g.add("", "a round trip takes "+x.tripsOf(l)+disk(l)+"; "+commits(l))
		if keep := x.keptBy(i); keep != "" {
			g.add("", keep)
		}
	}
	return g
}

// changes says when members of a log are replaced, and by whom.
func changes(t *models.Topology, l *models.Log) string {
	x, when := l.Changes, []string(nil)
	if !math.IsInf(float64(x.After), 1) {
		when = append(when, "a member that no leader has reached for "+unit.Duration(x.After).Human()+" is replaced")
	}
	if x.Every > 0 {
		text := "every " + unit.Duration(x.Every).Human() + " the next member is replaced though it is well; a leader " +
			"whose turn it is "
		if when = append(when, text+"goes, and is missed as if it were lost"); x.Transfer {
			when[len(when)-1] = text + "has another one stand at once"
		}
	}
	where := ""
	if x.Within > 0 {
		where = ", in its " + t.LevelName(x.Within)
	}
	return fmt.Sprintf("%s; one at a time, while there is a leader, by one of %d nodes%s", strings.Join(when, "; "),
		len(x.Hosts), where)
}

// wait says how long something takes.
func wait(law dist.Law) string {
	if law == nil {
		return "no time"
	}
	return law.String()
}

// divides reports whether some partition cuts off members of a log.
func (x *explanation) divides(l *models.Log) bool {
	return slices.ContainsFunc(x.Blueprint.Faults, func(f models.Fault) bool {
		return f.Symptom.Effect == models.Partition && slices.ContainsFunc(f.Targets, func(target models.ComponentID) bool {
			first, last := x.Blueprint.Topology.Span(target)
			return slices.ContainsFunc(l.Hosts(), func(leaf int32) bool { return first <= leaf && leaf < last })
		})
	})
}

// returns says what members do that have been cut off and are back.
func returns(l *models.Log) string {
	if l.PreVote {
		return "who times out asks first whether it would be elected (pre-vote), so that nobody disturbs a leader that " +
			"others hear"
	}
	return "who comes back has timed out meanwhile, and brings down the leader with its later term, as there is no " +
		"pre-vote"
}

// membersOf names the members of a log, of many only their number.
func (x *explanation) membersOf(l *models.Log) string {
	const many = 7
	var names []string
	for _, leaf := range l.Members {
		names = append(names, x.Blueprint.Topology.Path(x.Blueprint.Topology.Node(leaf)))
	}
	if len(names) > many {
		names = append(names[:many-1:many-1], fmt.Sprintf("and %d more", len(names)-many+1))
	}
	return strings.Join(names, ", ")
}

// tripsOf says how long round trips take, from the shortest to the longest.
func (x *explanation) tripsOf(l *models.Log) string {
	var least, most dist.Law
	for _, law := range l.Trips {
		switch {
		case law == nil:
		case least == nil:
			least, most = law, law
		case law.Mean() < least.Mean():
			least = law
		case law.Mean() > most.Mean():
			most = law
		}
	}
	switch {
	case least == nil:
		return "no time"
	case least.Mean() == most.Mean():
		return least.String()
	}
	return fmt.Sprintf("from %s to %s between the members farthest apart", least, most)
}

// disk says how long writing takes.
func disk(l *models.Log) string {
	if l.Disk == nil {
		return ", writing a vote or an entry no time"
	}
	return ", writing a vote or an entry " + l.Disk.String()
}

// commits says when an entry is committed, and when it is not.
func commits(l *models.Log) string {
	text := fmt.Sprintf("an entry is committed once %d members have it, the leader among them or not", l.Majority())
	if l.Patience == 0 {
		return text + ", however long that takes"
	}
	return text + ", and has failed if that takes longer than " + unit.Duration(l.Patience).Human()
}

// lock says how a lock changes hands.
func lock(l *models.Lock) string {
	text := fmt.Sprintf("its holder renews it every %s, and gives up %s after it last could; others may take it after "+
		"%s, and look after %s, while the log has a leader. A holder that is slow keeps it; one that crashes loses it; "+
		"one that hangs, or is cut off for less than the deadline, goes on when it is back if nobody has taken it",
		unit.Duration(l.Renew).Human(), unit.Duration(l.Deadline).Human(), unit.Duration(l.Lease).Human(), l.Retry)
	if l.Fenced {
		return text + "; what one does that has lost it is refused"
	}
	return text + "; one that hung and has lost it acts on for as long as it is to its next renewal"
}

// keptBy names the services that stand and fall with a log; "" where there are none.
func (x *explanation) keptBy(log int) string {
	var names []string
	for i := range x.Blueprint.Services {
		if x.Blueprint.Services[i].Log == log+1 {
			names = append(names, x.Blueprint.Services[i].Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, ", ") + ": down while there is no leader with a majority"
}
