package scenario

import (
	"strings"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// TrafficSpec is the demand of users on one service.
type TrafficSpec struct {
	Service     string          `key:"service" required:"true"`
	Fidelity    string          `key:"fidelity" oneof:"structural flow request windows"`
	Arrivals    *ArrivalsSpec   `key:"arrivals"`
	ServiceTime dist.Law        `key:"service_time"`
	TryTime     dist.Law        `key:"try_time"` // nil: none
	Network     *NetworkSpec    `key:"network"`  // nil: nothing takes time on its way
	Queues      *QueuesSpec     `key:"queues"`
	Client      *ClientSpec     `key:"client"`
	Keys        *KeysSpec       `key:"keys"`
	Cache       *CacheSpec      `key:"cache"`
	Encryption  *EncryptionSpec `key:"encryption"`        // nil: none
	Threshold   *unit.Duration  `key:"latency_threshold"` // nil: none
	Priorities  []PrioritySpec  `key:"priorities"`
	ByZone      bool            `key:"by_zone" omit:"zero"`
	ByBalancer  bool            `key:"by_balancer" omit:"zero"`
	Windows     *WindowsSpec    `key:"windows"` // nil: as they are by default
}

func (TrafficSpec) notes() notes {
	return notes{
		"service": {"The service that is asked for.", "api", ""},
		"fidelity": {"Structural knows what is up; flow plays the traffic as rates between events, and sees overload and " +
			"work that is lost; request plays every request through queues, and sees latency; windows does that in short " +
			"times alone, drawn from all kinds of times of a long run, and weighs them by how long each kind lasts. What " +
			"is said of fidelity request holds for windows, too.",
			"flow", ""},
		"arrivals": {"The requests that come; structural has none, and all others need them. At request and " +
			"windows, a service that is only called has none, and the rest of what is said here.", "{ rate: 20k/s }", ""},
		"service_time": {"The work of a request: how long a node takes for it, at fidelity request. A class with a " +
			"throughput is faster or slower than that, so that its nodes complete so many requests.",
			"{ dist: exponential, mean: 100ms }", ""},
		"try_time": {"What each try of a request takes besides, drawn anew for each: what is up to the node and not to the " +
			"request, such as a pause to collect garbage. A second try is of use against that, and not against a request " +
			"that is much work. Nothing by default, and nothing where a cache has the answer.",
			"{ dist: exponential, mean: 5ms }", ""},
		"network": {"How long requests are on their way to nodes, and answers on their way back, at fidelity request; no " +
			"time by default.", "{ users: { dist: constant, value: 20ms } }", ""},
		"queues": {"What nodes do with the requests that reach them, at fidelity request.", "{ concurrency: 4 }", ""},
		"client": {"What those do who send requests, at fidelity request; they wait for ever and try once by default.",
			"{ timeout: 1s, tries: 3 }", ""},
		"keys": {"What requests are about, at fidelity request; each about something else by default. Keys matter to " +
			"caches and to hashing.", "{ count: 100k, zipf: 0.9 }", ""},
		"cache": {"What every node keeps of what it has answered, at fidelity request.", "{ entries: 1000, hit_takes: 1ms }",
			""},
		"encryption": {"What it takes that nobody reads along, at fidelity request: handshakes and enciphering as work of " +
			"nodes and, where network is given, round trips: one for TCP and one for TLS 1.3 before a request sets out whose " +
			"connection has to be made. Nothing by default.", "{ clients: 1000, certificate: rsa-2048 }", ""},
		"latency_threshold": {"How soon a request has to be served to count for the metric fast_requests, at fidelity " +
			"request.", "300ms", "above 0s"},
		"priorities": {"Classes of requests, the most urgent first, with the shares that they have of all, at fidelity " +
			"request; all are alike by default. A node serves those of a higher class first, interrupting nobody, and where " +
			"its queue is full one of a lower class that waits makes room: of the lowest who came last.",
			"[ { name: high, share: 20% }, { name: low, share: 80% } ]", ""},
		"by_zone": {"Requests are told apart by the zone of the node where each was answered, failed or was given up last, " +
			"at fidelity request: the metrics of the scope zone:a@api. Zones are the outermost level of which there are " +
			"several.", "true", ""},
		"by_balancer": {"Requests are told apart by which of several balancers has sent them on, at fidelity request: the " +
			"metrics of the scope balancer:1@api.", "true", ""},
		"windows": {"In which times requests are played, at fidelity windows.", "{ length: 30s, lead: 1m, count: 300 }", ""},
	}
}

func (t *TrafficSpec) setDefaults() { t.Fidelity = "flow" }

// ArrivalsSpec is a rate of requests over time.
type ArrivalsSpec struct {
	models.Arrivals                // its process; poisson by default
	Rate            unit.Rate      `key:"rate" required:"true"`
	Profile         ProfileSpec    `key:"profile"`
	Growth          *ShareSpec     `key:"growth"`
	Session         *SessionSpec   `key:"session"`    // nil: requests come one by one
	IdleAfter       *unit.Duration `key:"idle_after"` // nil: not said
}

func (ArrivalsSpec) notes() notes {
	return notes{
		"rate": {"Requests per time, or users where they have a session: the mean over a day at the end of the warm-up, " +
			"where profile has no factor for its days or hours.", "420k/s", "above 0/s, up to 1e15/s"},
		"profile": {"How they come over a day, a sine of period 24 h around the mean or hour by hour, and over a week.",
			"{ peak_to_mean: 1.6, peak_at: 20h, days: { sat-sun: 0.6x } }", ""},
		"growth": {"By how much the rate grows per period, compounded, from the end of the warm-up on.", "3% per 30d", ""},
		"session": {"What each user does who comes: send requests one after the other. Without, a request comes instead.",
			"{ requests: 10, think: 8s }", ""},
		"idle_after": {"For how long after each request users of a session or of a closed loop are held to be up, where " +
			"it was served, or down, in user_uptime, unless the next is over before; 30m by default.", "5m", "above 0s"},
	}
}

func (a *ArrivalsSpec) setDefaults() {
	a.Profile.setDefaults()
}

// ProfileSpec is how demand goes over a day, a wave or hour by hour, and over a week.
type ProfileSpec struct {
	PeakToMean float64              `key:"peak_to_mean"`
	PeakAt     unit.Duration        `key:"peak_at"`
	Days       Ordered[unit.Factor] `key:"days"`
	Hours      []unit.Factor        `key:"hours"`
}

func (ProfileSpec) notes() notes {
	return notes{
		"peak_to_mean": {"The highest rate of a day over its mean: 1 is no wave, at 2 the night is empty.",
			"1.6", "from 1 to 2"},
		"peak_at": {"Time of day of the peak; days begin at the end of the warm-up.", "20h", "below 24h"},
		"days": {"Of days of the week, how many times the rate comes on them; 1x on those that are not named. The measured " +
			"time begins on a Monday at 0:00, as it does for shifts.", "{ sat-sun: 0.6x, fri: 1.2x }", ""},
		"hours": {"Instead of a wave: of each hour of a day (24 of them, times what days says) or of a week from Monday on " +
			"(168), how many times the rate comes in it, constant through the hour.",
			"[" + strings.Repeat("0.4x, ", 7) + strings.Repeat("1.3x, ", 16) + "0.4x]", ""},
	}
}

func (p *ProfileSpec) setDefaults() { p.PeakToMean = 1 }

// ServiceSpec is something users ask for, which runs on nodes, needs other services, or both.
type ServiceSpec struct {
	RunsOn WordsSpec        `key:"runs_on"`
	UpWhen RuleSpec         `key:"up_when" omit:"zero"`
	Log    string           `key:"log"`
	Lock   *LockSpec        `key:"lock"` // nil: it has none
	Store  BackingsSpec     `key:"store" omit:"zero"`
	Needs  DependenciesSpec `key:"needs"`
	Calls  CallsSpec        `key:"calls" omit:"zero"`
}

func (ServiceSpec) notes() notes {
	return notes{
		"runs_on": {"The class, or list of classes, whose nodes serve it.", "web", ""},
		"log": {"Instead of runs_on and up_when: a log, with which it stands and falls. It is down while the log has no " +
			"leader " +
			"with a majority, and runs on the nodes of its classes; other services may need it.", "etcd", ""},
		"lock": {"One of its nodes at a time is active, which holds a lock kept in a log: the service is down while none " +
			"is. It needs no rule beside that.", "{ log: etcd, lease: 15s }", ""},
		"store": {"Stores that its requests read or write, and how much of them must be in reach: a name for all that it " +
			"has. The downtime is that of the fault that keeps the group out of reach that is one too many. It runs on " +
			"the nodes of its stores where it says nothing about nodes.", "{ name: objects, at_least: 99% }", ""},
		"needs": {"Services without which it is down or, where softly, degraded: a list of their names, of alternatives, " +
			"and of how many of several.", "[ auth, { any: [cache, database] } ]", ""},
		"calls": {"Services that its requests call, and how often: a share of requests, or calls for each of them. They " +
			"load those services, and what these lose is lost here. At fidelity request each is a request of that service, " +
			"which a node makes when its own work is done and waits for; a list of such mappings is called one after the " +
			"other. Where users of several services reach one, their traffic has one profile and growth.",
			"{ auth: 30%, database: 2.5 }", ""},
		"up_when": {"The rule by which it is up. It judges what nodes could serve, and turns no traffic away; what " +
			"balancers refuse or send in vain is for request_success to tell.", "{ capacity: 70% }", ""},
	}
}

// RuleSpec says when a service, or its part in one domain, is up. Exactly one of Capacity, AtLeast and Majority is set.
type RuleSpec struct {
	Capacity *CapacitySpec `key:"capacity"`
	AtLeast  *unit.Count   `key:"at_least"`
	Of       string        `key:"of"`
	Majority string        `key:"majority"`
	Each     *RuleSpec     `key:"each"`
}

func (RuleSpec) notes() notes {
	return notes{
		"capacity": {"The throughput that must be reachable: a share of what is installed (of nodes where no class has a " +
			"throughput), so that more nodes raise the bar with them, a rate, or demand: what traffic asks of the service " +
			"at that hour, wave and growth included.", "70%", ""},
		"at_least": {"How many nodes, or members of the level of, must be up.",
			"2", "from 1 to " + unit.Count(models.MaxComponents).String()},
		"of": {"The level whose members at_least counts; nodes if not given. A member counts while each holds in it.",
			"zone", ""},
		"majority": {"More than half of the members of this level must be up; of nodes, more than half of those that " +
			"serve it.", "zone", ""},
		"each": {"The rule by which a member of the level counts, of any kind again; one node up if not given.",
			"{ capacity: 50% }", ""},
	}
}
