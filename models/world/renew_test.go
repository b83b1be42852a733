package world_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/detection"
	"nines/policies/placement"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// branched plays a replication whose copy is renewed after a third of the run, and returns what becomes of the copy.
func branched(t *testing.T, plan *world.Plan, replication int, branches ...uint64) *models.Outcome {
	t.Helper()
	w, c := new(world.World), sim.NewCalendar()
	w.Reset(plan, 1, uint32(replication))
	sim.Run(c, w, plan.End()/3, sim.Options{})
	copyW, copyC := new(world.World), sim.NewCalendar()
	copyW.CopyFrom(w, copyC)
	for _, branch := range branches {
		copyW.Renew(branch)
		if err := copyW.Check(); err != nil {
			t.Fatal(err)
		}
	}
	sim.Resume(copyC, copyW, plan.End(), sim.Options{})
	if err := copyW.Check(); err != nil {
		t.Fatal(err)
	}
	return copyW.Finish()
}

// TestBranches would catch a branch that changes the run itself, siblings that share their fate, a branch that is not
// the same when it is played again, and one that forgets on which other it stands.
func TestBranches(t *testing.T) {
	for seed := range uint64(12) {
		plan := Prepared(t, swarm(noise(seed)))
		run := digest(Play(new(world.World), sim.NewCalendar(), plan, 0))
		if digest(branched(t, plan, 0, 0)) != run {
			t.Errorf("system %d: branch 0 is not the run itself", seed)
		}
		seen := map[string][]uint64{run: {0}}
		for _, path := range [][]uint64{{1}, {2}, {1, 1}, {1, 2}, {2, 1}} {
			end := digest(branched(t, plan, 0, path...))
			if other, ok := seen[end]; ok {
				t.Errorf("system %d: branches %v and %v end alike", seed, path, other)
			}
			if seen[end] = path; digest(branched(t, plan, 0, path...)) != end {
				t.Errorf("system %d: branch %v ends in another way when it is played again", seed, path)
			}
		}
	}
}

// TestRenewedCopies would catch what a renewed world shares with its copy, or a copy that forgets: both end alike.
func TestRenewedCopies(t *testing.T) {
	w, c, copyW, copyC := new(world.World), sim.NewCalendar(), new(world.World), sim.NewCalendar()
	for seed := range uint64(12) {
		plan := Prepared(t, swarm(noise(seed)))
		c.Reset()
		w.Reset(plan, 1, 0)
		sim.Run(c, w, 0, sim.Options{})
		for k := 1; k <= 5; k++ {
			sim.Resume(c, w, plan.End()*sim.Time(k)/6, sim.Options{})
			w.Renew(uint64(k))
		}
		copyW.CopyFrom(w, copyC)
		sim.Resume(copyC, copyW, plan.End(), sim.Options{})
		sim.Resume(c, w, plan.End(), sim.Options{})
		if digest(w.Finish()) != digest(copyW.Finish()) {
			t.Errorf("system %d: a renewed world and its copy end in different ways", seed)
		}
	}
}

// TestRenewAllocatesNothing would catch garbage in a renewal: where the memory is there, one is free of it.
func TestRenewAllocatesNothing(t *testing.T) {
	w, c, copyW, copyC := new(world.World), sim.NewCalendar(), new(world.World), sim.NewCalendar()
	for seed := range uint64(12) {
		plan := Prepared(t, swarm(noise(seed)))
		c.Reset()
		w.Reset(plan, 1, 0)
		sim.Run(c, w, plan.End()/3, sim.Options{})
		if n := testing.AllocsPerRun(20, func() {
			copyW.CopyFrom(w, copyC)
			copyW.Renew(1)
		}); n != 0 {
			t.Errorf("system %d: %g allocations", seed, n)
		}
	}
}

// forgetful is a law that forgets how long one has waited.
type forgetful struct{ dist.Law }

func (l forgetful) Residual(s *rng.Stream, _ float64) float64 { return l.Law.Sample(s) }

// sure is a law of some spread around a mean, in hours, of which those who have waited long have not long to wait.
func sure(mean float64) dist.Law { return Must(dist.NewWeibull(3, mean*Hour/math.Gamma(4.0/3))) }

// overseer is a watcher that looks at an incident as a whole.
type overseer struct{ Watcher }

