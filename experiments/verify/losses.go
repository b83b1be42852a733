package verify

// Whose fault it is that requests are lost.

var lossCases = []Case{{
	Name:   "losses-overload",
	About:  "to what requests are lost that nodes cannot do: one node is gone for two hours, of these two others for one",
	Source: "arithmetic: 50/s are too many for all four nodes; those of a node that is gone are 100/s more",
	Scenario: `version: 1
time: { horizon: 1d }
topology: [ { level: rack, count: 2 }, { level: node, count: 2 } ]
classes: { node: { throughput: 100/s } }
faults:
  one: { on: rack-1/node-1, at: 2h, for: 2h }
  two: { on: rack-2, at: 3h, for: 1h }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: app, arrivals: { rate: 450/s } }
run: { replications: { min: 40, max: 40 } }
`,
	checks: func() []check {
		const bare, one, two = 24 * 50.0, 2 * 100.0, 2 * 100.0
		const all = bare + one + two
		return []check{
			mean("lost per second", "lost_rate", "service:app", all/24).to(1e-9),
			mean("lost to the demand", "lost_share", "fault:(demand)", bare/all).to(1e-9),
			mean("lost to one", "lost_share", "fault:one", one/all).to(1e-9),
			mean("lost to two", "lost_share", "fault:two", two/all).to(1e-9),
			mean("too many for the nodes", "lost_share", "failure:overload", 1).to(1e-9),
		}
	},
}, {
	Name:  "losses-needs",
	About: "to what requests are lost that fail with calls, or with what a service needs",
	Source: "arithmetic: no database for an hour, half of one for two, of which all can do 400/s; nobody to trust for " +
		"three; a gray web answers seven of eight for four",
	Scenario: `version: 1
time: { horizon: 1d }
topology: [ { level: node, classes: { web: 4, db: 2, sso: 1 } } ]
classes: { web: { throughput: 200/s }, db: { throughput: 200/s }, sso: {} }
faults:
  fire:  { on: db, at: 2h, for: 1h, repair_each: false }
  disk:  { on: db-1, at: 6h, for: 2h }
  key:   { on: sso, at: 10h, for: 3h }
  gray:  { on: web, at: 16h, for: 4h, effect: { lossy: 12.5% } }
services:
  front: { runs_on: web, up_when: { at_least: 1 }, needs: [ login ], calls: { back: 1 } }
  back:  { runs_on: db, up_when: { at_least: 1 } }
  login: { runs_on: sso, up_when: { at_least: 1 } }
traffic: { service: front, arrivals: { rate: 300/s } }
run: { replications: { min: 40, max: 40 } }
`,
	checks: func() []check {
		const fire, disk, key, gray = 300.0, 2 * 100.0, 3 * 300.0, 4 * 37.5
		const all = fire + disk + key + gray
		return []check{
			mean("lost per second", "lost_rate", "service:front", all/24).to(1e-9),
			mean("lost to the fire", "lost_share", "fault:fire@front", fire/all).to(1e-9),
			mean("lost to the disk", "lost_share", "fault:disk@front", disk/all).to(1e-9),
			mean("lost to the key", "lost_share", "fault:key@front", key/all).to(1e-9),
			mean("lost to gray nodes", "lost_share", "fault:gray@front", gray/all).to(1e-9),
			mean("failed with others", "lost_share", "failure:needs and calls@front", 1-gray/all).to(1e-9),
			mean("too many for the database", "lost_share", "failure:overload@back", disk/(disk+fire)).to(1e-9),
		}
	},
}}
