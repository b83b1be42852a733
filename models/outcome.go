package models

import (
	"encoding/binary"
	"errors"
	"math"

	"nines/sim/stat"
)

// Outcome is everything that one run measured, as sums and counts over the measured time (after the warm-up), so that
// whoever has several can weigh them properly. Times in seconds.
type Outcome struct {
	Measured    float64 // length of the measured time
	Fingerprint uint64  // hash of all events of the run
	Events      uint64  // played in the measured time
	Touched     uint64  // nodes that one of them changed together with another: each takes about as long as an event

	Fleet    NodesOutcome
	Classes  []NodesOutcome
	Zones    []NodesOutcome // by domain at depth 1; nil where there are none or too many
	Faults   []FaultOutcome
	Services []ServiceOutcome
	Watches  []WatchOutcome
	Cases    CasesOutcome
	Crews    []CrewOutcome
	Spares   []SpareOutcome
	Pools    []PoolOutcome
	Stores   []StoreOutcome
	Logs     []LogOutcome
	Locks    []LockOutcome // of the services that have one, in order
	Flows    []FlowOutcome // by Blueprint.Flows
	Lanes    []LaneSums    // likewise; nil where requests are not played one by one
	Glimpses GlimpsesOutcome
	Reports  []Report // by Timing.ReportAt
	Series   []Tick
	Opening  []Tick // the same of the warm-up, up to its end; nil without one
	// By Blueprint.Windows, then in time. Where they do not fill the horizon, a last one ends with it that began before
	// the one before was over.
	Windows [][]Window
	Worst   []IncidentRecord
	// By process; nil beyond maxTraced processes.
	Processes []ProcessOutcome

	Transactions []TransactionOutcome

	// Cycles are by service the cycles that began before the end of the run, of which the last was played to its end; nil
	// unless Blueprint.Cycles. Endless: it was not over by Blueprint.Last, and is not among them.
	Cycles  []stat.Cycles
	Endless bool
}

// NodesOutcome is about a set of nodes.
type NodesOutcome struct {
	Nodes int
	Down  float64   // node-seconds down
	Times []float64 // seconds spent with 0, 1, 2, … nodes down; nil for zones
}

// FaultOutcome is about one fault on all its targets. The parts of Spent are integrals over the measured time, so that
// incidents which began before it or are not over at its end count with what lies inside.
type FaultOutcome struct {
	Incidents  int             // that began inside: one for each strike that hits somebody, or one for each node it hits
	Spent      [Stages]float64 // incident-seconds in each stage
	Restore    stat.Histogram  // onset to over, of incidents that began and ended inside
	Restored   float64         // their sum
	Cut        stat.Histogram  // onset to the end of the run, of incidents that began inside and were not over then
	Open       int             // incidents not over at the end
	Unnoticed  int             // incidents that began and ended inside and that nobody ever noticed
	Stuck      int             // left for good: neither the recoverer nor time ends them
	Treatments int             // begun, of the true target
	Misled     int             // begun, of somebody innocent
	Relapses   int             // successes that did not last
	Losses     int             // restores and switchovers that lost work
	LostWork   float64         // their seconds of work
}

