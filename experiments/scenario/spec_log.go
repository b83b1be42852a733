package scenario

import (
	"fmt"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// LogSpec is a replicated log. The defaults of heartbeat and election_timeout are those of etcd.
type LogSpec struct {
	On              WordsSpec      `key:"on" required:"true"`
	Replicas        *unit.Count    `key:"replicas"` // nil: as many as there are nodes
	Spread          string         `key:"spread"`
	Heartbeat       unit.Duration  `key:"heartbeat"`
	ElectionTimeout TimeoutSpec    `key:"election_timeout"`
	RoundTrip       TripsSpec      `key:"round_trip" required:"true"`
	Links           []LinkSpec     `key:"links"`
	Disk            *TripSpec      `key:"disk"` // nil: no time
	CommitTimeout   *unit.Duration `key:"commit_timeout"`
	PreVote         bool           `key:"pre_vote" omit:"zero"`
	Changes         *ChangesSpec   `key:"changes"` // nil: members are the same for ever
}

func (LogSpec) notes() notes {
	return notes{
		"on": {"The class, or classes, whose nodes are its members.", "etcd", ""},
		"replicas": {"How many members it has, a majority of whom elects a leader and commits; all nodes of the class if " +
			"not " +
			"given. An even number bears the loss of no more members than the one below it. One that is down counts all " +
			"the same, until another takes its place (changes).", "5", fmt.Sprintf("from 1 to %d", models.MaxMembers)},
		"spread": {"The level over whose domains members are spread as evenly as they can be; over all levels, from the " +
			"outermost, if not given.", "zone", ""},
		"heartbeat": {"How often the leader sends word. It is no event: when a leader is lost, its last one was sent at " +
			"any " +
			"time since one interval ago.", "100ms", "0s or more"},
		"election_timeout": {"After how long without word from a leader a member stands for election, drawn each time: 1s " +
			"is " +
			"short for a uniform time from 1s to 2s, as in etcd and Raft. A leader that has no majority any more leaves its " +
			"office after one, too.", "1s", ""},
		"round_trip": {"How long it takes from one member to another and back: a time, a law or, of each level, that " +
			"between " +
			"members which are in one of its domains and in none further in; fleet is that of all others. Votes and " +
			"entries take one.", "{ zone: 0.1ms, region: 2ms, fleet: 113ms }", ""},
		"links": {"Round trips between the members in two places, or two members, instead.",
			"[ { between: [zone a, zone b], round_trip: 0.8ms } ]", ""},
		"disk": {"How long a member takes to write an entry or a vote: no time if not given.", "5ms", ""},
		"commit_timeout": {"How long writers wait for a commit: one that takes longer has failed, as all do while there " +
			"is no " +
			"leader. For ever if not given.", "5s", "above 0s"},
		"pre_vote": {"Whether a member whose time-out ends asks the others first if they would elect it, which those who " +
			"hear a leader would not, and stands only if a majority would. It takes a round trip more, and keeps one that was " +
			"cut off from bringing down the leader when it is back. False if not given, as in Raft; etcd has it on since 3.5.",
			"true", ""},
		"changes": {"When another node of its classes takes the place of a member, one at a time: it learns first, and " +
			"joins as the other leaves, in one step. It is chosen among those that run and that the leader reaches, where the " +
			"fewest members are. Members are the same for ever if not given.", "{ after: 10m, catch_up: 2m }", ""},
	}
}

func (l *LogSpec) setDefaults() {
	const ms = 1e-3
	l.Heartbeat, l.ElectionTimeout.Least = 100*ms, unit.Second
	law, err := dist.NewUniform(1, 2)
	must(err)
	l.ElectionTimeout.Law = law
}

// LinkSpec is the round trip between two places.
type LinkSpec struct {
	Between   []string `key:"between" required:"true"`
	RoundTrip TripSpec `key:"round_trip" required:"true"`
}

func (LinkSpec) notes() notes {
	return notes{
		"between": {"Two domains or nodes, by name or path: members in the one and in the other.", "[zone a, zone b]",
			""},
		"round_trip": {"How long it takes from one to the other and back.", "0.8ms", ""},
	}
}
