package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/models/failure"
	"nines/sim/rng"
	"nines/sim/unit"
)

// typicalPace is how many events a processor plays per second, for estimates of time.
const typicalPace = 3e6

// perYear estimates how often a fault strikes, over all its targets, and how many of those are known in advance. The
// time to restore counts with hands-on work or healing alone, where somebody is hit.
func perYear(b *models.Blueprint, f *models.Fault) float64 {
	switch x := f.Failure.(type) {
	case failure.Renewal:
		total, fails, hits := 0.0, 0.0, math.NaN()
		age, lasts := b.RenewedAt(f)
		for _, target := range f.Targets { // of which most are alike
			if now := hitting(b, f, target); now != hits {
				hits = now
				fails, _ = failure.Renewed(x.Life, float64(age), hits*restore(f), float64(lasts))
			}
			total += float64(unit.Year) * fails
		}
		if f.Triggers != nil {
			total /= 1 - f.Triggers.Ratio
		}
		return total
	case failure.Imperfect:
		return float64(len(f.Targets)) * x.Expected(float64(b.End()), restore(f)) * float64(unit.Year) / float64(b.End())
	case models.Cyclic:
		every, _ := x.Cycle()
		return float64(len(f.Targets)) * float64(unit.Year) / float64(every)
	case failure.Replacement:
		of := &b.Faults[f.Renews[0]]
		lives, _ := failure.LivesOf(of.Failure)
		_, replaced := failure.Renewed(lives.Life, float64(f.AtAge), restore(of), float64(x.Lasts))
		return float64(len(f.Targets)) * float64(unit.Year) * replaced
	case failure.Resampled:
		return x.Expected(float64(unit.Year))
	case failure.Known:
		return float64(x.Before(b.End())) * float64(unit.Year) / float64(b.End())
	}
	return math.NaN()
}

// hitting is the chance that a strike on a target hits anybody.
func hitting(b *models.Blueprint, f *models.Fault, target models.ComponentID) float64 {
	first, last := b.Topology.Span(target)
	return (1 - f.Good) * (1 - f.HitsNone(int(last-first), 1))
}

// incidentsPerYear estimates how many incidents a fault makes: strikes that hit nobody are none, and where each node is
// repaired by itself every node that is hit is one.
func incidentsPerYear(b *models.Blueprint, f *models.Fault) float64 {
	each := 0.0 // of a strike, over all targets
	for _, target := range f.Targets {
		first, last := b.Topology.Span(target)
		if f.Each {
			each += f.MeanHit(int(last-first)) * (1 - f.Good)
		} else {
			each += hitting(b, f, target)
		}
	}
	return perYear(b, f) * each / float64(len(f.Targets))
}

// restore is the mean time of mending, with 0 for modes where that is infinite: the least that it can take.
func restore(f *models.Fault) float64 {
	mean := 0.0
	for m := range f.Kinds() {
		mode := f.Mode(m)
		if in := mode.Mending(); !math.IsInf(in, 1) {
			mean += mode.Share * in
		}
	}
	return mean
}

// estimate estimates the events of one replication, and its work.
//
// Events are for each incident its onset, its end and a diagnosis that takes time, for each node that it holds a change
// of mind at either end, by every detector that notices it and needs time to, two for each false suspicion, two for
// each request that is played by itself, one for each such transaction, three for each latent error, one for each
// fragment of data that a fault destroys, and changed for each turn of the members of a log. What goes wrong on the way
// to a repair, tries again, and the couple of hundred events by which a run is sampled, are left out: it is the least
// that a replication takes.
//
// Its work are those, of transactions a third, and the nodes that one event changes together with another, each of
// which takes about as long as an event. One fault of a fleet of 100,000 nodes is two events, and the work of 200,000.
// A fragment that is made anew is that of remade events, and one that is placed at the start that of laid.
// Cost: O(targets of faults × nodes).
func estimate(b *models.Blueprint) (e toil) {
	leaves, together := float64(len(b.Topology.Leaves)), 0.0
	for i := range b.Faults {
		f := &b.Faults[i]
		strikes := perYear(b, f) * float64(b.End()) / float64(unit.Year)
		harmful := 1 - f.Good
		each := 1 + harmful*(1+locating(b)) + 2*harmful*b.MeanHit(f)*watching(b, f.Symptom)
		for d := range b.Watches {
			w := &b.Watches[d]
			each += 2*scenario.Convicted(b, f, w) + 3*scenario.Accused(b, f, w)
			together += 2 * strikes * scenario.Stops(b, f, w) * leaves
		}
		if e.events += strikes * each; strikes*each > e.most {
			e.busiest, e.most, e.strikes = f.Name, strikes*each, strikes
		}
		copies := strikes * harmful * destroyed(b, f)
		e.rebuilds += copies
		together += (remade - 1) * copies
		if !f.Each {
			together += 2 * strikes * harmful * besides(b, f)
		}
	}
	for _, w := range b.Watches {
		e.events += 2 * scenario.Mistakes(w, float64(b.End())) * leaves
	}
	e.requests, e.windows = 2*scenario.Played(b), b.Glimpses != nil
	for i := range b.Stores {
		e.errors += 3 * b.Stores[i].ErrorsPerTime() * float64(b.End())
		together += laid * fragmentsOf(&b.Stores[i])
	}
	e.transactions = scenario.Transacted(b)
	for i := range b.Logs {
		if x := b.Logs[i].Changes; x != nil && x.Every > 0 {
			e.events += changed * float64(b.End()) / float64(x.Every)
		}
	}
	e.events += e.requests + e.errors + e.rebuilds + e.transactions
	e.work = e.events - e.transactions*2/3 + together
	return e
}

