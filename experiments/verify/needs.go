package verify

import (
	"math/bits"

	"nines/models/exact"
)

// Services that need each other. Their parts are independent; those that several need are in each of them.

// needed are five parts of different lives, a node each, and a sixth on which two of them depend.
var needed = []exact.TwoState{{MTTF: 50, MTTR: 20}, {MTTF: 80, MTTR: 25}, {MTTF: 30, MTTR: 12}, {MTTF: 60, MTTR: 12},
	{MTTF: 40, MTTR: 4}, {MTTF: 100, MTTR: 10}} // hours

// two are the tiers of a shop: web1 and db1 in zone 1, web2 and db2 in zone 2, then the zones.
var two = []exact.TwoState{{MTTF: 99, MTTR: 1}, {MTTF: 99, MTTR: 1}, {MTTF: 199, MTTR: 1}, {MTTF: 199, MTTR: 1},
	{MTTF: 999, MTTR: 1}, {MTTF: 999, MTTR: 1}}

var needsCases = []Case{{
	Name:   "needs",
	About:  "services that need all, any or two of three others, and a bridge of five, two of which need a sixth",
	Source: "sum over all states of the independent parts (Barlow and Proschan 1975)",
	Scenario: `version: 1
time: { warmup: 400h, horizon: 20000h }
topology: [ { level: node, classes: { a: 1, b: 1, c: 1, d: 1, e: 1, p: 1 } } ]
faults:
  a: { on: a, time_to_failure: 50h, repair: 20h }
  b: { on: b, time_to_failure: 80h, repair: 25h }
  c: { on: c, time_to_failure: 30h, repair: 12h }
  d: { on: d, time_to_failure: 60h, repair: 12h }
  e: { on: e, time_to_failure: 40h, repair: 4h }
  p: { on: p, time_to_failure: 100h, repair: 10h }
services:
  series: { needs: [a, b, c] }
  parallel: { needs: { any: [a, b, c] } }
  two-of-three: { needs: { at_least: 2, of: [a, b, c] } }
  soft: { needs: [a, { service: b, soft: 30% }] }
  bridge: { needs: { any: [ { all: [a, d] }, { all: [b, e] }, { all: [a, c, e] }, { all: [b, c, d] } ] } }
  a: { runs_on: a, up_when: { at_least: 1 }, needs: p }
  b: { runs_on: b, up_when: { at_least: 1 } }
  c: { runs_on: c, up_when: { at_least: 1 } }
  d: { runs_on: d, up_when: { at_least: 1 }, needs: p }
  e: { runs_on: e, up_when: { at_least: 1 } }
  p: { runs_on: p, up_when: { at_least: 1 } }
run: { replications: { min: 60, max: 60 } }
`,
	checks: needsChecks,
}, {
	Name:   "needs-shared-zones",
	About:  "a shop that needs two tiers, each of a node in both of two zones: multiplying would count zones twice",
	Source: "sum over all states of the nodes and the zones",
	Scenario: `version: 1
time: { warmup: 1y, horizon: 30y }
topology: [ { level: zone, count: 2 }, { level: node, classes: { web: 1, db: 1 } } ]
faults:
  web: { on: web, effect: down, time_to_failure: 99h, repair: 1h }
  db: { on: db, effect: down, time_to_failure: 199h, repair: 1h }
  zone-outage: { on: zone, effect: down, time_to_failure: 999h, repair: 1h }
services:
  web: { runs_on: web, up_when: { at_least: 1 } }
  db: { runs_on: db, up_when: { at_least: 1 } }
  shop: { needs: [web, db] }
run: { replications: { min: 120, max: 120 } }
`,
	checks: func() []check {
		shop := exact.Structure{Parts: two, Works: func(up uint) bool { return web(up) && db(up) }}
		down := shop.Unavailability()
		return []check{
			mean("the shop is down", "unavailability", "service:shop", down),
			mean("outages per year", "outages", "service:shop", shop.OutageRate()*year/hour),
			mean("share of the web", "downtime_share", "dependency:web@shop", shop.Mean(func(up uint) float64 {
				switch {
				case web(up):
					return 0
				case db(up):
					return 1
				}
				return 0.5
			})/down),
			mean("hinges on the web", "importance", "dependency:web@shop",
				shop.Mean(func(up uint) float64 { return indicator(db(up)) })).to(1e-4),
		}
	},
}, {
	Name:   "needs-flow",
	About:  "requests of a service that needs auth, and loses a third of them without its cache",
	Source: "independent alternating renewals: the shares of requests that each lets through multiply",
	Scenario: `version: 1
time: { warmup: 200h, horizon: 20000h }
topology: [ { level: node, classes: { web: 2, auth: 1, cache: 1 } } ]
classes: { web: { throughput: 10/s }, auth: {}, cache: {} }
faults:
  web: { on: web, time_to_failure: 50h, repair: 10h }
  auth: { on: auth, time_to_failure: 90h, repair: 10h }
  cache: { on: cache, time_to_failure: 30h, repair: 10h }
detection: { all: { policy: instant } }
localization: { policy: exact }
traffic: { service: api, arrivals: { rate: 5/s, profile: { peak_to_mean: 1.5 } } }
services:
  api: { runs_on: web, up_when: { at_least: 1 }, needs: [auth, { service: store, soft: 33% }] }
  auth: { runs_on: auth, up_when: { at_least: 1 } }
  cache: { runs_on: cache, up_when: { at_least: 1 } }
  store: { needs: cache }
run: { replications: { min: 40, max: 40 } }
`,
	checks: func() []check {
		web, auth, cache := exact.TwoState{MTTF: 50, MTTR: 10}, exact.TwoState{MTTF: 90, MTTR: 10},
			exact.TwoState{MTTF: 30, MTTR: 10}
		nobody := web.Unavailability() * web.Unavailability()
		well := (1 - nobody) * (1 - 0.33*cache.Unavailability())
		served := well * auth.Availability()
		return []check{
			mean("requests served", "request_success", "service:api", served).to(0.005),
			mean("down", "unavailability", "service:api", 1-(1-nobody)*auth.Availability()),
			mean("hinges on auth", "importance", "dependency:auth@api", well).to(0.005),
			mean("hinges on the store", "importance", "dependency:store@api", 0.33*(1-nobody)*auth.Availability()).to(0.005),
			mean("hinges on the cache", "importance", "dependency:cache@api", 0.33*(1-nobody)*auth.Availability()).to(0.005),
		}
	},
}}

