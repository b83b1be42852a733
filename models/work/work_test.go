package work_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// once is a fault of the first node alone, an hour after each success.
func once(symptom models.Symptom) models.Fault {
	return models.Fault{
		Name: "a", Targets: []models.ComponentID{1}, Failure: failure.Renewal{Life: Constant(1)}, Symptom: symptom,
		Hits: 1, Crew: -1, Spare: -1,
	}
}

// TestDrag would catch a restore that costs users nothing, or more than its use of the bandwidth: one of ten nodes is
// restored at half the bandwidth for two of every three hours, and takes half of 40 % of the throughput of the others,
// which are sent just as much as they can serve.
func TestDrag(t *testing.T) {
	b := Fleet(10, Never, 300, once(models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}))
	b.Pools = []models.Pool{{Name: "copy", Rate: 10, Each: 5, Drag: 0.4}}
	b.Recoverer = Surely(models.Action{Name: "restore", Pool: "copy", Data: 2 * 5 * float64(Hour)})
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 9}}}
	o := First(t, b)
	if got, want := o.Flows[0].Lost, 100*2*float64(Hour)*9*0.2; math.Abs(got/want-1) > 1e-9 {
		t.Errorf("%g requests lost, want %g", got, want)
	}
	p := o.Pools[0]
	moved := 100 * 2 * 5 * float64(Hour)
	if p.Jobs != 100 || math.Abs(p.Moved/moved-1) > 1e-9 || p.Busy != 200*float64(Hour) {
		t.Errorf("%+v, want 100 copies of 2 h", p)
	}
}

// TestOffline would catch work that leaves in service what it takes out, or leaves it out when it is over: a slow node
// is worked on for half of every hour and a half, verified for another quarter, and is slow at no other time.
func TestOffline(t *testing.T) {
	slow := models.Symptom{Effect: models.Slow, Slow: 4}
	for offline, down := range map[bool]float64{false: 0, true: 100 * 0.75} {
		b := Fleet(2, models.Rule{Nodes: 2}, 175, once(slow))
		b.Recoverer = Surely(models.Action{Name: "x", Takes: Constant(0.5), Verify: Constant(0.25), Offline: offline})
		o := First(t, b)
		f := &o.Faults[0]
		if math.Abs(o.Fleet.Down/float64(Hour)-down) > 1e-6 || math.Abs(f.Spent[models.Verifying]/float64(Hour)-25) > 1e-6 {
			t.Errorf("offline %v: %g node-hours down, %g verifying", offline, o.Fleet.Down/Hour, f.Spent[models.Verifying]/Hour)
		}
	}
}

// TestInnocents would catch innocents that stay in service while they are worked on, or a culprit that comes back with
// them: one of ten nodes is down for the hour of the search, the hour that an innocent is out too, and its own repair.
func TestInnocents(t *testing.T) {
	fault := once(models.Symptom{Effect: models.Down, Loss: 1, Slow: 1})
	fault.Repair = Constant(1)
	b := Fleet(10, Never, 400, fault)
	b.Localizers = []models.Localizer{sleuth{}}
	// The innocent holds half of the second hour of three of a service that needs all, of the one of which needs nine.
	for needs, down := range map[int]float64{10: 3, 9: 1, 8: 0} {
		b.Services[0].Rule = models.Rule{Nodes: needs}
		s := First(t, b).Services[0]
		vain := 50 * float64(min(down, 1))
		if math.Abs(s.Downtime/float64(Hour)-100*down) > 1e-6 || math.Abs(s.InVain/float64(Hour)-vain) > 1e-6 {
			t.Errorf("with %d nodes needed %g h down, %g of them in vain, want %g", needs, s.Downtime/float64(Hour),
				s.InVain/float64(Hour), vain)
		}
	}
	b.Services[0].Rule = Never
	o := First(t, b)
	f := &o.Faults[0]
	if f.Incidents != 100 || f.Misled != 100 || f.Treatments != 100 {
		t.Errorf("%d incidents, %d innocents, %d treatments", f.Incidents, f.Misled, f.Treatments)
	}
	if got := o.Fleet.Down / Hour; math.Abs(got-100*(3+1)) > 1e-6 || math.Abs(f.Spent[models.Locating]/Hour-200) > 1e-6 {
		t.Errorf("%g node-hours down, %g h of search", got, f.Spent[models.Locating]/Hour)
	}
	if at := o.Fleet.Times; math.Abs(at[2]-100*float64(Hour)) > 1e-3 {
		t.Errorf("%v s with 0, 1, 2 nodes down", at)
	}
}

