package world_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/balancing"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// FuzzWorld turns bytes into a valid system of every feature at once and plays it with every invariant checked after
// every event: whatever two features do to each other, no count drifts, no timer is lost, nobody holds what is gone.
// Without -fuzz it plays the seeds, each a system of its own.
func FuzzWorld(f *testing.F) {
	seeds := uint64(24)
	if testing.Short() {
		seeds = 4
	}
	for seed := range seeds {
		f.Add(noise(seed))
	}
	for _, seed := range []uint64{541, 2198, 2479} { // work at an age, called off while what it renews is faulty
		f.Add(noise(seed)[:plain])
	}
	for _, seed := range []uint64{159, 1763, 2887} { // a role that another switchover has moved, then stand-ins
		f.Add(noise(seed)[:plain])
	}
	f.Add(noise(13099)[:plain+200])          // zones that a rule counts, and stand-ins in others
	for _, seed := range []uint64{30, 340} { // requests one by one, of one service and of several
		f.Add(noise(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := swarm(data)
		plan, err := world.Prepare(b)
		if err != nil {
			t.Skip(err)
		}
		w, c := new(world.World), sim.NewCalendar()
		w.Reset(plan, 1, 0)
		w.Tell(func(models.Note) {})
		sim.Run(c, Checked(t, w, 10_000), b.End(), sim.Options{})
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		checkOutcome(t, b, w.Finish())
	})
}

// plain is how many bytes stand for a system, without what it has besides; besides is how many stand for that, stored
// for stores, logged for logs, and what is behind them for transactions.
const plain, besides, stored, logged = 400, 300, 100, 60

// noise is bytes enough for a system.
func noise(seed uint64) []byte {
	s := rng.Open(rng.Key{Seed: seed})
	data := make([]byte, plain+besides+stored+logged+40)
	for i := range data {
		data[i] = byte(s.IntN(256))
	}
	return data
}

// dice reads decisions off bytes; when they run out, every answer is the first.
type dice []byte

func (d *dice) pick(n int) int {
	if len(*d) == 0 {
		return 0
	}
	b := int((*d)[0])
	*d = (*d)[1:]
	return b % n
}

func (d *dice) yes(in int) bool { return d.pick(in) == in-1 }

// hours is a quarter to twice as many.
func (d *dice) hours(mean float64) float64 { return mean * float64(1+d.pick(8)) / 4 }

// swarm makes a system of a few dozen nodes whose faults strike, overlap and queue for about ten thousand events.
func swarm(data []byte) *models.Blueprint {
	n := min(len(data), plain)
	m, k := min(len(data), plain+besides), min(len(data), plain+besides+stored)
	l := min(len(data), plain+besides+stored+logged)
	d, more, stores := dice(data[:n]), dice(data[n:m]), dice(data[m:k])
	logs, transactions := dice(data[k:l]), dice(data[l:])
	b := &models.Blueprint{
		Name: "swarm", Localizers: []models.Localizer{localization.Exact{}},
		Recoverer: recovery.HandsOn{}, Splitter: balancing.Weighted{},
		Time: models.Timing{Warmup: sim.Duration(d.pick(3)) * 100 * Hour, Horizon: 2000 * Hour},
	}
	b.Time.ReportAt = []sim.Duration{0, 333 * Hour, 2000 * Hour}
	b.Windows, b.Trail, b.Cycles = []sim.Duration{24 * Hour, 250 * Hour}, true, true
	b.Classes = []models.Class{{Name: "web", Throughput: 3, Weight: 1}, {Name: "db", Throughput: 2, Weight: 2}}
	zones, racks := 1+d.pick(3), []int{2 + d.pick(2)}
	if zones > 1 && d.yes(3) {
		racks = append(racks, 1, 2)[:zones] // uneven
	}
	levels := []models.Level{{Name: "zone", Counts: []int{zones}}, {Name: "rack", Counts: racks}}[:d.pick(3)]
	web, db := 1+d.pick(6), d.pick(4)
	levels = append(levels, Nodes(
		models.ClassCount{Class: 0, Count: web, Label: "web"}, models.ClassCount{Class: 1, Count: db, Label: "db"}))
	b.Topology, _ = models.Lay(levels, 2)
	for i := range d.pick(3) {
		b.Crews = append(b.Crews, d.crew(b, string(rune('h'+i))))
	}
	if d.yes(2) {
		b.Spares = []models.Spare{{Name: "part", Stock: d.pick(3), Lead: Exponential(d.hours(10))}}
		b.Spares[0].Reorder = max(0, b.Spares[0].Stock-1-d.pick(2))
	}
	if d.yes(2) {
		b.Pools = []models.Pool{{Name: "copy", Rate: 3, Each: 2, Drag: 0.25}, {Name: "slow", Rate: 1, Each: math.Inf(1)}}
	}
	for i := range 2 + d.pick(4) {
		b.Faults = append(b.Faults, d.fault(b, string(rune('a'+i))))
	}
	for i := range 1 + d.pick(3) {
		b.Watches = append(b.Watches, models.Watch{Name: string(rune('p' + i)), Detector: d.detector()})
		if d.yes(2) {
			b.Watches[i].From = models.ComponentID(d.pick(b.Topology.Components()))
			b.Watches[i].Guarded = d.yes(3)
		}
	}
	if n := len(b.Watches); d.yes(2) {
		b.Watches[n-1].Mute = d.yes(2)
		both := models.Panel{Watches: []int{0, n - 1}[:min(n, 2)], Votes: min(n, 2)}
		b.Panels = []models.Panel{{Watches: []int{n - 1}, Votes: 1}, both}[d.pick(2):]
	}
	if d.yes(3) {
		b.Localizers = []models.Localizer{Slowly{Takes: Exponential(0.3)}}
	}
	if d.yes(2) {
		b.Localizers = append(b.Localizers, guesser{Exponential(d.hours(0.5))})[d.pick(2):]
	}
	if d.yes(2) {
		b.Correlator = sorter{}
	}
	switch d.pick(4) {
	case 1:
		b.Recoverer = reluctant{}
	case 2, 3:
		b.Recoverer = d.tinkerer(b)
	}
	for range 1 + d.pick(3) {
		classes := [][]int{{0}, {0, 1}}[d.pick(2)]
		b.Services = append(b.Services, models.Service{Name: "api", Classes: classes, Rule: d.rule(len(levels)),
			Levels: []float64{0.9, 0.5}})
	}
	if d.yes(2) {
		b.Traffic = []models.Traffic{{Service: d.pick(len(b.Services)), Demand: models.Demand{
			Mean: float64(1 + d.pick(100)), Swing: float64(d.pick(3)) / 2, PeakAt: 20 * Hour, Growth: float64(d.pick(3)) / 300}}}
		d.overload(b)
	}
	if d.yes(2) {
		d.needs(b)
	}
	if d.yes(2) {
		b.Panic = models.Panic{Below: float64(d.pick(5)) / 4, Closed: d.yes(2)}
	}
	if d.yes(2) {
		d.renewal(b)
	}
	if len(more) > 0 {
		more.besides(b)
	}
	if len(stores) > 0 {
		stores.stores(b)
	}
	if len(logs) > 0 {
		logs.logs(b)
	}
	if len(transactions) > 0 {
		transactions.transactions(b)
	}
	return b
}

// needs adds services that need others, with and without nodes of their own, alternatives among them, and a circle that
// has a way in.
func (d *dice) needs(b *models.Blueprint) {
	n := len(b.Services)
	one := func(service int) models.Dependency { return models.Dependency{Service: service} }
	of := func(atLeast int, of ...models.Dependency) models.Dependency {
		return models.Dependency{Of: of, AtLeast: atLeast}
	}
	front := models.Service{Name: "front", Classes: []int{0}, Rule: models.Rule{Nodes: 1}}
	front.Needs = []models.Dependency{of(1, one(n+1), one(d.pick(n)))}
	whole := models.Service{Name: "whole", Needs: []models.Dependency{one(d.pick(n))}}
	if d.yes(2) {
		whole.Needs = append(whole.Needs, one(n)) // needs front, which needs this one or another
	}
	some := models.Service{Name: "some", Classes: []int{0}, Rule: d.rule(len(b.Topology.Levels))}
	some.Needs = []models.Dependency{of(1+d.pick(3), one(n), one(0), of(2, one(n+1), one(n-1)))}
	b.Services = append(b.Services, front, whole, some)
}

func (d *dice) fault(b *models.Blueprint, name string) models.Fault {
	depth := d.pick(len(b.Topology.Levels) + 1)
	f := models.Fault{Name: name, Targets: b.Topology.AtDepth(depth), Hits: 1, Crew: -1, Spare: -1}
	f.Symptom = d.symptom()
	if zones := len(b.Topology.AtDepth(1)); f.Symptom.Effect == models.Partition && depth == 1 && zones > 1 && d.yes(2) {
		f.Targets, f.Peer, f.Symptom.Loss = f.Targets[:1], f.Targets[1], 0 // partial
	}
	if d.yes(3) {
		f.Hits = float64(1+d.pick(3)) / 4
		if f.Spares = f.Hits < 0.5; f.Hits > 0.5 {
			f.Exactly = 2
		}
	}
	f.Each = d.yes(3)
	f.Uncounted = d.yes(4)
	if d.yes(8) {
		f.Symptom, f.Peer = models.Symptom{Effect: models.Down, Loss: 1}, models.Fleet
		f.Course.Announced, f.Failure = true, d.planned(len(f.Targets))
		f.Budget = budget(b.Topology, f.Targets)
		return f
	}
	if d.yes(5) {
		record := d.record(len(f.Targets))
		if f.Failure = record; d.yes(2) {
			f.Failure = failure.Resampled{Strikes: record.Strikes, Name: "record", Span: 2000 * Hour,
				Block: sim.Duration(d.hours(30)) * Hour}
		}
		return f
	}
	f.Failure = failure.Renewal{Life: Exponential(d.hours(40)), Start: failure.Start(d.pick(3)), Age: 10 * Hour}
	if d.yes(3) {
		lives := failure.Renewal{Life: Must(dist.NewWeibull(2, 60*Hour)), Start: failure.Start(d.pick(2)), Age: 10 * Hour}
		f.Failure = failure.Imperfect{Renewal: lives, Kept: float64(1+d.pick(2)) / 2, Whole: d.yes(2)}
	}
	if _, aging := f.Failure.(failure.Imperfect); !aging && d.yes(4) {
		f.Triggers = &models.Cascade{Ratio: 0.3, Within: Hour, Depth: d.pick(depth + 1)}
	}
	if f.Change = d.yes(4); f.Change {
		f.Good = 0.5
	}
	switch n := d.pick(5); {
	case f.Symptom.Effect == models.Partition:
	case n == 1:
		f.Course = ComingAndGoing(1, 2)
	case n == 2:
		if f.Each = false; depth < len(b.Topology.Levels) {
			f.Course = Growing([]float64{0.1, 0.5, 1}, 1, 2)
		}
	}
	if d.yes(2) {
		f.Modes = []models.Mode{{Name: "hard", Share: 0.5}, {Name: "soft", Share: 0.5, Repair: Exponential(d.hours(3))}}
	}
	f.Operating = d.yes(2)
	if d.yes(3) {
		f.Lemons = 0.5
	}
	if !d.yes(4) {
		f.Repair = Exponential(d.hours(6))
		f.Crew = d.pick(len(b.Crews)+1) - 1
		f.Spare = d.pick(len(b.Spares)+1) - 1
	}
	if f.Repair == nil || d.yes(2) {
		f.Heals = Exponential(d.hours(8))
	}
	if d.yes(5) {
		f.Heals = Constant(0) // over as soon as it begins
	}
	return f
}

func (d *dice) symptom() models.Symptom {
	return []models.Symptom{
		{Effect: models.Down, Loss: 1}, {Effect: models.Down, Loss: 1}, {Effect: models.Hang, Loss: 1},
		{Effect: models.Slow, Slow: float64(1 + d.pick(8))}, {Effect: models.Lossy, Loss: float64(1+d.pick(4)) / 4},
		{Effect: models.Corrupt, Loss: float64(d.pick(3)) / 3},
		{Effect: models.Partition, Loss: 1, Cut: models.Cut(d.pick(3))},
	}[d.pick(7)]
}

// record makes outages that overlap, touch and coincide.
func (d *dice) record(targets int) failure.Record {
	r := failure.Record{Strikes: make([][]failure.Strike, targets)}
	for i := range r.Strikes {
		for k := range d.pick(40) {
			r.Strikes[i] = append(r.Strikes[i], failure.Strike{At: sim.Time(k * 50 * Hour),
				Lasts: sim.Duration(25*(1+d.pick(8))) * Hour, Loss: float64(1+d.pick(2)) / 2})
		}
	}
	return r
}

// overload makes a fault strike the nodes of a class, or all, sooner under load.
func (d *dice) overload(b *models.Blueprint) {
	f := Crash(d.hours(100), d.hours(4))
	f.Name, f.Targets, f.Operating = "overload", b.Topology.OfClass(0), d.yes(2)
	f.Overload = &models.Overload{Rate: 1 / (100 * Hour), Above: 0.5 * float64(d.pick(3)), Steepness: d.hours(4)}
	if d.yes(2) {
		f.Targets = b.Topology.AtDepth(len(b.Topology.Levels))
	}
	if d.yes(3) {
		f.Symptom = SlowBy(3)
	}
	b.Faults = append(b.Faults, f)
}

// planned work takes turns, one or several at a time, in passes that follow each other at once or later.
func (d *dice) planned(targets int) failure.Planned {
	p := failure.Planned{First: sim.Time(d.hours(20) * Hour), Lasts: sim.Duration(d.hours(4) * Hour)}
	atATime := 1 + d.pick(3)
	for i := range targets {
		p.Turns = append(p.Turns, int32(i/atATime))
	}
	p.Every = p.Pass() + sim.Duration(d.pick(2))*100*Hour
	return p
}

// budget has room for one turn, whatever that takes; where targets are few, turns wait for nothing.
func budget(t *models.Topology, targets []models.ComponentID) *models.Budget {
	if len(targets) < 4 {
		return nil
	}
	x := &models.Budget{Service: -1}
	for _, target := range targets {
		first, last := t.Span(target)
		x.Down = max(x.Down, int(last-first))
	}
	return x
}

// rule is met by a system that is up, as every domain has a node of class 0.
func (d *dice) rule(levels int) models.Rule {
	r := []models.Rule{{Nodes: 1}, {Share: 0.7}, {Share: 1}}[d.pick(3)]
	for depth := levels - 1; depth > 0; depth-- {
		if d.yes(2) {
			inner := r
			r = models.Rule{Each: &inner, Depth: depth, Domains: 1}
		}
	}
	return r
}

func (d *dice) detector() models.Detector {
	return []models.Detector{
		detection.Instant{},
		Watcher{
			Notices: Exponential(0.5), Trusts: Exponential(0.2), Errs: Erring(Exponential(40), Exponential(2)), SeesLossy: 0.6,
		},
		Listener{Watcher: Watcher{Notices: Constant(1), Trusts: Constant(0), SeesLossy: 1}},
		Accuser{First: 1, Next: 0.3, Crowd: Crowd{Watcher: Watcher{Notices: Exponential(0.5), Trusts: Exponential(0.2)},
			Wrong: func(members, silent int) float64 { return float64(silent) / float64(members) }}},
		Cramped{Detector: Watcher{
			Notices: Exponential(0.5), Trusts: Exponential(3), Errs: Erring(Exponential(40), Exponential(2)), SeesLossy: 0.6,
		}, Places: 2},
		Cramped{Detector: Watcher{Notices: Constant(0), Trusts: Constant(0), SeesLossy: 1}, Places: 1},
	}[d.pick(6)]
}
