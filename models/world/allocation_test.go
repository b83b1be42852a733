//go:build !invariants

package world_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/detection"
	"nines/policies/placement"
	"nines/sim"
	"nines/sim/dist"
)

// TestNoAllocation would catch garbage on the path of an incident: once the memory is there, a year of events of two
// hundred nodes with traffic, a crew and two detectors allocates as much as a run of no events.
func TestNoAllocation(t *testing.T) {
	b := Crewed(200, 3, models.Rule{Share: 0.9}, 8760, Crash(100, 5))
	slow := Watcher{Notices: Exponential(1), Trusts: Exponential(1)}
	b.Watches = append(b.Watches, models.Watch{Name: "slow", Detector: slow})
	b.Watches[0].Detector = detection.Instant{}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 150, Swing: 0.2}}}
	allocates(t, b)
}

// TestNoAllocationAtWork is the same for cases that go astray, treatments that fail, parts and copies: detectors that
// err and must agree, diagnoses that name innocents, alarms that are not grouped.
func TestNoAllocationAtWork(t *testing.T) {
	fault := Crash(100, 5)
	fault.Modes = []models.Mode{{Name: "hard", Share: 0.2}, {Name: "soft", Share: 0.8}}
	b := Crewed(200, 3, models.Rule{Share: 0.9}, 8760, fault)
	slow := fault
	slow.Name, slow.Symptom = "slow", models.Symptom{Effect: models.Slow, Slow: 3}
	b.Faults = append(b.Faults, slow)
	erring := Watcher{Notices: Exponential(0.1), Trusts: Exponential(0.1), Errs: Erring(Exponential(1000), Exponential(1))}
	b.Watches = []models.Watch{{Name: "a", Detector: erring}, {Name: "b", Detector: erring}}
	b.Panels = []models.Panel{{Watches: []int{0}, Votes: 1}, {Watches: []int{0, 1}, Votes: 2}}
	b.Localizers = []models.Localizer{guesser{Exponential(0.1)}}
	b.Correlator = sorter{}
	b.Spares = []models.Spare{{Name: "part", Stock: 5, Reorder: 4, Lead: Exponential(5)}}
	b.Pools = []models.Pool{{Name: "copy", Rate: 30, Each: 10, Drag: 0.25}}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 150, Swing: 0.2}}}
	work := models.Action{Name: "work", Takes: Exponential(0.5), Verify: Exponential(0.1), Offline: true, Crew: "hands"}
	restore := models.Action{Name: "restore", Spare: "part", Pool: "copy", Data: float64(Hour)}
	work.Clears, restore.Clears = Evenly(0.5), Evenly(0.9)
	work.Clears["hard"] = 0
	b.Recoverer = tinkerer{actions: []models.Action{work, restore, {Name: "drain", Drains: true}}, patience: 10 * Hour}
	allocates(t, b)
}

// TestNoAllocationOfNeeds is the same for services that go down with each other, or lose requests, all the time.
func TestNoAllocationOfNeeds(t *testing.T) {
	b := Fleet(200, models.Rule{Nodes: 195}, 8760, Crash(100, 5))
	other := models.Service{Name: "other", Classes: []int{0}, Rule: models.Rule{Nodes: 190}}
	any := models.Dependency{Of: []models.Dependency{{Service: 0}, {Service: 1}}, AtLeast: 1}
	front := models.Service{Name: "front", Needs: []models.Dependency{any, {Service: 0, Soft: 0.3}}}
	b.Services = append(b.Services, other, front, models.Service{Name: "shop", Needs: []models.Dependency{{Service: 2}}})
	b.Traffic = []models.Traffic{{Service: 1, Demand: models.Demand{Mean: 150, Swing: 0.2}}}
	b.Services[1].Needs = []models.Dependency{{Service: 0, Soft: 0.5}}
	allocates(t, b)
}