// sleuth takes an hour and names one innocent first.
type sleuth struct{}

func (sleuth) Diagnose(models.Alarm) models.Odds {
	return models.Odds{Takes: models.Wait{Plus: Hour}, Named: 1, Right: 1, Before: Innocents(1)}
}

// TestFalseAlarms would catch false alarms that nobody looks into, or treatments of the healthy that cost nothing:
// nodes that never fail are accused now and then, and every second time treated for an hour.
func TestFalseAlarms(t *testing.T) {
	b := Fleet(50, Never, 10_000)
	b.Watches[0].Detector = Watcher{
		Notices: Constant(1), Trusts: Constant(1), Errs: Erring(Exponential(100), Constant(10)),
	}
	b.Localizers = []models.Localizer{doubter{}}
	b.Recoverer = Surely(models.Action{Name: "restart", Takes: Constant(1), Offline: true})
	var needless, down, causes []float64
	b.Services[0].Rule = models.Rule{Nodes: 50}
	Replicate(t, b, 40, func(o *models.Outcome) {
		n := float64(o.Cases.FalseAlarms)
		needless = append(needless, float64(o.Cases.Needless)-n/2)
		down = append(down, o.Fleet.Down/Hour-float64(o.Cases.Needless))
		s := &o.Services[0]
		causes = append(causes, s.ByFault[len(b.Faults)]/s.Downtime)
		if math.Abs(s.InVain/s.Downtime-1) > 1e-9 {
			t.Errorf("%g of %g s of downtime in vain", s.InVain, s.Downtime)
		}
	})
	stattest.Check(t, "treated", stattest.Mean(needless, 0))
	for i := range down {
		if math.Abs(down[i]) > 2 || causes[i] != 1 {
			t.Errorf("%g node-hours down for other reasons; %g of the downtime is due to false alarms", down[i], causes[i])
		}
	}
}

// doubter takes a false alarm for real every second time.
type doubter struct{}

func (doubter) Diagnose(models.Alarm) models.Odds {
	return models.Odds{Takes: models.Wait{Plus: Hour}, Named: 1, Right: 0.5}
}

// TestDrain would catch work that goes on flowing to a drained node, or never comes back: nobody else takes it out of
// the balancer's sight, and half of what a lossy node is sent is lost until it is.
func TestDrain(t *testing.T) {
	lossy := once(models.Symptom{Effect: models.Lossy, Loss: 0.5, Slow: 1})
	lossy.Repair = Constant(2)
	b := Fleet(10, Never, 300, lossy)
	b.Watches[0].Mute = true
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 5}}}
	b.Recoverer = drainer{models.Action{Name: "drain", Takes: Constant(0.5), Drains: true}}
	if got, want := First(t, b).Flows[0].Lost, 100*0.5*float64(Hour)*5*0.1*0.5; math.Abs(got/want-1) > 1e-9 {
		t.Errorf("%g requests lost, want %g", got, want)
	}
}

// drainer does something at the alarm and then repairs.
type drainer struct{ at models.Action }

func (r drainer) Actions() []models.Action { return []models.Action{r.at} }

func (drainer) Mitigate(_ models.View, _ models.ComponentID, dst []models.Relief) []models.Relief {
	return append(dst, models.Relief{})
}

func (drainer) Recover(models.View, models.Suspect) models.Decision {
	return models.Decision{Action: models.Repair}
}