// changed is how many events a turn of a member of a log takes at least: its own, and that a node has learned.
const changed = 2

// How many events make as much work as a fragment that is made anew, and one that is placed.
const (
	remade = 8
	laid   = 0.2
)

// fragmentsOf is how many fragments a store has.
func fragmentsOf(s *models.Store) float64 { return float64(s.Groups) * float64(s.Scheme.Fragments()) }

// destroyed is how many fragments a strike of a fault destroys that does harm, on average over its targets, where all
// nodes of a store have as many.
func destroyed(b *models.Blueprint, f *models.Fault) (fragments float64) {
	if !f.Destroys {
		return 0
	}
	for i := range b.Stores {
		s := &b.Stores[i]
		hit := 0.0
		for _, target := range f.Targets {
			first, last := b.Topology.Span(target)
			own := 0.0
			for leaf := first; leaf < last; leaf++ {
				if slices.Contains(s.Classes, int(b.Topology.Leaves[leaf].Class)) {
					own++
				}
			}
			hit += own / float64(last-first) * f.MeanHit(int(last-first)) / float64(len(f.Targets))
		}
		fragments += hit * fragmentsOf(s) / float64(b.Topology.Count(s.Classes...))
	}
	return fragments
}

// toil is what a replication takes.
type toil struct {
	events, work  float64
	busiest       string  // the fault that makes the most events
	most, strikes float64 // its events and its strikes
	requests      float64 // events of requests
	transactions  float64 // that are played one by one
	errors        float64 // those of latent errors, each of which comes, is found and made good
	rebuilds      float64 // those of fragments that faults destroy
	windows       bool    // in which alone requests are played
}

// tedious is how long the fewest replications that a run is asked for may take before somebody is told beforehand, in
// seconds on one processor.
const tedious = 120

// long warns of a run that takes long whatever is found, as that of a component which is replaced every second.
func (a *app) long(system outline) {
	a.overspent(system)
	least := float64(system.run.Replications.Min)
	if takes := least * system.work / typicalPace; takes > tedious {
		most, come, remedy := system.most, fmt.Sprintf("faults.%s, which strikes about %s times in each", system.busiest,
			countOf(system.strikes)), "make it rarer"
		if system.requests > most {
			most, come = system.requests, fmt.Sprintf("%s requests, each of which is played", countOf(system.requests/2))
			remedy = "play them at fidelity: windows, or carry them at fidelity: flow"
			if system.windows {
				remedy = "play fewer windows, or shorter ones"
			}
		}
		if system.transactions > most {
			most, come = system.transactions, fmt.Sprintf("%s transactions, each of which is played",
				countOf(system.transactions))
			remedy = "carry them at fidelity: flow"
		}
		if system.errors > most {
			most, come = system.errors, fmt.Sprintf("%s latent errors in stores", countOf(system.errors/3))
			remedy = "make them rarer"
		}
		if system.rebuilds > most {
			most, come = system.rebuilds, fmt.Sprintf("%s fragments of data that are made anew", countOf(system.rebuilds))
			remedy = "have fewer and larger groups"
		}
		a.warn("%s of %s events each take some %s on one processor, whatever the budget: %.0f %% of the events come of "+
			"%s; %s, or simulate a shorter horizon or fewer replications (--replications), or say how long it may take "+
			"(--max-wall)", plural(int(least), "replication"), countOf(system.events), unit.Duration(takes).Human(),
			100*most/system.events, come, remedy)
	}
}

