package verify

import (
	"math"

	"nines/models/exact"
)

// Transactions over several participants: what is in doubt or between two steps when a coordinator is lost, for how
// long, and what is refused and aborted.

var transactionCases = []Case{
	{
		Name:   "two-phase",
		About:  "two-phase commit over participants that fail, with a coordinator that fails and has to recover",
		Source: "M/G/∞ queue; chain of a coordinator; product of availabilities",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 8000h }
topology: [ { level: node, classes: { one: 1, two: 2, boss: 1 } } ]
faults: { crash: { on: node, time_to_failure: 40h, repair: 10h } }
transactions:
  x: { on: [one, two], coordinator: boss, rate: 50/s, prepare: { dist: exponential, mean: 400ms }, timeout: 1s,
       decide: { dist: exponential, mean: 2s }, recovery: 3h }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			c := exact.Coordination{Rate: 50, Life: 40 * hour, Repair: 10 * hour, Recovery: 3 * hour,
				Participants: []float64{0.8, 0.8}}
			const late = 0.082084998623899 // e^(−1/0.4)
			doubt := c.Rate * c.All() * (1 - late) * 2
			return []check{
				mean("refused", "refused", "transaction:x", 1-c.Open()),
				mean("committed", "committed", "transaction:x", c.Open()*c.All()*(1-late)),
				mean("participant down", "aborted_by_participant", "transaction:x", c.Open()*(1-c.All())),
				mean("too late", "aborted_by_timeout", "transaction:x", c.Open()*c.All()*late),
				mean("coordinator lost", "aborted_by_coordinator", "transaction:x",
					c.Losses()*c.All()*exact.ExponentialWithin(0.4, 1)),
				mean("in doubt, each loss", "in_doubt_per_loss", "transaction:x", doubt),
				mean("in doubt", "in_doubt", "transaction:x", year*c.Losses()*doubt),
				mean("time in doubt", "in_doubt_time", "transaction:x", c.Away()),
				mean("blocked", "blocked_time", "transaction:x", year*c.Losses()*doubt*c.Away()),
			}
		},
	},
	{
		Name:   "two-phase-locks",
		About:  "two coordinators, of which one is lost now and then with half of what is under way, which others want",
		Source: "M/G/∞ queue; generating function of a Poisson number",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 8000h }
topology: [ { level: node, classes: { one: 1, two: 1, boss: 2 } } ]
faults: { crash: { on: boss-2, time_to_failure: 40h, repair: 10h } }
transactions:
  x: { on: [one, two], coordinator: boss, rate: 50/s, prepare: 100ms, decide: 2s, conflicts: 1% }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const doubt = 50 * 2 / 2
			unlucky := 0.2 * (1 - math.Exp(-0.01*doubt))
			return []check{
				mean("in doubt, each loss", "in_doubt_per_loss", "transaction:x", doubt),
				mean("aborted in conflict", "aborted_by_conflict", "transaction:x", unlucky),
				mean("work that is locked out", "locked", "transaction:x", unlucky),
			}
		},
	},
	{
		Name:   "two-phase-replicated",
		About:  "a coordinator on a log: in doubt until another leader is elected",
		Source: "M/G/∞ queue; order statistics of uniform times",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, classes: { one: 1, two: 1, log: 5 } } ]
faults: { crash: { on: log, time_to_failure: 50h, repair: { dist: constant, value: 1m } } }
logs: { log: { on: log, heartbeat: 500ms, round_trip: 1ms } }
transactions:
  x: { on: [one, two], coordinator: log log, rate: 50/s, prepare: 1ms, decide: 200ms }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			e := exact.Election{Followers: 4, Votes: 2, Low: 1, High: 2, Heartbeat: 0.5, Trip: 0.001}
			each, losses := e.First()+e.Trip, 1/(50*hour)
			return []check{
				mean("in doubt, each loss", "in_doubt_per_loss", "transaction:x", 50*0.2),
				mean("time in doubt", "in_doubt_time", "transaction:x", each),
				mean("blocked", "blocked_time", "transaction:x", year*losses*each*50*0.2),
				mean("refused", "refused", "transaction:x", losses*each),
			}
		},
	},
	{
		Name:   "saga",
		About:  "sagas over three participants that fail, given up when their coordinator is lost",
		Source: "M/G/∞ queue; Little's law",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 8000h }