// TestRoles would catch a role that everybody has or nobody gets, a switchover that is not waited for, and a gap that
// outlasts the incident: the first of three nodes fails every other hour for an hour; moving the role takes a quarter.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		active          int
		coverage        float64
		outages         int
		downtime, takes float64 // hours
	}{
		{1, 1, 1, 0.25, 0.25}, {0, 1, 50, 12.5, 0.25}, {1, 0, 50, 50, 0.25}, {0, 0, 50, 50, 0.25}, {0, 1, 0, 0, 0},
	} {
		fault := once(models.Symptom{Effect: models.Down, Loss: 1, Slow: 1})
		fault.Repair = Constant(1)
		b := Fleet(3, Never, 100, fault)
		move := models.Action{Name: "failover", Takes: Constant(c.takes), Service: "api", Active: c.active,
			Coverage: c.coverage}
		b.Recoverer = drainer{move}
		o := First(t, b)
		s := &o.Services[0]
		Near(t, "switchovers", o.Faults[0].Spent[models.Switching], float64(c.outages)*c.takes*Hour)
		if s.Outages != c.outages || math.Abs(s.Downtime/Hour-c.downtime) > 1e-6 || s.Downtime != Total(s.ByFault) {
			t.Errorf("%+v: %d outages, %g h", c, s.Outages, s.Downtime/Hour)
		}
	}
}

// TestPlannedRole would catch a role that is not handed over before its holder goes away.
func TestPlannedRole(t *testing.T) {
	b := Fleet(2, models.Rule{Nodes: 1}, 100, Upkeep(5, 10, 2, 0, 1))
	b.Recoverer = drainer{models.Action{Name: "fail over", Service: "api", Active: 1, Coverage: 1}}
	Replicate(t, b, 1, func(o *models.Outcome) {
		if o.Services[0].Downtime > 0 {
			t.Errorf("down for %g s", o.Services[0].Downtime)
		}
	})
}

// TestRoleLostLater would catch a role that goes on when a later stage of a rollout takes its holder down. A tenth of
// the nodes are reached at once and half of them after 1 h. The alarm comes after 1.5 h, and moving the role takes 1
// h: the service is down for 2.5 h where the first stage has reached the holder, and for 1.5 h where the second has.
func TestRoleLostLater(t *testing.T) {
	release := Lasting("release", Constant(100), nil)
	release.Heals, release.Targets = Constant(10), []models.ComponentID{models.Fleet}
	release.Course = Growing([]float64{0.1, 0.5, 1}, 1, 2)
	b := Fleet(100, models.Rule{Nodes: 1}, 150, release)
	b.Watches[0].Detector = Watcher{Notices: Constant(1.5), Trusts: Constant(0)}
	b.Recoverer = drainer{models.Action{Name: "failover", Takes: Constant(1), Service: "api", Active: 1, Coverage: 1}}
	down := Collect(t, b, 400, func(o *models.Outcome) float64 { return o.Services[0].Downtime / Hour })
	stattest.Check(t, "downtime", stattest.Mean(down, 0.1*2.5+0.4*1.5))
	stattest.Alarm(t, "that of the first stage alone", stattest.Mean(down, 0.1*2.5))
}

