package verify

import (
	"math"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
)

// mistake is an error in a case's blueprint that the case must notice.
type mistake struct {
	name, mistake string
	change        func(*models.Blueprint)
}

// pipelineMistakes are errors on the way from a fault to its end.
var pipelineMistakes = []mistake{
	{"misled", "5 % fewer wrong", localized(errs5PercentLess)},
	{"misled", "innocents looked at for 5 % longer", localized(wastes5PercentMore)},
	{"ranked", "innocents looked at for 5 % longer", localized(wastes5PercentMore)},
	{"ladder", "verification 5 % longer", treated(func(t *models.Action) { t.Verify = slower{t.Verify, 1.05} })},
	{"ladder", "restarts a twentieth less sure", treated(func(t *models.Action) { t.Clears["down"] *= 0.95 })},
	{"ladder-permanent", "a third permanent", func(b *models.Blueprint) {
		b.Faults[0].Modes[0].Share, b.Faults[0].Modes[1].Share = 1.0/3, 2.0/3
	}},
	{"zone-outage-node-remedies", "a ladder that reaches zones", treated(func(t *models.Action) {
		t.Scope = models.Anywhere
	})},
	{"causes-apart", "replacements a tenth less sure", treated(func(t *models.Action) { t.Clears["disk"] *= 0.9 })},
	{"modes-ladder", "five per cent more disks", func(b *models.Blueprint) {
		b.Faults[0].Modes[0].Share, b.Faults[0].Modes[1].Share = 0.65, 0.35
	}},
	{"modes-repair", "five per cent more that are long", func(b *models.Blueprint) {
		b.Faults[0].Modes[0].Share, b.Faults[0].Modes[1].Share = 0.7, 0.3
	}},
	{"wrong-cause", "5 % fewer wrong", localized(errs5PercentLess)},
	{"levels-apart", "a restart that reaches racks", treated(func(t *models.Action) { t.Scope = models.Anywhere })},
	{"crash-loop", "pauses 5 % longer", func(b *models.Blueprint) {
		b.Recoverer = hesitant{b.Recoverer}
	}},
	{"relapse", "5 % more relapses", treated(func(t *models.Action) { t.Relapse *= 1.05 })},
	{"standby", "coverage 84 %", treated(func(t *models.Action) { t.Coverage = 0.84 })},
	{"standby-crew", "coverage 84 %", treated(func(t *models.Action) { t.Coverage = 0.84 })},
	{"standby-new", "coverage 84 %", treated(func(t *models.Action) { t.Coverage = 0.84 })},
	{"crew-constant", "exponential repairs", func(b *models.Blueprint) {
		b.Faults[0].Repair, _ = dist.NewExponential(2 * hour)
	}},
	{"crew-priority", "first come first served", func(b *models.Blueprint) { b.Crews[0].Dispatcher = nil }},
	{"crew-shortest", "first come first served", func(b *models.Blueprint) { b.Crews[0].Dispatcher = nil }},
	{"restore-shared", "5 % less bandwidth", func(b *models.Blueprint) { b.Pools[0].Rate *= 0.95 }},
	{"restore-shared", "no limit for each", func(b *models.Blueprint) { b.Pools[0].Each = math.Inf(1) }},
	{"store-shared", "5 % less bandwidth", func(b *models.Blueprint) { b.Pools[0].Rate *= 0.95 }},
	{"store-shared", "no limit for each", func(b *models.Blueprint) { b.Pools[0].Each = math.Inf(1) }},
	{"store-corrupted", "21 % of what a node has", func(b *models.Blueprint) { b.Faults[0].Corrupts = 0.21 }},
	{"store-room", "room for one fragment less on each node", func(b *models.Blueprint) {
		b.Stores[0].Room -= b.Stores[0].FragmentBytes()
	}},
	{"spares", "orders take 5 % longer", func(b *models.Blueprint) { b.Spares[0].Lead = slower{b.Spares[0].Lead, 1.05} }},
	{"spares-gamma", "orders of two", func(b *models.Blueprint) { b.Spares[0].Reorder = 1 }},
	{"shifts", "half an hour more every day", func(b *models.Blueprint) {
		for i := range b.Crews[0].Shifts {
			b.Crews[0].Shifts[i].To += 0.5 * hour
		}
	}},
	{"age-replacement", "5 % later", func(b *models.Blueprint) { b.Faults[1].AtAge *= 1.05 }},
	{"age-never", "after all", func(b *models.Blueprint) { b.Faults[1].AtAge = 60 * day }},
	{"shift-finish", "work stops", func(b *models.Blueprint) { b.Crews[0].Stops = true }},
	{"shift-stop", "work goes on", func(b *models.Blueprint) { b.Crews[0].Stops = false }},
	{"call-out", "5 % longer on the way", func(b *models.Blueprint) {
		b.Crews[0].CallOut = slower{b.Crews[0].CallOut, 1.05}
	}},
	{"probe-mistakes", "5 % fewer", dullDetector},
	{"probe-detection", "5 % later", dullDetector},
	{"probe-timeout", "5 % later", dullDetector},
	{"chen-mistakes", "5 % fewer", dullDetector},
	{"phi-exponential", "5 % later", dullDetector},
	{"phi-normal", "5 % later", dullDetector},
	{"quorum-mistakes", "5 % fewer", dullDetectors},
	{"quorum-detection", "5 % later", dullDetectors},
	{"monitoring-noise", "5 % fewer", dullDetector},
	{"scrub", "5 % later", dullDetector},
	{"burn-tenth", "5 % later", dullDetector},
	{"burn-all", "5 % later", dullDetector},
	{"node-death", "5 % later", dullDetector},
	{"swim", "5 % later", dullDetector},
	{"reports", "5 % later", dullDetectors},
	{"stalled-monitor", "lives 10 % longer", func(b *models.Blueprint) {
		lives5PercentLonger(b)
		lives5PercentLonger(b)
	}},
	{"deaf-member", "10 % longer", func(b *models.Blueprint) { b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.1} }},
	{"deaf-aware", "10 % longer", func(b *models.Blueprint) { b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.1} }},
	{"stalled-briefly", "5 % later", func(b *models.Blueprint) { b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.05} }},
	{"probation", "a relapse forgotten", func(b *models.Blueprint) { b.Recoverer = forgetful{b.Recoverer} }},
	{"needless", "5 % fewer errors", localized(errs5PercentLess)},
	{"backup", "5 % more lost", treated(func(t *models.Action) { t.Loses = slower{t.Loses, 1.05} })},
	{"standby-role", "coverage 84 %", treated(func(t *models.Action) { t.Coverage = 0.84 })},
	{"standby-active", "coverage 55 %", treated(func(t *models.Action) { t.Coverage = 0.55 })},
	{"crew-each", "repairs 5 % longer", func(b *models.Blueprint) {
		b.Faults[0].Repair = slower{b.Faults[0].Repair, 1.05}
	}},
	{"restore-grace", "a return 5 % later", func(b *models.Blueprint) {
		b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.05}
	}},
	{"batched", "lives 5 % longer", lives5PercentLonger},
	{"lazy", "5 % longer waits", func(b *models.Blueprint) { b.Recoverer = hesitant{b.Recoverer} }},
	{"log-majority", "a member less", func(b *models.Blueprint) {
		b.Logs[0].Members, b.Logs[0].Trips = b.Logs[0].Members[:4], nil
	}},
	{"log-election", "heartbeats a tenth of a second further apart", func(b *models.Blueprint) {
		b.Logs[0].Heartbeat += 0.1
	}},
	{"log-commit", "entries that are written", func(b *models.Blueprint) { b.Logs[1].Disk, _ = dist.NewConstant(0.002) }},
	{"needs-store", "writes of three", func(b *models.Blueprint) { b.Stores[0].Access.Write = 3 }},
	{"needs-two-nodes", "a is away 15 % longer", func(b *models.Blueprint) {
		b.Faults[0].Heals = slower{b.Faults[0].Heals, 1.15}
	}},
	{"importance-in-a-log", "c is away 15 % longer", func(b *models.Blueprint) {
		b.Faults[2].Repair = slower{b.Faults[2].Repair, 1.15}
	}},
	{"needs-groups", "nine of ten", func(b *models.Blueprint) { b.Services[0].Stores[0].AtLeast = 0.9 }},
	{"lock-crash", "renewed every second", func(b *models.Blueprint) { b.Services[0].Lock.Renew = 1 }},
	{"lock-log", "a deadline of 11 s", func(b *models.Blueprint) { b.Services[0].Lock.Deadline = 11 }},
	{"lock-hang", "renewed every three seconds", func(b *models.Blueprint) { b.Services[0].Lock.Renew = 3 }},
	{"log-sides", "a zone more that counts for nothing", func(b *models.Blueprint) {
		b.Faults[1].Symptom.Effect = models.Down
	}},
	{"log-cut", "one that hears and is not heard", func(b *models.Blueprint) {
		b.Faults[1].Symptom.Cut = models.Outbound
	}},
	{"standby-behind", "a standby a fifth farther behind", treated(func(t *models.Action) {
		t.Loses = slower{t.Loses, 1.2}
	})},
	{"store-group-loss", "repairs a fifth longer", func(b *models.Blueprint) {
		b.Faults[0].Repair = slower{b.Faults[0].Repair, 1.2}
	}},
	{"store-read-through", "users that read a fifth slower", func(b *models.Blueprint) { b.Stores[1].ReadThrough *= 1.2 }},
	{"log-members", "learning for 6 h", func(b *models.Blueprint) {
		b.Logs[0].Changes.CatchUp = slower{b.Logs[0].Changes.CatchUp, 1.5}
	}},
	{"log-members", "missed for 4 h", func(b *models.Blueprint) { b.Logs[2].Changes.After *= 4.0 / 3 }},
	{"log-members", "a leader that tells nobody", func(b *models.Blueprint) { b.Logs[4].Changes.Transfer = false }},
	{"log-partial", "a pre-vote", func(b *models.Blueprint) { b.Logs[1].PreVote = true }},
	{"store-diverges", "a fifth fewer keys", func(b *models.Blueprint) { b.Stores[0].Updates.Keys.Count = 80 }},
	{"store-diverges", "writes of two", func(b *models.Blueprint) { b.Stores[0].Access.Write = 2 }},
	{"store-sources", "two repairs of a source at a time", func(b *models.Blueprint) {
		b.Stores[0].Rebuild.PerSource = 2
	}},
	{"store-sides", "users outside", func(b *models.Blueprint) { b.Stores[0].From = nil }},
	{"two-phase", "decisions a tenth longer", func(b *models.Blueprint) {
		b.Transactions[0].TwoPhase.Decide, _ = dist.NewExponential(2.2)
	}},
	{"two-phase", "no recovery", func(b *models.Blueprint) { b.Transactions[0].Recovery = nil }},
	{"two-phase-locks", "a fifth fewer conflicts", func(b *models.Blueprint) {
		b.Transactions[0].TwoPhase.Conflicts *= 0.8
	}},
	{"two-phase-replicated", "a tenth fewer transactions", func(b *models.Blueprint) { b.Transactions[0].Rate *= 0.9 }},
	{"saga", "sagas that are resumed", func(b *models.Blueprint) { b.Transactions[0].Saga.Resumes = true }},
	{"saga", "compensations a tenth longer", func(b *models.Blueprint) {
		b.Transactions[0].Saga.Compensate, _ = dist.NewExponential(33)
	}},
	{"two-phase-singly", "votes waited for for a tenth longer", func(b *models.Blueprint) {
		b.Transactions[0].TwoPhase.Timeout *= 1.1
	}},
	{"two-phase-singly", "decisions a tenth longer", func(b *models.Blueprint) {
		b.Transactions[0].TwoPhase.Decide, _ = dist.NewExponential(4.4)
	}},
	{"saga-singly", "as a flow, which is not exact here", func(b *models.Blueprint) { b.Transactions[0].Singly = false }},
	{"saga-singly", "sagas that are resumed", func(b *models.Blueprint) { b.Transactions[0].Saga.Resumes = true }},
	{"spares-lots", "an order a part later", func(b *models.Blueprint) { b.Spares[0].Reorder-- }},
	{"repair-minimal", "a tenth of the age undone", keeps(0.9)},
	{"repair-kijima1", "55 % kept", keeps(0.55)},
	{"repair-kijima2", "55 % kept", keeps(0.55)},
	{"bathtub", "lives 5 % longer", lives5PercentLonger},
	{"age-table", "lives 5 % longer", lives5PercentLonger},
	{"cascade", "5 % more triggered", func(b *models.Blueprint) { b.Faults[0].Triggers.Ratio *= 1.05 }},
	{"alarm-storm", "1 % grouped", func(b *models.Blueprint) { b.Correlator = groups(0.01) }},
	{"storm-crew", "5 % grouped", func(b *models.Blueprint) { b.Correlator = groups(0.05) }},
	{"alarm-grouped", "79 % grouped", func(b *models.Blueprint) { b.Correlator = groups(0.79) }},
}