// web and db report whether the tiers of a shop are up.
func web(up uint) bool { return up&0b010001 == 0b010001 || up&0b100010 == 0b100010 }
func db(up uint) bool  { return up&0b010100 == 0b010100 || up&0b101000 == 0b101000 }

// needsChecks: a and d, parts 0 and 3, are up as services while p, part 5, is up as well.
func needsChecks() []check {
	serving := func(up uint) uint {
		if up>>5&1 == 0 {
			up &^= 0b1001
		}
		return up
	}
	three := func(k int) func(up uint) bool {
		return func(up uint) bool { return bits.OnesCount(serving(up)&0b111) >= k }
	}
	var all []check
	for _, s := range []struct {
		name  string
		works func(up uint) bool
	}{
		{"series", three(3)}, {"parallel", three(1)}, {"two-of-three", three(2)},
		{"bridge", func(up uint) bool {
			s := serving(up)
			return s&0b01001 == 0b01001 || s&0b10010 == 0b10010 || s&0b10101 == 0b10101 || s&0b01110 == 0b01110
		}},
	} {
		x := exact.Structure{Parts: needed, Works: s.works}
		all = append(all, mean(s.name+" hinges on c", "importance", "dependency:c@"+s.name, x.Importance(2)))
		for i, part := range []string{"a", "b", "c", "d", "e", "p"} {
			if scope := "fault:" + part + "@" + s.name; x.Importance(i) > 0 {
				saves := mean(s.name+" without "+part, "risk_reduction", scope, x.Saves(i)).to(0.02)
				if x.Saves(i) > 1-1e-9 { // all of it in each of 60 replications is told from 0.951 on
					saves = saves.to(0.05)
				}
				all = append(all, saves,
					mean(s.name+" begun by "+part, "outage_share", scope, x.Begins(i)).to(0.02),
					mean(s.name+" taken down by "+part, "downing", scope, x.Importance(i)).to(0.02))
			}
		}
		all = append(all, mean(s.name+" down", "unavailability", "service:"+s.name, x.Unavailability()),
			mean(s.name+" outages per year", "outages", "service:"+s.name, x.OutageRate()*year/hour))
	}
	a, b, p := needed[0].Availability(), needed[1], needed[5].Availability()
	return append(all,
		mean("soft, degraded", "degraded", "service:soft", a*p*b.Unavailability()*year),
		mean("soft, effective", "effective_availability", "service:soft", a*p*(1-0.3*b.Unavailability())))
}
