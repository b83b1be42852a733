package scenario

import (
	"nines/models"
	"nines/sim/unit"
)

// Spec is a scenario as written: every key of the language is a field, in the order of the resolved file.
type Spec struct {
	Version      int                  `key:"version" required:"true"`
	Name         string               `key:"name"`
	Description  string               `key:"description"`
	Time         TimeSpec             `key:"time"`
	Topology     []LevelSpec          `key:"topology" required:"true"`
	Classes      Ordered[ClassSpec]   `key:"classes"`
	Faults       Ordered[FaultSpec]   `key:"faults"`
	Detection    Ordered[WatchSpec]   `key:"detection"`
	Alarm        *AlarmSpec           `key:"alarm"` // nil where there is one detector
	Correlation  models.Correlator    `key:"correlation"`
	Localization ChainSpec            `key:"localization"`
	Actions      Ordered[ActionSpec]  `key:"actions" omit:"zero"`
	Recovery     models.Recoverer     `key:"recovery"`
	Resources    ResourcesSpec        `key:"resources"`
	Balancing    BalancingSpec        `key:"balancing"`
	Traffic      TrafficsSpec         `key:"traffic" omit:"zero"`
	Services     Ordered[ServiceSpec] `key:"services"`
	Stores       Ordered[StoreSpec]   `key:"stores" omit:"zero"`
	Logs         Ordered[LogSpec]     `key:"logs" omit:"zero"`

	Transactions Ordered[TransactionSpec] `key:"transactions" omit:"zero"`

	SLO []ObjectiveSpec `key:"slo"`
	Run RunSpec         `key:"run"`
}

func (s *Spec) setDefaults() {
	s.Time.setDefaults()
	s.Run.setDefaults()
}

func (Spec) notes() notes {
	return notes{
		"version":     {"Version of the language.", "1", ""},
		"name":        {"What results and charts call it; the name of the file if not given.", "web", ""},
		"description": {"A line for people, which reports repeat.", "Stateless service in three zones.", ""},
		"time": {"What is simulated: how long, what is thrown away first, and how old things are.",
			"{ horizon: 1y, warmup: 30d }", ""},
		"topology": {"The tree of failure domains, outermost first. Counts are per parent; the last level is the nodes.",
			"[ { level: zone, count: 3 }, { level: node, count: 20 } ]", ""},
		"classes": {"Kinds of nodes: what one can serve, what it costs, and its weight for balancers.",
			"{ web: { throughput: 2k/s, cost: 310/month } }", ""},
		"faults": {"What goes wrong: where, how often, with which effect, and until when. Each fault on each component " +
			"is a process of its own: up for a life, faulty until repaired or healed, then a new life.",
			"{ crash: { on: node, rate: 4/y, repair: 40m } }", ""},
		"detection": {"Named detectors, each of which watches every node. Work sent to a dead node that is still trusted " +
			"is lost; the first to see a fault raises the alarm, unless alarm asks for more. Without the section all is " +
			"seen at once. Of outlier, at_most is how many nodes a balancer ejects at a time; from says where a detector " +
			"stands, or on which node it runs, and pause_guard that a stall of that node convicts nobody.",
			"{ heartbeat: { policy: heartbeat, interval: 1s } }", ""},
		"alarm": {"How many detectors must agree before a node is suspected; any if not given.",
			"{ policy: quorum, votes: 2 }", ""},
		"correlation": {"Which alarms of one incident are taken for one case.", "{ policy: window, window: 2m }", ""},
		"localization": {"How the culprit is found: by one policy, or by several that are asked in turn. It may name the " +
			"wrong node or the wrong cause. Without the section the culprit is known at once.",
			"[ { policy: recent-change }, { policy: human } ]", ""},
		"actions": {"What may be done about a fault: a policy of the catalog with some of its settings, or one of its own, " +
			"which hides one of the catalog of the same name. It is done to what is blamed or, where that sits below the " +
			"level on, to the member of that level that holds it; what sits above the level outlasts it.",
			"{ restart: { on: node, takes: 30s, clears: { down: 90% } } }", ""},
		"recovery": {"A runbook: rules, of which the first that fits the diagnosis applies, then hands-on repair. Policies " +
			"are short for one. What evict starts elsewhere it does node by node, at a rate, and not while a zone is " +
			"partly lost.", "[ { when: { effect: hang }, do: [restart] }, { do: [replace] } ]", ""},
		"resources": {"What repairs and actions share and wait for: hands, parts and bandwidth.",
			"{ crews: { hands: { count: 2 } } }", ""},
		"balancing": {"How load is split over the nodes that are trusted. Below the share panic of trusted nodes it " +
			"goes to all or, with fail_closed, to nobody. How many nodes a balancer ejects at most is said under detection: " +
			"at_most of the policy outlier.", "{ policy: weighted, panic: 50% }", ""},
		"traffic": {"The demand of users: on one service, or a list with an entry for each that they call. What services " +
			"call of each other is said under services.", "{ service: api, arrivals: { rate: 20k/s } }", ""},
		"services": {"What users ask for: which nodes it runs on, and the rule by which it is up.",
			"{ api: { runs_on: web, up_when: { capacity: 70% } } }", ""},
		"stores": {"Data that is kept on nodes, in groups of fragments: what is read, lost and repaired of it.",
			"{ objects: { on: disk, holds: 2PB, groups: 10k, replicas: 3 } }", ""},
		"logs": {"Replicated logs, as of etcd or Raft: members that elect a leader by majority, and commit by majority. " +
			"They " +
			"say who leads and for how long nobody does, how elections go, and how long commits take.",
			"{ etcd: { on: node, replicas: 5, round_trip: 2ms } }", ""},
		"transactions": {"What several participants do together, all of it or nothing, by two-phase commit or as a " +
			"saga: what becomes of it while one of them or the coordinator is down, what is in doubt then, and for how long.",
			"{ transfer: { on: [accounts, ledger], coordinator: payments, rate: 50/s, prepare: 20ms, decide: 5ms } }", ""},
		"slo": {"What was promised. Each objective is judged with its confidence, and the exit status says the verdict.",
			"[ { metric: availability, at_least: 99.9% } ]", ""},
		"run": {"How often to repeat it: until a precision is reached, within bounds.",
			"{ precision: { metric: downtime, relative: 5% } }", ""},
	}
}