// TestRoleHandedOver would catch a role that stays with a node which is taken out of service for work: the holder is
// slow from 1 h on and out of service until 3 h, while it also crashes. With a standby nobody notices; without one the
// service is down for as long as the work takes, or until the standby is back from a crash of its own.
func TestRoleHandedOver(t *testing.T) {
	move := models.Action{Name: "failover", Service: "api", Active: 1, Coverage: 1}
	reboot := Surely(models.Action{Name: "reboot", Takes: Constant(2), Offline: true}).Actions()[0]
	for name, c := range map[string]struct {
		nodes   int
		crashes [][]float64 // of nodes 1, 2, for an hour and a half
		down    float64     // hours
	}{
		"a standby":            {2, [][]float64{{1.25}, nil}, 0},
		"no standby":           {1, [][]float64{nil}, 2},
		"a standby comes back": {2, [][]float64{nil, {0.5}}, 1},
	} {
		b := Fleet(c.nodes, Never, 10)
		targets := []models.ComponentID{1, 2}[:c.nodes]
		b.Faults = []models.Fault{Scripted("slow", At(1), SlowBy(4), 20, 1),
			Scripted("crash", Script{Hours: c.crashes}, Dead, 1.5, targets...)}
		b.Recoverer = slowRebooter{reboot: []models.Action{move, reboot}}
		s := &First(t, b).Services[0]
		Near(t, "downtime with "+name, s.Downtime, c.down*Hour)
	}
}

// slowRebooter reboots what is slow and has people repair the rest; nobody fails over.
type slowRebooter struct{ reboot []models.Action }

func (r slowRebooter) Actions() []models.Action { return r.reboot }

func (r slowRebooter) Recover(_ models.View, x models.Suspect) models.Decision {
	if x.Effect == models.Slow {
		return models.Decision{Action: 1}
	}
	return Repair
}

// TestStandbyIsTrusted would catch a role that goes to a node which is suspected though it is up: the first node, which
// has it, crashes at 2 h, while the second is slow. Whoever has it after the switchover, half an hour later, is known
// from the outage when the third crashes at 4 h: by then the first, which is back, stands by.
func TestStandbyIsTrusted(t *testing.T) {
	b := Fleet(3, Never, 10)
	b.Faults = []models.Fault{Scripted("slow", At(1), SlowBy(4), 20, 2),
		Scripted("crash", Script{Hours: [][]float64{{2}, {4}}}, Dead, 1, 1, 3)}
	move := Surely(models.Action{Name: "failover", Takes: Constant(0.5), Service: "api", Active: 1, Coverage: 1})
	b.Recoverer = Helper{Decider: NewDecider(nil, move.Actions(), Repair), First: models.Relief{}}
	s := &First(t, b).Services[0]
	Near(t, "downtime", s.Downtime, 2*0.5*Hour)
	if s.Outages != 2 {
		t.Errorf("%d outages, want one for each holder that crashed", s.Outages)
	}
}

// TestRolesWaitForTheSwitch would catch a role that moves when something else is over, before its switchover is: the
// first of three nodes crashes at 2 h, and the role moves to the second by 3 h; a repair of the third ends at 2:30.
func TestRolesWaitForTheSwitch(t *testing.T) {
	b := Fleet(3, Never, 10)
	b.Faults = []models.Fault{Scripted("slow", At(1.5), SlowBy(4), 1, 3), Scripted("crash", At(2), Dead, 4, 1)}
	move := Surely(models.Action{Name: "failover", Takes: Constant(1), Service: "api", Active: 1, Coverage: 1})
	b.Recoverer = Helper{Decider: NewDecider(nil, move.Actions(), Repair), First: models.Relief{}}
	Near(t, "downtime", First(t, b).Services[0].Downtime, Hour)
}

// TestRelapseOfSome would catch a fault that is back on all its nodes because one of them was put right, though it
// still holds another: each of two nodes is a case of its own. The first is cured at 1:30, which does not last for an
// hour; the second is repaired by 7 h, and only then the fault strikes again, when its life is over.
func TestRelapseOfSome(t *testing.T) {
	f := Scripted("shock", At(1, 8), Dead, 6, models.Fleet)
	f.Each = true
	b := Fleet(2, Never, 9)
	b.Faults = []models.Fault{f}
	x := cure()
	x.Relapse, x.Relapses = 1, Constant(1)
	b.Recoverer = NewDecider(nil, []models.Action{x}, models.Decision{}, Repair)
	if got, want := Story(t, b, models.Begins), []float64{1, 1, 8, 8}; !slices.Equal(got, want) {
		t.Errorf("nodes are hit at %v h, want %v", got, want)
	}
}