// TestNoAllocationOfStores is the same for fragments that are destroyed, made anew on other nodes, spared, or read and
// made at a time that bandwidth says, or written on two sides, and for a service that needs them.
func TestNoAllocationOfStores(t *testing.T) {
	b := Fleet(200, Never, 8760, Crash(100, 5))
	b.Faults[0].Destroys = true
	for _, scheme := range []models.Scheme{{Data: 1, Global: 2}, {Data: 4, Local: 2, Global: 1}} {
		b.Stores = append(b.Stores, models.Store{Name: string(rune('a' + len(b.Stores))), Classes: []int{0}, Groups: 2000,
			Bytes: 100, ErrorRate: 1 / (1000 * Hour) / 100, Scrub: models.Scrub{Every: 100 * Hour}, Scheme: scheme,
			Placer: placement.Random{}, Rebuild: models.Rebuild{Grace: Hour, Takes: Exponential(0.1),
				Each: 1000 / Hour, Rate: math.Inf(1), AtOnce: 100, Endangered: true}})
	}
	b.Services[0].Stores = []models.Backing{{Store: 0, AtLeast: 0.999}, {Store: 1, Soft: true}}
	b.Stores[1].Room = 80 * b.Stores[1].FragmentBytes()
	cut := Named("cut", Crash(1000, 5))
	cut.Symptom, cut.Targets = models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}, b.Faults[0].Targets
	b.Faults = append(b.Faults, cut)
	written := &b.Stores[0]
	written.Access, written.From = models.Access{Write: 1}, []models.ComponentID{1, 2}
	written.Updates = models.Updates{Rate: 1, Keys: Must(models.NewKeys(1000, 1))}
	allocates(t, b)
}

// TestNoAllocationOfElections is the same for logs whose leaders are lost, and whose members change, all the time, and
// for a lock in one of them.
func TestNoAllocationOfElections(t *testing.T) {
	b := Fleet(200, models.Rule{Share: 0.9}, 8760, Crash(100, 5))
	members := []int32{0, 50, 100, 150, 199}
	trips := make([]dist.Law, len(members)*len(members))
	for i := range trips {
		trips[i] = Exponential(1e-4)
	}
	log := models.Log{Name: "l", Members: members, Heartbeat: 0.1, Timeout: Exponential(1e-3), Trips: trips}
	moves := models.Changes{Sites: 1, Every: 50 * Hour, CatchUp: Exponential(2), Transfer: true}
	for i := range int32(200) {
		moves.Hosts, moves.Site = append(moves.Hosts, i), append(moves.Site, 0)
	}
	b.Logs = []models.Log{log, log}
	b.Logs[1].Name, b.Logs[1].Changes, b.Logs[1].Trips = "moves", &moves, trips[:1]
	b.Services = append(b.Services, models.Service{Name: "log", Classes: []int{0}, Rule: models.Rule{Nodes: 1}, Log: 1},
		models.Service{Name: "moves", Classes: []int{0}, Rule: models.Rule{Nodes: 1}, Log: 2})
	b.Services[0].Lock = &models.Lock{Lease: Hour, Renew: Hour / 4, Deadline: Hour / 2, Retry: Exponential(0.5)}
	allocates(t, b)
}

// TestNoAllocationOfTransactions is the same for coordinators that are lost, and have to recover, all the time.
func TestNoAllocationOfTransactions(t *testing.T) {
	b := Crewed(200, 3, models.Rule{Share: 0.9}, 8760, Crash(100, 5))
	log := models.Log{Name: "l", Members: []int32{0, 50, 100}, Heartbeat: 0.1, Timeout: Exponential(1e-3)}
	b.Logs = []models.Log{log, log}
	class, service := models.Party{Kind: models.OfClass}, models.Party{Kind: models.OfService}
	logs := []models.Party{{Kind: models.OfLog}, {Kind: models.OfLog, Index: 1}}
	for k := range 4 {
		p := models.Protocol(k / 2)
		b.Transactions = append(b.Transactions, models.Transaction{Name: string(rune('w' + k)), Coordinator: class,
			Participants: append(logs, service), Rate: 0.5, Singly: k%2 > 0, Protocol: p, Recovery: Exponential(1),
			TwoPhase: models.TwoPhase{Prepare: Exponential(1e-3), Timeout: 1, Decide: Exponential(1e-3), Conflicts: 0.01},
			Saga:     models.Saga{Step: Exponential(1e-3), Compensate: Exponential(1e-3)}})
	}
	allocates(t, b)
}

// allocates plays half of a run and looks at the memory that a day then takes.
func allocates(t *testing.T, b *models.Blueprint) {
	t.Helper()
	plan := Prepared(t, b)
	w, c := new(world.World), sim.NewCalendar()
	w.Reset(plan, 1, 0)
	sim.Run(c, w, b.End()/2, sim.Options{})
	step := sim.Time(24 * Hour)
	at := c.Now()
	if got := testing.AllocsPerRun(50, func() {
		at += step
		sim.Resume(c, w, at, sim.Options{})
	}); got > 2*2 { // a day has about 48 incidents, and up to two samples of the time series, of two slices each
		t.Errorf("%v allocations in a day", got)
	}
}