// TimeSpec says what is simulated.
type TimeSpec struct {
	Horizon  unit.Duration   `key:"horizon"`
	Warmup   WarmupSpec      `key:"warmup"`
	Start    StartSpec       `key:"start"`
	ReportAt []unit.Duration `key:"report_at"`
}

func (TimeSpec) notes() notes {
	return notes{
		"horizon": {"Measured time of each replication, after the warm-up. Every metric per year or per period is over it.",
			"1y", "above 0s"},
		"warmup": {"Time that is played first and not measured, so that a system that starts new has settled. With auto it " +
			"is found before the first replication, by the rule MSER-5 over pilot runs, half as many as " +
			"replications.min and 20 at " +
			"least, that share no random number with those that are measured, of what the precision or the " +
			"first objective is about; all points, variants and shards " +
			"have that of the scenario they start from. A rule of thumb: see the chart welch, and prefer start: equilibrium " +
			"where lives are long.", "30d", ""},
		"start": {"How old everything is at the start: new, in equilibrium (as an observer finds it who comes at a random " +
			"time), or of an age.", "{ age: 3y }", ""},
		"report_at": {"Instants after the warm-up at which point availability A(t) is reported, each within the horizon.",
			"[ 1h, 10h, 50h ]", ""},
	}
}

func (t *TimeSpec) setDefaults() { t.Horizon = unit.Year }

// LevelSpec is a level of the topology; counts are per parent.
type LevelSpec struct {
	Level   string                         `key:"level" required:"true"`
	Count   PerParent[int]                 `key:"count" omit:"zero"`
	Names   []string                       `key:"names"` // as many as each parent has, or one for every member
	Class   string                         `key:"class"`
	Classes PerParent[Ordered[unit.Count]] `key:"classes" omit:"zero"`
}

func (LevelSpec) notes() notes {
	return notes{
		"level": {"Its name, by which faults, rules and actions call it.", "zone", ""},
		"count": {"Members per parent, of the last level nodes; a list has one number for each parent, in their order.",
			"[ 2, 2, 1 ]", ""},
		"names": {"Names of the members, as many as each parent has, or one for every member; letters or numbers if not " +
			"given.",
			"[ a, b, c ]", ""},
		"class": {"Class of the nodes, at the last level; the name of the level if not given.", "web", ""},
		"classes": {"At the last level, instead of count and class: how many nodes of which class each parent has, the " +
			"same for all or a list.", "{ web: 18, db: 2 }", ""},
	}
}

// ClassSpec is a kind of node.
type ClassSpec struct {
	Throughput *unit.Rate `key:"throughput"` // nil: nodes count alike, and no throughput is reported
	Cost       unit.Price `key:"cost"`
	Weight     *float64   `key:"weight"` // nil: 1, or the throughput where no class has a weight
}

func (ClassSpec) notes() notes {
	return notes{
		"throughput": {"Requests that a healthy node completes; if no class says so, nodes count alike.", "2k/s",
			"up to 1e15/s"},
		"cost": {"Money for a node, whether it is up or not.", "310/month", priceBounds},
		"weight": {"Share of the load for balancers that weigh; the throughput where no class gives a weight, else 1.",
			"2", "up to 1e15"},
	}
}
