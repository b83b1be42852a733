package models

import (
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// This file holds every interface one may implement. A policy is immutable configuration: what must be remembered
// between decisions is the world's, so that copying a world copies everything. A policy is asked and answers with a
// value; the world turns answers into events. Random draws come from the stream handed in, which is opened for that one
// question, so a policy may draw as many numbers as it likes without shifting anybody else's.

// Detector is an instrument that watches every node on its own. Its answers are the laws of its quality of service
// (Chen, Toueg and Aguilera 2002), so that a year of ten thousand nodes needs no heartbeat events. The world asks
// Delay only while the detector trusts the node. Where it suspects the node still, silence that has lasted too long
// goes on, and the fault is noticed at once, unless the detector is Looking.
type Detector interface {
	// Sees is the probability, in [0, 1], that the detector can notice the symptom on a node. The world draws it once
	// per node and occurrence; at 0 the detector is blind to it.
	Sees(x Symptom) float64
	// Delay is the time from onset to suspicion, given that the node was trusted at onset and the symptom is seen.
	Delay(x Symptom) Wait
	// Clear is the time from the end of the last visible fault until a suspected node is trusted again.
	Clear() Wait
	// Mistake is the next false suspicion of a healthy node that has just become trusted.
	Mistake() Mistakes
}

// Looking is an optional ability of a Detector that has to look again before it can tell that a node has a new fault
// while it suspects that node still: because of another fault, because it has not learned yet that all is well, or by
// mistake. The node stays suspected meanwhile, so what follows from suspicion alone goes on.
type Looking interface {
	// Again is the time from onset until a symptom, which is seen, is noticed on a node that is suspected all the while.
	// Nothing that the detector could see has been wrong with the node for so long, which is less than Clear took: since
	// its last fault ended or the mistake began. It is 0 where something still is.
	Again(x Symptom, well sim.Duration) Wait
}

// Mistakes is the law of a false suspicion: of when it begins and of how long it lasts, together, since what leads to
// the one often bears on the other. An answer is configuration that the detector keeps: it allocates nothing.
type Mistakes interface {
	// Sample draws how long until it begins, > 0 (+Inf: never), and how long it then lasts, > 0.
	Sample(s *rng.Stream) (after, lasting sim.Duration)
}

// Unremembering is an optional ability of Mistakes that come as a Poisson process, whatever has been before.
type Unremembering interface {
	// Rate is that of the process, per second; at 0 none comes.
	Rate() float64
}

// Mutual is an optional ability of a Detector that is the nodes themselves, who watch each other: those whom the others
// do not hear watch and help nobody. Its Mistakes are Unremembering.
type Mutual interface {
	// Errs is the rate of false suspicions of one healthy node, per second, while so many nodes are not suspected, some of
	// whom are silent; 0 ≤ silent < members. What is true decides, which nobody needs to know: who is down sends nothing.
	Errs(members, silent int) float64
}

// Accusing is an optional ability of a Detector that is Mutual: a node that reads nothing in time takes all others for
// dead, one after the other and each once, and is believed.
type Accusing interface {
	// Deaf is the probability, in [0, 1], that a symptom keeps a node from reading what others send, while it goes on
	// suspecting them and saying so. The world draws it once per node and occurrence.
	Deaf(x Symptom) float64
	// Accuses is the time until the k-th other, k ≥ 0, is believed to be dead: from when the node was deaf for the first,
	// and else from the one before.
	Accuses(k int) Wait
}

// Unerring are the mistakes of who makes none.
type Unerring struct{}

// Sample draws nothing.
func (Unerring) Sample(*rng.Stream) (after, lasting sim.Duration) { return forever, 0 }

// Rate is 0.
func (Unerring) Rate() float64 { return 0 }

// Listening is an optional ability of a Detector that suspects by its own clock whoever it has not heard for too long.
// Where what it runs on stalls, its clock goes on and it hears nobody; others ask anew when they go on.
type Listening interface{ Listens() bool }

// Sized is an optional ability of a Detector whose answers depend on how many nodes it watches.
type Sized interface {
	// For returns the detector as it is among that many nodes, ≥ 1: all nodes of the fleet, since every detector watches
	// every node. It is asked once, when a blueprint is prepared. The receiver is unchanged.
	For(nodes int) (Detector, error)
}

// Bounded is an optional ability of a Detector that suspects so many nodes at a time and no more, whatever it sees: a
// balancer that takes nodes out of service. It is not asked of a Meter.
type Bounded interface {
	// Most is how many of so many nodes it may suspect at a time, ≥ 0. It is asked once, when a blueprint is prepared.
	Most(nodes int) int
}

// Messenger is an optional ability of a Detector that sends messages.
type Messenger interface {
	// Messages is how many messages per second it takes to watch that many healthy nodes.
	Messages(nodes int) float64
}

// Adviser is an optional ability of a Detector that raises alarms for people and does not speak to balancers: unless
// a scenario says otherwise, a node that it suspects is still sent work.
type Adviser interface{ Advises() bool }

// Overseer is an optional ability of a Detector that looks at an incident as a whole, not at each node: what it sees
// and when is drawn once for all nodes that an incident holds.
type Overseer interface{ Oversees() bool }

// Meter is an optional ability of a Detector that looks at which share of the requests of the service under load fail,
// and at no node. It is an Overseer too. The world asks it no Delay: an incident that it Sees is noticed when an alert
// begins, or while one goes on, if requests have failed because of it within the longest window of the alert. It needs
// traffic.
type Meter interface{ Alert() Alert }

// Agreement says how many of several detectors must suspect a node before anybody believes it.
type Agreement interface {
	// Votes is that number among so many detectors, ≥ 1 of each; an error where there are too few of them.
	Votes(detectors int) (int, error)
}

// Alarm is what a localizer is told: the truth about an alarm that it has to explain.
type Alarm struct {
	Symptom Symptom
	False   bool         // nothing is wrong with the node that is accused
	Change  bool         // the cause is a change: a deploy or a push of configuration
	Since   sim.Duration // since the last change anywhere, good or bad; +Inf: there was none
	Nodes   int          // that the incident holds, ≥ 1
	Others  int          // other alarms that are being worked on
	Attempt int          // diagnoses of this alarm so far, whoever made them
}

// Localizer is an instrument that turns an alarm into a diagnosis: the component to be put right. Where a diagnosis
// was of no use the next localizer of the scenario is asked, the last one again and again.
type Localizer interface{ Diagnose(x Alarm) Odds }

// Infallible is an optional ability of a Localizer that names the culprit at once, whatever it is told. Whether it does
// is asked once, when a blueprint is prepared.
type Infallible interface{ Infallible() bool }

// Right is the diagnosis of whoever is Infallible.
func Right() Diagnosis { return Diagnosis{Right: true, Wasted: -1} }

// Correlator is an instrument that tells which of the alarms that one incident raises on several nodes belong together.
// What it fails to group is worked on separately, and in vain.
type Correlator interface {
	// Joins is the probability that an alarm on a further node of an incident, that much later than the first, is grouped.
	Joins(later sim.Duration) float64
}

// Scope is the level of the topology at which something is done: its name, "fleet", or one of those below. What sits
// above it outlasts whatever is done: no restart of the nodes of a rack brings its power back.
type Scope string

const (
	OnNode   Scope = ""    // single nodes
	Anywhere Scope = "any" // whatever the cause sits in
)

// Action is something that can be done to a component. Actions are data: a Recoverer lists those it may choose and
// decides by number; the world draws how long they take and whether they clear what is wrong. One application of an
// action is a treatment.
type Action struct {
	Name  string // as users say it: "restart"
	Scope Scope  // what it is done to: the component that is blamed, or the member of that level which holds it
	// Clears is the probability of success, in [0, 1], by the name of the mode that is present, else of its cause, else
	// of the effect of the fault; what none of them names is never cleared.
	Clears            map[string]float64
	Takes             dist.Law // time on the component, from when hands and parts are there; nil: none
	Verify            dist.Law // time until it is known whether it has worked; nil: none
	Offline           bool     // nodes that still serve are out of service until it is known whether it has worked
	Crew, Spare, Pool string   // resources that it waits for, by name, the spare first; "" for none
	Data              float64  // bytes to be copied through the Pool, > 0 with one
	Relapse           float64  // probability that a success does not last
	Relapses          dist.Law // then: time until the fault strikes again
	// Loses is the seconds of work lost by a success: it restores from an old copy, or moves a role to a standby that is
	// behind; nil: none.
	Loses dist.Law
	// What follows makes it a mitigation, see Relief. A mitigation takes no crew, spare or pool.
	Service  string  // whose role it moves away from the nodes that are hit; "" for none
	Active   int     // how many nodes of the service have the role, the first ones at the start; 0: all of them
	Coverage float64 // probability that the role is moved, in [0, 1]
	Drains   bool    // balancers shun the nodes that are hit until the incident is over
	// Elsewhere: until the incident is over, each node that is hit is stood in for beside another of its class, which is
	// up and trusted and sits outside of what the cause sits in. A stand-in shares the fate of where it runs. Clears is
	// then the probability that stand-ins come, whatever the Scope.
	Elsewhere bool
	Tries     int  // of Elsewhere: how often it is tried, ≥ 1
	Pace      Pace // of Elsewhere: how fast it comes to the nodes; time to wait before it begins counts from its turn
}

// Mitigates reports whether the action helps users and leaves what is wrong as it is.
func (a *Action) Mitigates() bool { return a.Service != "" || a.Drains || a.Elsewhere }

// Suspect is what a recoverer is asked about: the component and the cause that a diagnosis names, rightly or not.
type Suspect struct {
	Component  ComponentID
	Level      string // of the component: "node", "rack", "fleet"
	Class      string // of a node; "" for a domain
	Node       int    // the first node of the component
	Cause      string // that is blamed; "" where nobody has an idea
	Effect     Effect // as it shows
	Change     bool   // the blamed cause is a change: a deploy or a push of configuration
	Repairable bool   // hands-on repair exists for the blamed cause
	// Helps are the actions that may clear some mode of the blamed cause where that is said to sit: what is known of
	// actions in general, not what is true of this case.
	Helps   ActionSet
	Attempt int  // treatments of this alarm that have failed, and those before, where it is back within probation
	Tries   int  // likewise, with those that have worked
	Begun   bool // something has been done about this alarm, to the suspect or to somebody innocent
}

// MaxActions bounds the actions of a Recoverer.
const MaxActions = 256

// ActionSet is a set of actions, by number.
type ActionSet [MaxActions / 64]uint64

// Has reports whether an action is in the set; those beyond MaxActions are not.
func (s *ActionSet) Has(action int) bool {
	return uint(action) < MaxActions && s[action/64]>>(action%64)&1 == 1
}

// Add puts an action into the set.
func (s *ActionSet) Add(action int) { s[action/64] |= 1 << (action % 64) }

// Decision is the number of an action in the list of its Recoverer, or one of the answers below, and how long to wait
// before it begins (back-off, grace, the next visit). The node may come back meanwhile, which cancels it.
type Decision struct {
	Action int
	After  sim.Duration // ≥ 0
	Line   int          // in which it stands on Hold, or would have stood, 0 … MaxLines − 1
}

// MaxLines bounds the lines of cases on hold.
const MaxLines = 64

// Answers that are no action of the Recoverer's own.
const (
	Repair = -1 - iota // hands-on repair by the fault's crew for the time that its law draws, which always works
	Leave              // do nothing; the fault may heal by itself
	// Hold: not now. Cases on hold are asked about again when another is decided or over, those of a line in the order in
	// which they came, and each by itself after After if that is above 0.
	Hold
)

// Recoverer decides what to do about a suspect. It sees the world through a View and cannot reach the truth. It is
// asked about everybody whom a diagnosis names and again after each treatment that failed.
type Recoverer interface {
	// Actions lists what Recover may choose. It is asked once, when a blueprint is prepared.
	Actions() []Action
	Recover(v View, x Suspect) Decision
}

// Queued is what a dispatcher is told of a case that waits for hands: whom and what a diagnosis blames, rightly or not,
// and what is known of such cases in general.
type Queued struct {
	Suspect
	Nodes int          // that the component holds, 1 for a node
	Takes sim.Duration // mean time of the work, over the modes of what is blamed
	// Margin is how many further nodes the service could lose that runs on the component and could lose the fewest, as far
	// as is believed; below 0 it lacks so many. +Inf where none runs there. It is told to those who are Wary.
	Margin float64
}

// Dispatcher says to which of the cases that wait free hands turn.
type Dispatcher interface {
	// Rank is asked of every case that waits, each time when hands are free: the lowest is next and, of equals, the case
	// that has waited longest. Not NaN.
	Rank(v View, x Queued) float64
}

// Indifferent is an optional ability of a Dispatcher that ranks all cases alike: it is not asked.
type Indifferent interface{ Indifferent() bool }

// Wary is an optional ability of a Dispatcher that wants to be told the Margin of services, at a cost of O(nodes ×
// services) for each choice.
type Wary interface{ Wary() bool }

// Ordered is an optional ability of a Dispatcher that knows causes by name.
type Ordered interface{ Order() []string }

// Mitigator is an optional ability of a Recoverer that acts at the alarm, before the cause is known, while the search
// for it goes on.
type Mitigator interface {
	// Mitigate is told what the alarm is about and nothing of the cause, which nobody knows yet. What it appends to dst is
	// begun, in that order.
	Mitigate(v View, about ComponentID, dst []Relief) []Relief
}

// Bridger is an optional ability of a Recoverer that mitigates once the cause is known, beside what mends it.
type Bridger interface {
	// Bridge is told of the culprit that a diagnosis names, rightly; what it appends to dst is begun, each action once for
	// an incident. It is asked before Recover.
	Bridge(v View, x Suspect, dst []Relief) []Relief
}

// Unvarying is an optional ability of a Recoverer that decides the same about everybody, though it may leave what
// cannot be repaired where it decides to Repair, which comes to the same. It is asked once, when a blueprint is
// prepared.
type Unvarying interface{ Always() (d Decision, ok bool) }

// Spaced is an optional ability of a Recoverer that asks what else is going on near a suspect (see View.Busy): one case
// of a line may have to wait on while those behind it begin.
type Spaced interface{ Spaced() bool }

// Relief is a mitigation that is to be begun.
type Relief struct {
	Action int
	After  sim.Duration // ≥ 0
}

// Patient is an optional ability of a Recoverer that remembers: an incident that begins within Probation of a success
// on the same component by the same fault continues where the last one ended (see Suspect.Attempt).
type Patient interface {
	// Remembers reports whether any Probation is above 0. It is asked once, when a blueprint is prepared.
	Remembers() bool
	// Probation is asked after a success, about the suspect that was treated.
	Probation(x Suspect) sim.Duration
}

// Group is a set of like nodes, as a balancer knows them: those of one class that are trusted, or all of them where
// nobody is.
type Group struct {
	Class      int
	Nodes      int     // trusted nodes, ≥ 1
	Weight     float64 // of one node, > 0
	Throughput float64 // of one healthy node, requests per second
}

// Splitter is a balancing policy at flow fidelity: it says which share of the offered load each group receives. Shares
// are ≥ 0 and sum to 1; within a group every node gets the same. The world asks after each event that changes trust and
// keeps the answer, so a fault costs O(groups); the answer must depend on the groups alone.
type Splitter interface {
	Split(v View, groups []Group, share []float64)
}

// Occurrence names one strike of one fault on one of its targets.
type Occurrence struct {
	Target int      // index into the fault's Targets
	Count  int      // strikes of this process so far: 0 before the first
	Now    sim.Time // when the process is free to strike again; 0 before the first
	Pace   float64  // how fast the target's clock runs, 1 unless it is a lemon
	// Age is how old the target is when the life begins, as Aging has it; 0 for others and before the first.
	Age sim.Duration
	// Of a failure that is Resampled, Count is of the strikes in the present block, so many blocks after the first, which
	// begins at this share of the record.
	Block int
	From  float64 // in [0, 1)
}

// Failure says when a fault next strikes a target: a life, a script, a record that may end.
type Failure interface {
	// Next says how long after o.Now the target is struck.
	Next(o Occurrence) Wait
}

// Renewing is an optional ability of a Failure after whose strikes a new life of one law begins, at the pace of the
// target: Next is Wait{Law: law, Pace: o.Pace} of all occurrences but the first. It is asked once, when a blueprint is
// prepared, unless the Failure is Aging.
type Renewing interface{ Renews() dist.Law }

// Aging is an optional ability of a Failure whose targets remember: a repair leaves them older than new.
type Aging interface {
	// Ages is the age at which a target begins its next life, after one that began at o.Age and lasts so long.
	Ages(o Occurrence, life sim.Duration) sim.Duration
}

// Recorded is an optional ability of a Failure whose strikes are known in advance: each lasts as long as recorded and
// ends by itself, whatever anybody does, and the next comes at its own time even if the last one is not over.
type Recorded interface {
	// Record returns how long the strike lasts and, where the fault takes down or loses requests, the share of requests
	// that fail meanwhile (1: the target is down).
	Record(o Occurrence) (lasts sim.Duration, loss float64)
}

// Resampled is an optional ability of a Failure that is Recorded, and of which a run is put together from blocks of the
// record, one after the other. Next and Record are about one block: it is never where that holds no more strikes.
type Resampled interface {
	Recorded
	// Blocks names the record and says how long its blocks are, > 0. Failures of one record are played from the same
	// places.
	Blocks() (record string, length sim.Duration)
}

// Cyclic is an optional ability of a Failure that is Recorded and strikes each target at the same pace without end.
type Cyclic interface {
	// Cycle returns the mean time from one strike on a target to the next and, of it, how long a strike lasts, both > 0.
	Cycle() (every, lasts sim.Duration)
}
