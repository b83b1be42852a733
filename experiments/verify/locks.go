package verify

import "nines/models/exact"

// Locks: how one of several nodes comes to be active when the one that was no longer can.

var lockCases = []Case{
	{
		Name:   "lock-crash",
		About:  "holders of locks that crash and are started anew at once, with looks at regular and at jittered times",
		Source: "what is left of a lease, and the first look of all: the least of residual times",
		Scenario: `version: 1
time: { horizon: 5000h }
topology: [ { level: node, classes: { etcd: 1, three: 3, two: 2 } } ]
faults:
  three: { on: three, time_to_failure: 20h, heals: { dist: constant, value: 1s } }
  two: { on: two, time_to_failure: 20h, heals: { dist: constant, value: 1s } }
logs: { etcd: { on: etcd, round_trip: 1ms } }
services:
  three: { runs_on: three, lock: { log: etcd, retry: { dist: constant, value: 2s } } }
  two: { runs_on: two, lock: { log: etcd, lease: 12s } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			three := exact.Lock{Lease: 15, Renew: 2, Candidates: 3, Low: 2, High: 2}.Takeover()
			two := exact.Lock{Lease: 12, Renew: 2, Candidates: 2, Low: 2, High: 4.4}.Takeover()
			rate := year / (20 * hour) // of holders, whoever it is, while there is one
			return []check{
				mean("a takeover of three", "mttr", "service:three", three).to(0.05),
				mean("a takeover of two", "mttr", "service:two", two).to(0.05),
				mean("takeovers of three", "lock_takes", "service:three", rate),
				mean("downtime of two", "downtime", "service:two", rate*two),
			}
		},
	},
	{
		Name:   "lock-log",
		About:  "locks kept in logs that lose their majority for a minute, or for less than the deadline",
		Source: "the deadline counts from a renewal at any time within one interval; then the first look of all",
		Scenario: `version: 1
time: { horizon: 5000h }
topology:
  - { level: rack, count: 3 }
  - { level: node, classes: [ { long: 3 }, { short: 3 }, { ctl: 3 } ] }
faults:
  long: { on: rack 1, time_to_failure: 20h, heals: { dist: constant, value: 1m } }
  short: { on: rack 2, time_to_failure: 20h, heals: { dist: constant, value: 9s } }
logs:
  long: { on: long, heartbeat: 0s, round_trip: 0s, election_timeout: 1ms }
  short: { on: short, heartbeat: 0s, round_trip: 0s, election_timeout: 1ms }
services:
  long: { runs_on: ctl, lock: { log: long, retry: { dist: constant, value: 2s } } }
  short: { runs_on: ctl, lock: { log: short, retry: { dist: constant, value: 2s } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			look := exact.Lock{Candidates: 3, Low: 2, High: 2}.FirstLook()
			rate := year / (20*hour + minute)
			short := year / (20*hour + 9)
			return []check{
				mean("without the log for a minute", "mttr", "service:long", minute-(10-2.0/2)+look).to(0.05),
				mean("outages for a minute without", "outages", "service:long", rate),
				mean("without the log for 9 s", "mttr", "service:short", 15-10+look).to(0.05),
				mean("outages for 9 s without", "outages", "service:short", short/2),
				mean("given up for 9 s without", "lock_losses", "service:short", short/2),
			}
		},
	},
	{
		Name:   "lock-hang",
		About:  "holders that hang for longer than their lease and wake, and others that are cut off",
		Source: "a holder that wakes acts for half an interval between renewals on average",
		Scenario: `version: 1
time: { horizon: 5000h }
topology: [ { level: node, classes: { etcd: 1, hung: 3, cut: 3, brief: 3 } } ]
faults:
  hang: { on: hung, effect: hang, time_to_failure: 20h, heals: { dist: constant, value: 40s } }
  cut: { on: cut, effect: partition, time_to_failure: 20h, heals: { dist: constant, value: 40s } }
  brief: { on: brief, effect: hang, time_to_failure: 20h, heals: { dist: constant, value: 10s } }
logs: { etcd: { on: etcd, round_trip: 1ms } }
services:
  hung: { runs_on: hung, lock: { log: etcd, retry: { dist: constant, value: 2s } } }
  cut: { runs_on: cut, lock: { log: etcd, retry: { dist: constant, value: 2s } } }
  brief: { runs_on: brief, lock: { log: etcd } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			takeover := exact.Lock{Lease: 15, Renew: 2, Candidates: 2, Low: 2, High: 2}.Takeover()
			rate := year / (20 * hour)
			return []check{
				mean("two holders", "two_holders", "service:hung", rate*2.0/2),
				mean("a hung holder", "mttr", "service:hung", takeover).to(0.05),
				mean("a holder cut off", "mttr", "service:cut", takeover).to(0.05),
				mean("given up, cut off", "lock_losses", "service:cut", rate),
				mean("a brief hang", "mttr", "service:brief", 10),
			}
		},
	},
}
