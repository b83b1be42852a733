package scenario

import (
	"fmt"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// TransactionSpec is a kind of transaction over several participants.
type TransactionSpec struct {
	On          WordsSpec      `key:"on" required:"true"`
	Coordinator string         `key:"coordinator" required:"true"`
	Rate        unit.Rate      `key:"rate" required:"true"`
	Fidelity    string         `key:"fidelity" oneof:"flow request"`
	Protocol    string         `key:"protocol" oneof:"two-phase saga"`
	Prepare     *TripSpec      `key:"prepare"`                                           // nil: by a saga
	Decide      *TripSpec      `key:"decide"`                                            // likewise
	Timeout     *unit.Duration `key:"timeout"`                                           // nil: 1 s, or by a saga
	Conflicts   *unit.Ratio    `key:"conflicts"`                                         // nil: none
	Step        *TripSpec      `key:"step"`                                              // nil: by two-phase commit
	Compensate  *TripSpec      `key:"compensate"`                                        // nil: as long as a step
	Interrupted string         `key:"interrupted" oneof:"resume compensate" omit:"zero"` // "": resume
	Recovery    dist.Law       `key:"recovery"`                                          // nil: no time
}

func (TransactionSpec) notes() notes {
	return notes{
		"on": {fmt.Sprintf("Its participants, from 2 to %d: ", models.MaxParticipants) +
			"classes, services or logs whose state it changes, all of them or none, in the order in " +
			"which a saga comes to them. Each transaction is with one node of a class, any of them, up or not, as with " +
			"the part that holds a key; with a service while that is up; with a log while it has a leader. Where several " +
			"have a name, \"service ledger\" says which.", "[accounts, ledger]", ""},
		"coordinator": {"Who coordinates it: a class, of which each transaction has any node that is up; a service; or " +
			"a log, which is without only until another leader is elected.", "log etcd", ""},
		"rate": {"How many come, at random times, whatever is up.", "50/s", "above 0/s, up to 1e9/s"},
		"fidelity": {"Flow carries them as rates between events, and draws how many are under way when somebody goes down; " +
			"request plays each by itself, and sees how long it takes to commit. Both give the same shares and counts on " +
			"average where a transaction takes much less time than nodes are up or down.", "request", ""},
		"protocol": {"How all or nothing comes about: by two-phase commit with presumed abort, which leaves in doubt " +
			"what all have voted for when the coordinator is lost; or by a saga, steps that each participant commits for " +
			"itself, and compensates for if a later one fails.", "saga", ""},
		"prepare": {"Of two-phase commit, how long it takes from the start until the last participant has voted, and " +
			"the decision is written.", "20ms", ""},
		"decide": {"Of two-phase commit, how long it takes from then until participants know the decision. Meanwhile " +
			"all hold their locks, and none can decide without the coordinator.", "5ms", ""},
		"timeout": {"Of two-phase commit, when a transaction aborts for want of votes; 1s if not given.", "2s", "above 0s"},
		"conflicts": {"Of two-phase commit, which share of all that comes wants a lock that one transaction in doubt " +
			"holds, any one; what does, aborts at once. None if not given.", "0.1%", "from 0% to 100%"},
		"step": {"Of a saga, how long each participant takes for its step.", "20ms", ""},
		"compensate": {"Of a saga, how long it takes to compensate for each step that is done, until it has worked: as " +
			"long as the step if not given.", "{ dist: lognormal, mean: 5m, p95: 15m }", ""},
		"interrupted": {"Of a saga, what becomes of those that stand still while their coordinator is lost, when it is " +
			"back: resume, which is what is done if not given, has them go on with the step that was not done; " +
			"compensate gives them up.", "compensate", ""},
		"recovery": {"How long a coordinator that is back takes until it goes on with what it had under way, and takes " +
			"new ones: no time if not given.", "30s", ""},
	}
}

func (t *TransactionSpec) setDefaults() { t.Protocol, t.Fidelity = byTwoPhase, "flow" }

// What the keys protocol, interrupted and fidelity say.
const (
	byTwoPhase = "two-phase"
	bySaga     = "saga"
	gaveUp     = "compensate"
	oneByOne   = "request"
)
