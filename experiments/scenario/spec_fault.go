package scenario

import (
	"fmt"
	"maps"

	"nines/sim/dist"
	"nines/sim/unit"
)

// FaultSpec is a way to fail. Exactly one occasion says when it strikes.
type FaultSpec struct {
	On          string            `key:"on" required:"true"`
	Effect      EffectSpec        `key:"effect"`
	Life        dist.Law          `key:"time_to_failure"`
	Rate        *unit.Rate        `key:"rate"`
	Probability *ShareSpec        `key:"probability"`
	At          *unit.Duration    `key:"at"` // with Every: the first time
	Every       *unit.Duration    `key:"every"`
	AtAge       *unit.Duration    `key:"at_age"`
	Renews      WordsSpec         `key:"renews"`
	Cost        float64           `key:"cost" omit:"zero"`
	For         *unit.Duration    `key:"for"`
	AtATime     *unit.Count       `key:"at_a_time"` // nil: 1
	Per         string            `key:"per"`       // "": fleet
	Budget      *BudgetSpec       `key:"budget"`
	Counted     *bool             `key:"counted"` // nil: true
	Replay      *ReplaySpec       `key:"replay"`
	Hits        HitsSpec          `key:"hits"`
	LosesData   bool              `key:"loses_data" omit:"zero"`
	Corrupts    *unit.Ratio       `key:"corrupts_data"`
	Strikes     string            `key:"strikes" oneof:"any up" omit:"zero"` // "": any
	Repair      dist.Law          `key:"repair"`
	RepairEach  bool              `key:"repair_each"`
	Heals       dist.Law          `key:"heals"`
	Ages        string            `key:"ages" oneof:"calendar operating"`
	Lemons      float64           `key:"lemons"`
	AfterRepair AfterRepairSpec   `key:"after_repair" omit:"zero"`
	Cause       string            `key:"cause"` // "": the name of the fault
	Modes       Ordered[ModeSpec] `key:"modes" omit:"zero"`
	Permanent   unit.Ratio        `key:"permanent" omit:"zero"` // short for a mode of that name
	Change      bool              `key:"change" omit:"zero"`
	Bad         *unit.Ratio       `key:"bad"`
	Triggers    *CascadeSpec      `key:"triggers"`
	Overload    *OverloadSpec     `key:"overload"`
	CourseSpec
	Needs *NeedsSpec `key:"needs"`
}

func (f *FaultSpec) setDefaults() { f.Hits.Share, f.Ages = 1, "calendar" }

func (FaultSpec) notes() notes {
	all := occasionNotes()
	maps.Copy(all, incidentNotes())
	return all
}

// occasionNotes are about what a fault strikes and when.
func occasionNotes() notes {
	return notes{
		"on": {"What it strikes: fleet, a level, a class, one member (zone b) or a path (zone-b/rack-3). On a domain it " +
			"holds all nodes below.", "node", ""},
		"effect": {"How it shows: down, hang, slow, lossy, corrupt or partition. What is wrong is its cause.",
			"{ slow: 5x }", ""},
		"time_to_failure": {"Strikes at the end of a life that a law draws, for each component by itself.",
			"{ dist: weibull, shape: 0.8, mean: 180d }", ""},
		"rate": {"Strikes so many times per component and time, without memory.", "4/y", ""},
		"probability": {"Strikes with this probability per period, without memory: an exponential life.",
			"4% per 1y", ""},
		"at": {"Strikes once, at this time after the warm-up, for as long as for says, or until repair or heals ends it. " +
			"Of planned work: the first pass.",
			"100d", ""},
		"every": {"Planned work: takes its targets down in turns, at_a_time of them for so long as for says, in passes " +
			"that begin so far apart, the first at the time at or else one period after the start. Balancers drain a node " +
			"beforehand, and nobody is alarmed.", "30d", "above 0s"},
		"at_age": {"Planned work: takes a target down, for so long as for says, when it has lived so long since it was " +
			"last renewed, by this work or by the repair of the fault that renews names (age replacement). It is announced " +
			"as what comes by every is. For work that comes by the calendar, however old its targets are, write every. " +
			"Targets that start new come to the age together; with start: equilibrium their ages are spread from the first day.",
			"50d", "above 0s"},
		"renews": {"Faults on the same targets that planned work does away with for now: while it goes on they do not " +
			"strike, and after it their targets are as good as new.", "wear", ""},
		"cost": {"Money for each of its incidents or, of planned work, for each target that it takes.", "900",
			sumBounds},
		"for": {"How long each outage lasts, for at, every and at_age, whatever is done: actions may serve elsewhere " +
			"meanwhile.", "2h", ""},
		"at_a_time": {"How many targets planned work takes at once; 1 if not given.", "2", "1 or more"},
		"per": {"A level whose members planned work goes through side by side; the fleet, so one after the other, if not " +
			"given.", "rack", ""},
		"budget": {"What the turns of planned work wait for, as drains do for a PodDisruptionBudget: each begins when " +
			"enough nodes are up, and those that wait begin in the order in which they came due. A node that fails once a " +
			"turn has begun does not end it. Without a budget turns begin on time, whatever is down.",
			"{ max_unavailable: 1, of: db }", ""},
		"counted": {"With false, downtime that belongs to the fault second by second is not counted in availability, " +
			"outages and objectives; requests that are lost are, and nodes that are down are down. True if not given.",
			"false", ""},
		"replay": {"Strikes as a CSV file of incidents says: a start, an end or a duration and, if wanted, service, " +
			"cause, target and severity (the share of requests that fail), under headings that are known or named by " +
			"columns. An empty end is still open. They last as recorded, whatever is done: actions " +
			"may serve elsewhere meanwhile; with repair or heals only their times count, and they are noticed, treated and " +
			"mended as others are. Written as the name of the file, or with what to take of it and how to " +
			"read it.", "{ file: outages.csv, target: [a], from: 2025-01-01 }", ""},
	}
}

