package experiments

import (
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/sim/stat"
	"nines/sim/unit"
)

// pairOfNodes is down while both are: 1.5 times in all replications of a study, on average, for half an hour.
const pairOfNodes = `
version: 1
time: { horizon: 240h, warmup: 20h }
topology: [ { level: node, count: 2 } ]
faults: { crash: { on: node, effect: down, time_to_failure: 50h, repair: 1h } }
services: { s: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 8, max: 8 } }
`

// One node fails once in all replications of a study, on average: most studies see little, and four in ten nothing.
const oneNode = `
version: 1
time: { horizon: 240h, warmup: 20h }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, effect: down, time_to_failure: 1920h, repair: 1h } }
services: { s: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 8, max: 8 } }
`

// What is said of hardly any outages holds as often as it says, and is of use: where none was seen, it stays within a
// hundredth of what the share of the replications that saw none would bound. A bound on the rate of outages that are
// not given a time to last, or the mean of the few that were seen taken for the true one, would fall through.
func TestHardlyAnyOutages(t *testing.T) {
	u := exact.TwoState{MTTF: 50, MTTR: 1}.Unavailability()
	for name, c := range map[string]struct {
		text  string
		truth float64
	}{"pair": {pairOfNodes, u * u}, "one": {oneNode, exact.TwoState{MTTF: 1920, MTTR: 1}.Unavailability()}} {
		s := compiled(t, c.text)
		const studies = 400
		held, none, loose := 0, 0, 0
		for seed := range studies {
			s.Spec.Run.Seed = unit.Count(seed)
			r := mustRun(t, s, 1)
			e, _ := r.Find("unavailability", "service:s")
			if e.Low <= c.truth && c.truth <= e.High {
				held++
			}
			if e.Mean == 0 {
				none++
				if e.High > 0.01*stat.ProportionAtMost(0, 8, 0.95).High {
					loose++
				}
			}
		}
		if share := float64(held) / studies; share < 0.93 {
			t.Errorf("%s: the true unavailability of %.3g is covered in %.1f %% of the studies", name, c.truth, 100*share)
		}
		if none < studies/10 || loose > 0 {
			t.Errorf("%s: %d studies without outage, %d of them hardly bounded", name, none, loose)
		}
	}
}

// Data of which nothing was ever out of reach is bounded as outages are: pairs of copies on nodes that lose what they
// have are lost 1.5 times in all replications of a study, on average, and until both are there again. A bound on
// episodes that are taken to be as short as a repair would fall through.
func TestDataThatWasAlwaysRead(t *testing.T) {
	lost, _ := exact.Parity{Fragments: 2, Bears: 1, Life: 50, Rebuild: 1}.Missing()
	s := compiled(t, strings.Replace(pairOfNodes, "repair: 1h }", "repair: 1h, loses_data: true }", 1)+
		"stores: { d: { on: node, holds: 1TB, groups: 1, replicas: 2, repair: { onto: itself } } }\n")
	const studies = 100
	none := 0
	for seed := range studies {
		s.Spec.Run.Seed = unit.Count(seed)
		e, _ := mustRun(t, s, 1).Find("unreadable", "data:d")
		if e.Mean > 0 {
			continue
		}
		none++
		if e.High < lost || e.High > 0.02*stat.ProportionAtMost(0, 8, 0.95).High {
			t.Errorf("of an unreadable share of %.3g none was seen, and it is bounded by %.3g: %s", lost, e.High, e.Method)
		}
	}
	if none < studies/10 {
		t.Errorf("in %d studies all could be read", none)
	}
}

// Which bound is given, and what it assumes, stands in the method; one of what was seen long ago is no bound.
func TestBoundsNameTheirAssumption(t *testing.T) {
	o := literal()
	o.Services[0].Outages, o.Services[0].Downtime = 0, 0
	o.Services[1].Outages = 2
	r := estimated(t, o, o)
	for scope, want := range map[string]string{
		"service:api": "Poisson rate × restoring upgrade (2 h), one-sided", "service:store": "Poisson rate × mean outage",
	} {
		if e, _ := r.Find("availability", scope); e.Method != want {
			t.Errorf("availability of %s: %q, want %q", scope, e.Method, want)
		}
	}
	bound, _ := r.Find("downtime", "service:api")
	if want := -math.Log(0.05) / 0.4 * 7200; !alike(bound.High, want) {
		t.Errorf("at most %g s a year, want %g: 7.5 outages of 2 h", bound.High, want)
	}
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "nothing was lost in 146 d") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

// A part of a time to restore that took no time in 20 incidents is no infinite one.
func TestMomentaryPartsAreBounded(t *testing.T) {
	o := literal()
	o.Faults[0].Spent[0] = 0
	r := estimated(t, o, o)
	e, _ := r.Find("detect", "fault:crash")
	if want := stat.ProportionAtMost(0, 20, 0.95).High * 140; e.Mean != 0 || e.Low != 0 || !alike(e.High, want) {
		t.Errorf("detect is %g (%g to %g), want at most %g: 14 %% of 140 s", e.Mean, e.Low, e.High, want)
	}
}