topology: [ { level: node, classes: { one: 1, two: 2, three: 1, boss: 1 } } ]
faults: { crash: { on: node, time_to_failure: 40h, repair: 10h } }
transactions:
  x: { on: [one, two, three], coordinator: boss, rate: 20/s, protocol: saga, step: { dist: exponential, mean: 2s },
       compensate: { dist: exponential, mean: 30s }, interrupted: compensate }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			c := exact.Coordination{Rate: 20, Life: 40 * hour, Repair: 10 * hour, Participants: []float64{0.8, 0.8, 0.8}}
			at := c.Passing(2)
			halted := at[1] + at[2]
			undone, undoing := 0.8*0.2+0.64*0.2, 30*(0.8*0.2+2*0.64*0.2)
			given := c.Losses() * (halted*c.Repair + 30*(at[1]+2*at[2]))
			return []check{
				mean("committed", "committed", "transaction:x", c.Open()*c.All()),
				mean("interrupted, each loss", "interrupted_per_loss", "transaction:x", halted),
				mean("time of an interruption", "interrupted_time", "transaction:x", c.Repair),
				mean("compensated", "compensated", "transaction:x", year*(c.Open()*c.Rate*undone+c.Losses()*halted)),
				mean("given up", "aborted_by_coordinator", "transaction:x", c.Losses()*(halted+at[0])/c.Rate),
				mean("between two steps", "between_steps", "transaction:x", c.Open()*(halted+c.Rate*undoing)+given),
			}
		},
	}, {
		Name:   "two-phase-singly",
		About:  "two-phase commit one by one, where somebody goes down in the time of a few transactions",
		Source: "races of exponential times",
		Scenario: `version: 1
time: { warmup: 400s, horizon: 6000s }
topology: [ { level: node, classes: { one: 1, two: 2, boss: 1 } } ]
faults: { crash: { on: node, time_to_failure: 60s, repair: 20s } }
transactions:
  x: { on: [one, two], coordinator: boss, rate: 8/s, fidelity: request, prepare: { dist: exponential, mean: 1s },
       timeout: 2s, decide: { dist: exponential, mean: 4s } }
run: { replications: { min: 80, max: 80 } }
`,
		checks: func() []check {
			c := exact.Coordination{Rate: 8, Life: 60, Repair: 20, Participants: []float64{0.75, 0.75}}
			v := exact.Voting{Prepare: 1, Timeout: 2, Decide: 4, Life: 60, Missing: 2.0 / 60, Repair: 20}
			begun := c.Open() * c.All()
			doubt := c.Rate * begun * v.Voted() * v.Doubt()
			return []check{
				mean("committed", "committed", "transaction:x", begun*v.Voted()),
				mean("participant down", "aborted_by_participant", "transaction:x", c.Open()*(1-c.All())+begun*v.Away()),
				mean("coordinator lost", "aborted_by_coordinator", "transaction:x", begun*v.Lost()),
				mean("too late", "aborted_by_timeout", "transaction:x", begun*(1-v.InTime())),
				mean("in doubt, each loss", "in_doubt_per_loss", "transaction:x", doubt/c.Losses()),
				mean("time in doubt", "in_doubt_time", "transaction:x", 20),
				mean("blocked", "blocked_time", "transaction:x", year*doubt*20),
				mean("commit", "commit_time", "transaction:x", v.Mean()),
				within("commit_time_p50", v.Quantile(0.5)),
				within("commit_time_p99", v.Quantile(0.99)),
			}
		},
	},
	{
		Name:   "saga-singly",
		About:  "sagas one by one, where somebody goes down in the time of a few, and they are given up",
		Source: "races of exponential times; Little's law",
		Scenario: `version: 1
time: { warmup: 600s, horizon: 6000s }
topology: [ { level: node, classes: { one: 1, two: 2, three: 1, boss: 1 } } ]
faults: { crash: { on: node, time_to_failure: 60s, repair: 20s } }
transactions:
  x: { on: [one, two, three], coordinator: boss, rate: 8/s, fidelity: request, protocol: saga,
       step: { dist: exponential, mean: 4s }, compensate: { dist: exponential, mean: 10s }, interrupted: compensate }
run: { replications: { min: 80, max: 80 } }
`,
		checks: func() []check {
			c := exact.Coordination{Rate: 8, Life: 60, Repair: 20}
			s := exact.Sagas{Step: 4, Availability: 0.75, Life: 60}
			begun, fails, lost := c.Rate*c.Open(), 1-s.Passes(), s.Lost()
			later := s.Comes(1) + s.Comes(2) // to the second step, and to the third
			undoing := 10 * fails * (s.Comes(1) + 2*s.Comes(2))
			return []check{
				mean("committed", "committed", "transaction:x", c.Open()*s.Comes(3)),
				mean("given up", "aborted_by_coordinator", "transaction:x", c.Open()*lost*(1+later)),
				mean("interrupted, each loss", "interrupted_per_loss", "transaction:x", begun*lost*later/c.Losses()),
				mean("time of an interruption", "interrupted_time", "transaction:x", 20),
				mean("compensated", "compensated", "transaction:x", year*begun*fails*later),
				mean("between two steps", "between_steps", "transaction:x", begun*(later*(s.Takes()+lost*20)+undoing)),
			}
		},
	},
}

// within checks how long transactions up to some share take to commit.
func within(metric string, seconds float64) check {
	return check{metric, seconds, seconds / 10, quantiled(metric, "transaction:x")}
}