// incidentNotes are about whom a strike hits, what it does to them, and until when.
func incidentNotes() notes {
	return notes{
		"hits": {"Whom a strike hits of the nodes below its target, not the whole of it, a common cause: a share, 10%, " +
			"drawn for each of them, or a whole number, 8, drawn without replacement.", "10%", ""},
		"strikes": {"With up, nodes that are down already are spared, as beta-factor models have it; with any, as if not " +
			"given, both hold them until both are over. A strike that hits nobody is none.", "up", ""},
		"loses_data": {"Whether nodes that it hits come back without what they kept for stores: a dead disk, a new image.",
			"true", ""},
		"corrupts_data": {"Share of the fragments that nodes which it hits keep for stores, each by " +
			"itself, that get an error " +
			"nobody knows of, as latent_errors are: firmware that writes the wrong thing. Until a scrub or a repair reads it.",
			"1%", "above 0%, up to 100%"},
		"repair": {"Hands-on work that ends it, once it is noticed, located, and hands and parts are there; as long as the " +
			"law says.", "{ dist: lognormal, mean: 4h, p95: 12h }", ""},
		"repair_each": {"Every node that is hit is repaired by itself, instead of all by one repair of the domain.",
			"true", ""},
		"heals": {"Time from onset until it passes by itself; whatever is pending then is canceled.", "35m", ""},
		"ages": {"Whether a component's life goes on (calendar) or stands still (operating) while it is down for another " +
			"reason.", "operating", ""},
		"lemons": {"Some nodes fail more often than others: the variance of a multiplier of each node's rate, whose mean " +
			"is 1 (gamma frailty); 0 makes all alike, 1 is what large clusters show.", "1.2",
			fmt.Sprint("from 0 to ", maxLemons)},
		"after_repair": {"How old a component is after its repair: new; old, as before; or aged in part.",
			"{ kijima1: 30% }", ""},
		"cause": {"What is wrong when the fault strikes, its own name if not given: what diagnoses name and actions clear. " +
			"Effect is how it shows.", "release", ""},
		"modes": {"Ways in which one cause is present, with shares that sum to 100%. They look alike: no diagnosis tells " +
			"them apart, and what clears one may not clear another.", "{ process: 80%, disk: { share: 20%, repair: 4h } }", ""},
		"permanent": {"Short for two modes, permanent with this share and transient. What fixes says of restart, reboot " +
			"and reimage leaves permanent out; what clears says leaves out only what it names with 0%.", "30%", ""},
		"change": {"Each strike is a deploy or a push of configuration, which localizers may suspect.", "true", ""},
		"bad":    {"The share of changes that do harm; all of them if not given.", "5%", ""},
		"triggers": {"Each strike triggers further strikes of the same fault on other targets, after a delay: a cascade.",
			"{ ratio: 0.3, within: 10m }", ""},
		"overload": {"Strikes sooner under load, at flow fidelity: exp(steepness · (ρ − above)) times as often where the " +
			"work that a node is sent is a share ρ, more than above, of its throughput. Its life is exponential.",
			"{ above: 85%, steepness: 20 }", ""},
		"needs": {"What its hands-on repair waits for.", "{ crew: hands, spare: disk }", ""},
	}
}