func (overseer) Oversees() bool { return true }

// pending is a system in which one kind of wait decides, which follows a law, and a number that tells how long it was.
type pending struct {
	name   string
	system func(law func(mean float64) dist.Law) *models.Blueprint
	read   func(o *models.Outcome) float64
	lawful bool // the law is asked what is left of the wait
}

func pendings() []pending {
	lives := func(o *models.Outcome) float64 { return float64(o.Faults[0].Incidents) }
	spent := func(s models.Stage) func(*models.Outcome) float64 {
		return func(o *models.Outcome) float64 { return o.Faults[0].Spent[s] }
	}
	living := func(change func(f *models.Fault, r *failure.Renewal)) func(func(float64) dist.Law) *models.Blueprint {
		return func(law func(float64) dist.Law) *models.Blueprint {
			r := failure.Renewal{Life: law(100)}
			fault := Lasting("wear", nil, Constant(1))
			change(&fault, &r)
			if fault.Failure = r; fault.Operating {
				return Fleet(20, Never, 200, fault, Crash(20, 20))
			}
			return Fleet(20, Never, 200, fault)
		}
	}
	broken := func(change func(b *models.Blueprint, law dist.Law)) func(func(float64) dist.Law) *models.Blueprint {
		return func(law func(float64) dist.Law) *models.Blueprint {
			b := Fleet(20, Never, 200, Crash(40, 1))
			change(b, law(30))
			return b
		}
	}
	down := func(o *models.Outcome) float64 { return o.Fleet.Down }
	halting := func(watch func(law dist.Law) models.Detector) func(func(float64) dist.Law) *models.Blueprint {
		return func(law func(float64) dist.Law) *models.Blueprint {
			f := Lasting("release", Exponential(40), Constant(10))
			f.Course = Growing([]float64{0.1, 0.3, 0.6, 1}, 10, 10, 10)
			b := System(Zoned(5, 1, 10), Never, 200, f)
			b.Faults[0].Targets = b.Topology.AtDepth(1)
			b.Watches[0].Detector = watch(law(30))
			return b
		}
	}
	return []pending{
		{"lives", living(func(*models.Fault, *failure.Renewal) {}), lives, true},
		{"lives from an age", living(func(_ *models.Fault, r *failure.Renewal) {
			r.Start, r.Age = failure.Aged, 60*Hour
		}), lives, true},
		{"lives in equilibrium", living(func(_ *models.Fault, r *failure.Renewal) {
			r.Start = failure.Equilibrium
		}), lives, true},
		{"lives of lemons", living(func(f *models.Fault, _ *failure.Renewal) { f.Lemons = 0.5 }), lives, true},
		{"lives in operation", living(func(f *models.Fault, _ *failure.Renewal) { f.Operating = true }), lives, true},
		{"lives after repairs that keep half the age", func(law func(float64) dist.Law) *models.Blueprint {
			fault := Lasting("wear", nil, Constant(1))
			fault.Failure = failure.Imperfect{Renewal: failure.Renewal{Life: law(40)}, Kept: 0.5}
			return Fleet(20, Never, 200, fault)
		}, lives, true},
		{"repairs", broken(func(b *models.Blueprint, law dist.Law) { b.Faults[0].Repair = law }),
			spent(models.Repairing), true},
		{"healing", broken(func(b *models.Blueprint, law dist.Law) {
			b.Faults[0].Heals, b.Faults[0].Repair = law, Constant(1000)
		}), spent(models.Repairing), true},
		{"hands on their way", broken(func(b *models.Blueprint, law dist.Law) {
			b.Crews = []models.Crew{{Name: "hands", Count: 20, Shifts: []models.Shift{{From: 0, To: 1}}, CallOut: law}}
			b.Faults[0].Crew = 0
		}), spent(models.Waiting), false},
		{"work that lies", broken(func(b *models.Blueprint, law dist.Law) {
			b.Crews = []models.Crew{{Name: "hands", Count: 20, Stops: true,
				Shifts: []models.Shift{{From: 0, To: 60 * Hour}, {From: 70 * Hour, To: 168 * Hour}}}}
			b.Faults[0].Crew, b.Faults[0].Repair = 0, law
		}), spent(models.Repairing), true},
		{"looks at results", broken(func(b *models.Blueprint, law dist.Law) {
			b.Recoverer = Surely(models.Action{Name: "restart", Verify: law})
		}), spent(models.Verifying), true},
		{"suspicions", broken(func(b *models.Blueprint, law dist.Law) {
			b.Watches[0].Detector = Watcher{Notices: law, Trusts: Constant(0)}
		}), spent(models.Undetected), true},
		{"suspicions that are played", broken(func(b *models.Blueprint, _ dist.Law) {
			b.Watches[0].Detector = Must(detection.NewProbe(detection.ProbeConfig{Interval: 10 * Hour, Timeout: 1, Fall: 3,
				Rise: 1, Loss: 0.2, Sees: detection.Sight{Down: 1}}))
		}), spent(models.Undetected), false},
		{"mistakes without memory", broken(func(b *models.Blueprint, law dist.Law) {
			b.Watches[0].Detector = Must(detection.NewHuman(detection.HumanConfig{Delay: law, Closes: law,
				FalseAlarms: 1.0 / (50 * Hour), Sees: detection.Sight{}}))
		}), func(o *models.Outcome) float64 { return o.Watches[0].Mistaken }, false},
		{"other mistakes", broken(func(b *models.Blueprint, law dist.Law) {
			b.Watches[0].Detector = Watcher{Notices: Constant(1), Trusts: Constant(1), Errs: Erring(law, Constant(9))}
		}), func(o *models.Outcome) float64 { return o.Watches[0].Mistaken }, false},
		{"healing of a mode", broken(func(b *models.Blueprint, law dist.Law) {
			b.Faults[0].Modes = []models.Mode{{Name: "hard", Share: 0.25}, {Name: "soft", Share: 0.75, Heals: law}}
			b.Faults[0].Repair = Constant(60)
		}), spent(models.Repairing), true},
		{"suspicions of what comes again", broken(func(b *models.Blueprint, law dist.Law) {
			b.Faults[0].Course = models.Course{
				Phases: []models.Phase{{Share: 1, Lasts: Constant(35)}, {Lasts: Constant(5)}}, Repeats: true,
			}
			b.Watches[0].Detector = Watcher{Notices: law, Trusts: Constant(0)}
		}), spent(models.Undetected), true},
		{"suspicions that halt a rollout", halting(func(law dist.Law) models.Detector {
			return Watcher{Notices: law, Trusts: Constant(0)}
		}), down, true},
		{"suspicions of who oversees a rollout", halting(func(law dist.Law) models.Detector {
			return overseer{Watcher{Notices: law, Trusts: Constant(0)}}
		}), down, true},
		{"sight that is lost", func(law func(float64) dist.Law) *models.Blueprint {
			cut := Lasting("cut", Exponential(40), Constant(40))
			cut.Symptom = models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
			b := System(Zoned(10, 1, 2), Never, 200, cut)
			b.Faults[0].Targets = b.Topology.AtDepth(1)
			b.Watches = append(b.Watches, models.Watch{
				Name: "inside", Detector: Watcher{Notices: law(30), Trusts: Constant(0)}, From: b.Faults[0].Targets[0],
			})
			return b
		}, func(o *models.Outcome) float64 { return o.Watches[1].Mistaken }, true},
		{"fragments that are made", broken(func(b *models.Blueprint, law dist.Law) {
			b.Faults[0].Destroys = true
			b.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: 10, Bytes: 1,
				Scheme: models.Scheme{Data: 1, Global: 1},
				Placer: placement.Blocks{}, Rebuild: models.Rebuild{InPlace: true, Takes: law, Each: 1, Rate: 100}}}
		}), func(o *models.Outcome) float64 { return o.Stores[0].Degraded }, true},
		{"elections", broken(func(b *models.Blueprint, law dist.Law) {
			b.Logs = []models.Log{{Name: "l", Members: []int32{0, 1, 2}, Timeout: law}}
		}), func(o *models.Outcome) float64 { return o.Logs[0].Leaderless }, true},
		{"members that learn", broken(func(b *models.Blueprint, law dist.Law) {
			x := &models.Changes{Sites: 1, Site: make([]int32, 20), Every: 50 * Hour, CatchUp: law}
			for i := range int32(20) {
				x.Hosts = append(x.Hosts, i)
			}
			x.After = sim.Duration(math.Inf(1))
			b.Logs = []models.Log{{Name: "l", Members: []int32{0, 1, 2}, Timeout: Constant(0.01), Changes: x}}
		}), func(o *models.Outcome) float64 { return float64(o.Logs[0].Changes) }, true},
		{"errors that users meet", broken(func(b *models.Blueprint, _ dist.Law) {
			b.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: 10, Bytes: 1, ErrorRate: 0.01 / Hour,
				ReadThrough: 30 * Hour, Scheme: models.Scheme{Data: 1, Global: 1}, Placer: placement.Blocks{},
				Rebuild: models.Rebuild{InPlace: true, Each: 1, Rate: 100}}}
		}), func(o *models.Outcome) float64 { return float64(o.Stores[0].Stumbled) }, false},
		{"recoveries", broken(func(b *models.Blueprint, law dist.Law) {
			b.Services = append(b.Services, b.Services[0], b.Services[0])
			of := func(i int) models.Party { return models.Party{Kind: models.OfService, Index: i} }
			b.Transactions = []models.Transaction{{Name: "x", Participants: []models.Party{of(0), of(1)}, Rate: 1,
				Recovery: law, TwoPhase: models.TwoPhase{Prepare: Constant(0), Timeout: 1, Decide: Constant(0)}}}
		}), func(o *models.Outcome) float64 { return o.Transactions[0].Refused }, true},
		{"transactions one by one", broken(func(b *models.Blueprint, law dist.Law) {
			b.Services = append(b.Services, b.Services[0], b.Services[0])
			of := func(i int) models.Party { return models.Party{Kind: models.OfService, Index: i} }
			b.Transactions = []models.Transaction{{Name: "x", Participants: []models.Party{of(0), of(1)}, Coordinator: of(2),
				Rate: 0.01, Singly: true, TwoPhase: models.TwoPhase{Prepare: law, Timeout: 100 * Hour, Decide: law}}}
		}), func(o *models.Outcome) float64 { return o.Transactions[0].Took }, false},
		{"strikes of overload", func(func(float64) dist.Law) *models.Blueprint {
			strain := Crash(100, 20)
			strain.Overload = &models.Overload{Rate: 0.01 / Hour, Above: 0.5, Steepness: 3}
			b := Fleet(20, Never, 200, strain)
			b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 15}}}
			return b
		}, lives, false},
	}
}