// ServiceOutcome is about one service. While it is down, every second belongs to causes in proportion to the throughput
// that they hold; the part of those that do not count (Fault.Uncounted) is excused, and the service counts as up for as
// long. An outage is a time in which it is down and some part counts.
type ServiceOutcome struct {
	Downtime  float64        // that counts
	Excused   float64        // seconds that do not
	Outages   int            // that began inside
	Durations stat.Histogram // of outages that began and ended inside
	Open      bool           // in an outage at the end
	Ups       stat.Histogram // times between outages that began and ended inside
	// Lasting is for how long the outage, or where it is not Open the time without one, has lasted at the end; NaN if it
	// did not begin inside. A time without outage begins with the run too, if that is measured from its start.
	Lasting float64
	Early   int       // outages that began in the first quarter of the measured time
	ByFault []float64 // downtime that counts by cause: faults, then needless work on false alarms; sums to it
	// Begun counts outages by the cause whose onset began them; what only the demand began, or work on nothing, is no
	// cause's. Took counts incidents that began inside and took it down, once each, by cause.
	Begun, Took []int
	// Saved is the downtime that counts and would not have been, by Blueprint.Cures, all else being as it was; empty
	// where they are not told apart.
	Saved []float64
	// ByStage is the same downtime by the stage that its causes were in.
	ByStage [Stages]float64
	// InVain is the part of the same downtime that work on innocents holds: after a wrong diagnosis, a false alarm or an
	// alarm not grouped.
	InVain float64
	// Where services need each other, nil or 0 elsewhere: the same by the service in which it has its root; seconds times
	// the share of its requests that hinges on each service, so that it would be served with that one and lost without;
	// seconds up in which it loses requests for what it needs, and the same times the share that it loses.
	ByService, Hinges  []float64
	Degraded, Impaired float64
	First              float64       // from the start of the measured time to the first outage; 0 if in one then
	Censored           bool          // there was none; First is the measured time
	Capacity           float64       // integral of the throughput reachable, requests
	Installed          float64       // requests per second
	Lost               stat.Weighted // time by throughput out of reach, requests per second
	// Trail is when it was not simply up, from the start of the measured time; nil unless Blueprint.Trail.
	Trail []Span
}

// Span is a time throughout which a service is in one state that deserves mention. The height of the stretch is the
// share of the time that counts as downtime.
type Span struct {
	stat.Stretch
	Lapse
}

// Lapse is what a service may be other than up.
type Lapse struct {
	Down       bool
	Maintained bool // a fault that does not count holds a node that it runs on, or something that it needs
	Below      int8 // how many of its Levels are out of reach
}

// WatchOutcome is a detector's quality of service as measured.
type WatchOutcome struct {
	Detections int            // node by node
	Delays     float64        // their sum
	Late       stat.Histogram // onset to detection
	Cut        stat.Histogram // onset to the end, of the fault or of the run, where it would have been detected later
	Mistakes   int            // false suspicions that began inside
	Mistaken   float64        // node-seconds of false suspicion
	Healthy    float64        // node-seconds up
}

// CrewOutcome is about one crew.
type CrewOutcome struct {
	Count  int     // hands of all its teams
	Busy   float64 // hand-seconds at work or on the way
	Over   float64 // of these, off duty
	Line   float64 // case-seconds without the hands that were asked for
	Jobs   int     // that asked for hands
	Waited int     // that found all hands busy or off duty
}

// CasesOutcome is about cases that are not incidents.
type CasesOutcome struct {
	FalseAlarms int // cases opened about healthy nodes
	Needless    int // treatments begun in them
	Strays      int // cases opened about alarms that were not grouped
	Vain        int // treatments begun in them
	Held        int // cases that the recoverer has on hold at the end
}

// SpareOutcome is about one stock of parts.
type SpareOutcome struct {
	Used   int
	Jobs   int     // that asked for a part
	Waited int     // that found the shelf empty
	Line   float64 // case-seconds in the queue
	Empty  float64 // seconds with an empty shelf
	Shelf  float64 // part-seconds on it
}

// PoolOutcome is about one shared bandwidth.
type PoolOutcome struct {
	Moved float64 // bytes
	Busy  float64 // copy-seconds
	Jobs  int     // copies begun
}

// FlowOutcome is about the traffic of one service.
type FlowOutcome struct {
	Requests
	// Failing is for how many seconds its service was up and lost more than half of its requests all the same, on average
	// from each change to the next: its rule asks what nodes could do, not whom they are sent work by.
	Failing float64
	Margin  Margins // time by capacity over demand − 1
	// Owing are the requests lost as rates, by whose fault that is: faults, needless work on false alarms, then what is
	// LossBesides; and Ways the same by what became of them. Each sums to Lost, up to rounding; empty where requests are
	// played.
	Owing []float64
	Ways  [LossWays]float64
}