// overspent warns of a budget that ends nothing, as the least number of replications is played whatever it says.
func (a *app) overspent(system outline) {
	run, usual := system.run, scenario.UsualBudget
	least := plural(int(run.Replications.Min), "replication")
	switch work := float64(run.Replications.Min) * system.work; {
	case run.Budget == usual:
	case run.Precision == nil:
		a.warn("run.budget of %s events changes nothing: without a precision %s are played, no more and no fewer; say how "+
			"precise the result is to be, as with --precision unavailability:10%%, or set run.replications.min", run.Budget,
			least)
	case work > float64(run.Budget):
		a.warn("run.budget of %s events is less than %s take, about %s, and so many are played in any case: it ends "+
			"there, however precise the result is; raise it, or lower run.replications.min", run.Budget, least,
			countOf(work))
	}
}

// besides is how many nodes a strike of a fault hits beyond the first, on average over its targets.
func besides(b *models.Blueprint, f *models.Fault) float64 {
	nodes := 0.0
	for _, target := range f.Targets {
		first, last := b.Topology.Span(target)
		nodes += max(0, f.MeanHit(int(last-first))-1) / float64(len(f.Targets))
	}
	return nodes
}

// locating is 1 where a diagnosis takes time, else 0.
func locating(b *models.Blueprint) float64 {
	probe := rng.Open(rng.Key{})
	if b.Localizers[0].Diagnose(models.Alarm{Symptom: b.Faults[0].Symptom, Nodes: 1}).Takes.Sample(&probe) > 0 {
		return 1
	}
	return 0
}

// watching is how many detectors notice a symptom on a node, not at once.
func watching(b *models.Blueprint, x models.Symptom) float64 {
	n := 0.0
	probe := rng.Open(rng.Key{})
	for d := range b.Watches {
		if w := b.Watches[d].Detector; w.Sees(x) > 0 && w.Delay(x).Anytime(&probe) > 0 {
			n += w.Sees(x)
		}
	}
	return n
}

// spends says how many events and how much time a replication takes.
func spends(b *models.Blueprint) string {
	e := estimate(b)
	return fmt.Sprintf("about %s events a replication, some %s on one processor", countOf(e.events),
		unit.Duration(e.work/typicalPace).Human())
}

// countOf rounds a number of events to three digits: "8,860", "2.83 M".
func countOf(x float64) string {
	if x >= 1e6 {
		return unit.SI(x)
	}
	step := math.Pow(10, math.Max(0, math.Floor(math.Log10(math.Max(x, 1)))-2))
	return whole(int(math.Ceil(x/step) * step))
}

// stopRule says how many replications are played.
func stopRule(run scenario.RunSpec) string {
	if run.Precision == nil {
		return plural(int(run.Replications.Min), "replication")
	}
	var goals []string
	for _, g := range run.Precision.Goals() {
		goals = append(goals, fmt.Sprintf("%s is known to ±%s", result.Words(g.Metric), g.Relative.Percent()))
	}
	until := "until " + strings.Join(goals, " and ")
	if run.Replications.Max > 0 {
		return fmt.Sprintf("%s to %s replications, %s", whole(int(run.Replications.Min)), whole(int(run.Replications.Max)),
			until)
	}
	return fmt.Sprintf("%s replications or more, %s, for at most %s events", whole(int(run.Replications.Min)), until,
		run.Budget)
}

// outline is what is known of a configuration before it is played, without the system itself, which may be large.
type outline struct {
	name  string
	hash  string
	run   scenario.RunSpec
	parts int      // components and fault processes, which a worker holds in memory
	files []string // of data that it reads
	toil           // of one replication
}

func outlineOf(name string, s *scenario.Scenario) outline {
	return outline{name, s.Hash, s.Spec.Run, partsOf(s.Blueprint), s.Files, estimate(s.Blueprint)}
}

// dryRun says what an experiment would do.
func (a *app) dryRun(w *workspace, systems []outline, format string) error {
	g := &grid{header: []string{"configuration", "replications", "events a replication"}}
	events, work := 0.0, 0.0
	for _, s := range systems {
		events += s.events * float64(s.run.Replications.Min)
		work += s.work * float64(s.run.Replications.Min)
		g.add(s.name, stopRule(s.run), "about "+countOf(s.events))
	}
	if format != "text" {
		return g.write(a.out, format, a.ink)
	}
	fmt.Fprintf(a.out, "%s of %s into %s\n", w.manifest.Verb, w.manifest.Scenario, cleaned(slashed(w.dir)))
	if err := g.text(a.out, "  ", a.ink); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s, about %s events at least, some %s on one processor\n", plural(len(systems), "configuration"),
		countOf(events), unit.Duration(work/typicalPace).Human())
	return nil
}