// How many periods keep an objective is bounded by the outages, of which there are hardly any, and not by the
// replications, of which there are few: what is said holds as often as it says, and where no day was missed, eight of
// ten are promised. The bound from 8 replications alone is 69 %.
func TestPeriodsWithHardlyAnyOutage(t *testing.T) {
	s := compiled(t, oneNode+"slo: [ { metric: unavailability, at_most: 1%, in: 90%, over: 1d } ]\n")
	truth := exact.TwoState{MTTF: 1920, MTTR: 1}.StationaryDowntimeCDF(24, 0.24)
	const studies = 200
	held, all := 0, 0
	for seed := range studies {
		s.Spec.Run.Seed = unit.Count(seed)
		met := mustRun(t, s, 1).Judgments[0].Met
		if met.Low <= truth && truth <= met.High {
			held++
		}
		if met.Mean == 1 {
			if all++; met.Low < 0.8 || !strings.HasPrefix(met.Method, "Poisson rate × period and restoring crash (1 h") {
				t.Errorf("no day of 80 was missed: %g or more by %q", met.Low, met.Method)
			}
		}
	}
	if held < studies*93/100 || all < studies/10 {
		t.Errorf("the true share %.5g is covered in %d of %d studies; %d saw no day missed", truth, held, studies, all)
	}
}

// A service may be down for as long as what it needs is, and an outage that was never seen may be that; and a contract
// in which nothing was lost is bounded by what it counts alone.
func TestBoundsReachThroughNeeds(t *testing.T) {
	r := mustRun(t, compiled(t, `
version: 1
time: { horizon: 50w }
topology: [ { level: node, classes: { front: 2, store: 2 } } ]
faults:
  crash: { on: front, effect: down, time_to_failure: 500y, repair: { dist: constant, value: 1h } }
  fire: { on: store, effect: down, time_to_failure: 500y, repair: { dist: constant, value: 1d } }
services:
  web: { runs_on: front, up_when: { at_least: 1 }, needs: [ data ] }
  data: { runs_on: store, up_when: { at_least: 1 } }
slo:
  - { metric: availability, at_least: 99%, scope: "service:web",
    counts: { hours: [ { days: mon, from: 0h, to: 24h } ] } }
run: { replications: { min: 4, max: 4 } }
`), 1)
	for metric, exposure := range map[string]float64{"availability": 4 * 50 * 7, "contract": 4 * 50} {
		e, _ := r.Find(metric, "service:web")
		if metric == "contract" {
			e = r.Judgments[0].Mean
		}
		want := 1 + math.Log(0.05)/exposure // one day long
		if e.Method != "Poisson rate × restoring fire (1 d), one-sided" || math.Abs(e.Low-want) > 1e-12 {
			t.Errorf("%s of web: %g or more by %q, want %g", metric, e.Low, e.Method, want)
		}
	}
}

// Outages that a contract counts are those that reach into its hours, once each.
func TestOutagesOfAContract(t *testing.T) {
	o := &models.Outcome{Measured: 604800, Services: []models.ServiceOutcome{{}}}
	for _, h := range [][2]float64{{1, 2}, {8.5, 9}, {17, 30}, {30, 33}, {40, 80}, {130, 140}} { // Mondays begin at 0
		span := models.Span{Stretch: stat.Stretch{From: h[0] * 3600, To: h[1] * 3600, Height: 1}}
		span.Lapse.Down = true
		o.Services[0].Trail = append(o.Services[0].Trail, span)
	}
	s := compiled(t, contractText+"slo: [ { metric: availability, at_least: 75%, "+
		"counts: { hours: [ { days: mon-fri, from: 8h, to: 18h } ] } } ]\n")
	if n := newContract(s.Blueprint, s.Objectives[0]).outages(o); n != 3 {
		t.Errorf("%d outages count, want 3: in the morning, overnight, and for two days", n)
	}
}

// A bound leaves out what cannot take anything down: a fault that leaves wrong data for a week and a half, until a pass
// finds it, is no outage of a week and a half. Where an action takes the node out of service, it is one for that long.
func TestBoundsAreOfWhatTakesDown(t *testing.T) {
	const text = `
version: 1
time: { horizon: 1y, warmup: 60d }
topology: [ { level: node, count: 6, class: disk } ]
faults:
  rot: { on: disk, effect: { corrupt: 0% }, rate: 2/y, repair: 3h }
  crash: { on: disk, effect: down, rate: 1/y, repair: { dist: constant, value: 30m } }
detection: { ping: { policy: instant }, scrub: { policy: consistency, every: 20d, ejects: false } }
localization: { policy: exact }
services: { store: { runs_on: disk, up_when: { at_least: 1 } } }
run: { replications: { min: 8, max: 8 } }
`
	const swap = "actions={swap: {on: node, takes: {dist: constant, value: 2h}, offline: true, clears: {rot: 100%}}}"
	for want, sets := range map[string][]string{
		"Poisson rate × restoring crash (30 min), one-sided": nil,
		"Poisson rate × work on rot (2 h), one-sided":        {swap, "recovery=[{when: {cause: rot}, do: [swap]}]"},
	} {
		r := mustRun(t, compiled(t, text, sets...), 1)
		if e, _ := r.Find("availability", "service:store"); e.Method != want {
			t.Errorf("%v: %q, want %q", sets, e.Method, want)
		}
	}
}