// erring changes the answers of a localizer.
type erring struct {
	models.Localizer
	change func(*models.Odds)
}

func (l erring) Diagnose(x models.Alarm) models.Odds {
	o := l.Localizer.Diagnose(x)
	l.change(&o)
	return o
}

func localized(change func(*models.Odds)) func(*models.Blueprint) {
	return func(b *models.Blueprint) { b.Localizers[0] = erring{b.Localizers[0], change} }
}

func errs5PercentLess(o *models.Odds)   { o.Right = 1 - 0.95*(1-o.Right) }
func wastes5PercentMore(o *models.Odds) { o.Wasted = slower{o.Wasted, 1.05} }

// botched changes the treatments of a recoverer, which may also mitigate.
type botched struct {
	models.Recoverer
	change func(*models.Action)
}

func (r botched) Actions() []models.Action {
	all := r.Recoverer.Actions()
	for i := range all {
		r.change(&all[i])
	}
	return all
}

func (r botched) Mitigate(v models.View, about models.ComponentID, dst []models.Relief) []models.Relief {
	if m, ok := r.Recoverer.(models.Mitigator); ok {
		return m.Mitigate(v, about, dst)
	}
	return dst
}

func treated(change func(*models.Action)) func(*models.Blueprint) {
	return func(b *models.Blueprint) { b.Recoverer = botched{b.Recoverer, change} }
}

// hesitant waits for longer.
type hesitant struct{ models.Recoverer }

func (r hesitant) Recover(v models.View, x models.Suspect) models.Decision {
	d := r.Recoverer.Recover(v, x)
	d.After *= 1.05
	return d
}

// forgetful knows nothing of earlier treatments.
type forgetful struct{ models.Recoverer }

func (forgetful) Remembers() bool { return false }

func (forgetful) Probation(models.Suspect) sim.Duration { return 0 }

// groups is a correlator that groups a share of the alarms.
type groups float64

func (g groups) Joins(sim.Duration) float64 { return float64(g) }

func dullDetectors(b *models.Blueprint) {
	for i := range b.Watches {
		b.Watches[i].Detector = dull{b.Watches[i].Detector}
	}
}

// keeps changes how much of a component's age a repair leaves.
func keeps(share float64) func(*models.Blueprint) {
	return func(b *models.Blueprint) {
		f := b.Faults[0].Failure.(failure.Imperfect)
		f.Kept = share
		b.Faults[0].Failure = f
	}
}