// Requests are those that arrived at a service, how many of them were lost, and how many more were served later than
// Lane.Fast asks for.
type Requests struct{ Arrived, Lost, Slow float64 }

// Report is the state at one instant.
type Report struct {
	Up      []bool    // by service: not in an outage
	NodesUp []float64 // by class: share up
}

// Tick is the state at one point of the time series.
type Tick struct {
	Downtime []float64 // by service: so far
	Capacity []float64 // by service: throughput reachable now, requests per second
	NodesUp  int
	Demand   []float64  // by Blueprint.Flows: requests per second
	Lanes    []Progress // likewise: so far; nil but at request fidelity
	Spent    []float64  // by fault: incident-seconds so far; nil but at request fidelity
	// Stand is how groups of stores have stood so far, in group-seconds: of each store by how many more fragments they
	// bear to lose, from 0, and then lost ones.
	Stand [][]float64
}

// Window is what happened in one window of the length that an SLO is judged over.
type Window struct {
	Downtime []float64  // by service
	Outages  []int      // by service: that began in it
	Flows    []Requests // by Blueprint.Flows
}

// IncidentRecord tells of an incident that took a service down, over or not. Times count from the start of the measured
// time.
type IncidentRecord struct {
	Replication int
	Serial      int
	Fault       int
	Where       ComponentID
	Service     int // the first that its onset took down
	Onset       float64
	Parts       [Stages]float64 // by stage; NaN where it never came to that
	Open        bool            // not over at the end of the run; Parts are what it took so far
	Nodes       int
	Capacity    float64 // throughput that its onset took out of reach, requests per second over all services
}

// ProcessOutcome is about one fault on one component.
type ProcessOutcome struct {
	Failures int     // strikes that hit somebody
	Downing  int     // incidents that took a service down
	Active   float64 // incident-seconds
	Waiting  float64 // of them waiting: for its time, for parts or for hands
	Begun    int     // outages of services that its onsets began
	Outage   float64 // service downtime in outages that it began
}

// Margins is a time-weighted distribution of capacity over demand − 1: what it is exactly for a time is told exactly,
// to twelve decimals, the rest to 0.05 % of the ratio.
type Margins struct {
	ratios stat.Weighted // seconds by capacity over demand
	sum    float64       // of margin × time, exact
}

// Add books so many seconds at a ratio of capacity to demand.
func (m *Margins) Add(ratio, seconds float64) {
	if m.ratios.Total() == 0 {
		m.ratios = stat.FineWeighted()
	}
	m.ratios.Add(ratio, seconds)
	m.sum += float64((ratio - 1) * seconds)
}

// Spells is how long capacity had each margin.
func (m *Margins) Spells() []stat.Spell {
	var spells []stat.Spell
	for b := range m.ratios.Buckets() {
		ratio := b.Spell()
		spells = append(spells, stat.Spell{Value: settled(ratio.Value - 1), Weight: ratio.Weight, Off: settled(ratio.Off)})
	}
	return spells
}

// settled is a margin, or how far it is off, without the rounding of its division: three times 0.7 is as much as 2.1.
func settled(margin float64) float64 { return math.Round(margin*1e12)/1e12 + 0 } // + 0: not −0

// Mean is the time average of the margin; NaN without data.
func (m *Margins) Mean() float64 { return m.sum / m.ratios.Total() }

// AppendBinary appends m in a form that UnmarshalBinary reads; it returns no error.
func (m *Margins) AppendBinary(b []byte) ([]byte, error) {
	return m.ratios.AppendBinary(binary.LittleEndian.AppendUint64(b, math.Float64bits(m.sum)))
}

// UnmarshalBinary makes m what AppendBinary has written. Data that no distribution is written as are an error.
func (m *Margins) UnmarshalBinary(data []byte) error {
	if len(data) < 8 {
		return errors.New("models: not a distribution of margins")
	}
	m.sum = math.Float64frombits(binary.LittleEndian.Uint64(data))
	return m.ratios.UnmarshalBinary(data[8:])
}