// outcomes plays a system n times, renewing it so many times on the way, and reads a number off each.
func outcomes(plan *world.Plan, seed uint64, n, renewals int, read func(o *models.Outcome) float64) []float64 {
	var xs []float64
	w, c := new(world.World), sim.NewCalendar()
	for i := range n {
		c.Reset()
		w.Reset(plan, seed, uint32(i))
		sim.Run(c, w, 0, sim.Options{})
		for k := 1; k <= renewals; k++ {
			sim.Resume(c, w, plan.End()*sim.Time(k)/sim.Time(renewals+1), sim.Options{})
			w.Renew(uint64(k))
		}
		sim.Resume(c, w, plan.End(), sim.Options{})
		xs = append(xs, read(w.Finish()))
	}
	return xs
}

// TestRenewedRunsFollowTheLaw would catch a wait that is drawn anew without its age, at a wrong one, or twice: a run
// that is renewed again and again has the law of one that is not. Means that differ by a few percent are noticed, and
// so is a law that forgets its age.
func TestRenewedRunsFollowTheLaw(t *testing.T) {
	if testing.Short() {
		t.Skip("needs its replications")
	}
	const n, renewals = 400, 15
	for _, p := range pendings() {
		plain := outcomes(Prepared(t, p.system(sure)), 1, n, 0, p.read)
		stattest.Check(t, p.name, sameMean(plain, outcomes(Prepared(t, p.system(sure)), 2, n, renewals, p.read)))
		if p.lawful {
			young := p.system(func(mean float64) dist.Law { return forgetful{sure(mean)} })
			stattest.Alarm(t, p.name, sameMean(plain, outcomes(Prepared(t, young), 2, n, renewals, p.read)))
		}
	}
}

// sameMean is the p-value of the null that two samples have the same mean.
func sameMean(a, b []float64) float64 {
	differences := make([]float64, len(a))
	for i := range a {
		differences[i] = a[i] - b[i]
	}
	return stattest.Mean(differences, 0)
}
