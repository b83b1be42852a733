package main

import (
	"fmt"
	"math"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

// usersLose enters what users of logs and stores lose without a service of theirs being down for it, where that is more
// than the downtime of the main service.
func (t *telling) usersLose() {
	down := 0.0
	if e := t.downtimeOf(&t.shown); e != nil {
		down = e.Mean
	}
	for _, kind := range []string{"log", "data"} {
		for _, name := range scopesOf(t.one.summary.Estimates, kind) {
			for _, metric := range []string{"data_loss", "unreadable", "unwritable"} {
				e := t.one.find(metric, kind+":"+name)
				if e == nil || boundOf(e) != neither || !(e.Mean*float64(unit.Year) > down) {
					continue
				}
				t.userLoss(name, kind, e)
			}
		}
	}
}

// userLoss enters one of these: a share of the time, or of the data over time, as a time per year.
func (t *telling) userLoss(name, kind string, e *result.Estimate) {
	label := name + " " + result.Words(e.Metric)
	if e.Metric == "data_loss" {
		t.number(label, e, "")
		return
	}
	perYear := *e
	perYear.Metric, perYear.Unit = "downtime", "s/y"
	for _, x := range []*float64{&perYear.Mean, &perYear.Low, &perYear.High} {
		*x *= float64(unit.Year)
	}
	note := "of each item, on average"
	if kind == "log" {
		note = "entries are not committed, or not in time" + t.one.parted(name)
	}
	t.number(label, &perYear, note)
	if t.mainName() != "fleet" {
		point, _ := pointAndInterval(&perYear)
		t.reason(fmt.Sprintf("What users of %s lose is more than the downtime: %s %s, %s.", name, result.Words(e.Metric),
			point, note))
	}
}

// parted says what the time is made of in which a log is not written in time.
func (r *report) parted(log string) string {
	var parts []string
	for _, x := range []struct{ metric, words string }{{"leaderless", "without a leader"},
		{"slow_leader", "under a slow leader"}} {
		if e := r.find(x.metric, "log:"+log); e != nil && e.Mean > 0 {
			s := scaleFor("s/y", e.Mean*float64(unit.Year))
			parts = append(parts, s.text(e.Mean*float64(unit.Year))+" "+x.words)
		}
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// kept says of each store whether data was lost, in sentences; "" without stores.
func (t *telling) kept() string {
	var parts []string
	for _, name := range scopesOf(t.one.summary.Estimates, "data") {
		e := t.one.find("data_loss", "data:"+name)
		if e == nil || math.IsNaN(e.Mean) {
			continue
		}
		length := human(t.horizon(&t.shown))
		point, interval := pointAndInterval(e)
		switch {
		case neverSeen(e):
			parts = append(parts, fmt.Sprintf("%s lost no data in %s of %s each: with %s confidence the chance of any loss in "+
				"such a time is at most %s.", name, plural(e.N, "replication"), length, t.confidence(),
				strings.TrimPrefix(point, "≤ ")))
		case e.Mean == 0:
			parts = append(parts, name+" lost no data.")
		default:
			parts = append(parts, fmt.Sprintf("%s lost some data in %s (%s) of runs of %s.", name, point, interval, length))
		}
	}
	return strings.Join(parts, " ")
}

// lossesAt say of each store at how many points data was lost.
func (t *telling) lossesAt(x *field) (texts []string) {
	for _, name := range scopesOf(t.summary.Estimates, "data") {
		var lost []string
		highest, known := 0.0, 0
		for i, point := range x.points {
			e := findIn(point, "data_loss", "data:"+name)
			switch {
			case e == nil || math.IsNaN(e.Mean):
				continue
			case e.Mean > 0:
				lost = append(lost, x.name(i))
			}
			known++
			highest = math.Max(highest, e.High)
		}
		if known == 0 {
			continue
		}
		of := fmt.Sprintf("of %s in runs of %s", plural(known, "point"), human(t.horizon(&t.shown)))
		const few = 3
		switch {
		case len(lost) == 0:
			texts = append(texts, fmt.Sprintf("Data of %s was lost at none %s: the chance of that is at most %s at each, with "+
				"%s confidence.", name, of, unit.Ratio(highest).Percent(), t.confidence()))
		case len(lost) <= few:
			texts = append(texts, fmt.Sprintf("Data of %s was lost at %d %s: %s.", name, len(lost), of,
				strings.Join(lost, "; ")))
		default:
			texts = append(texts, fmt.Sprintf("Data of %s was lost at %d %s.", name, len(lost), of))
		}
	}
	return texts
}

// numbersOfStores are what is asked first of data that no service needs: up to so many numbers.
func (t *telling) numbersOfStores(most int) {
	stores := scopesOf(t.one.summary.Estimates, "data")
	for _, metric := range []string{"data_loss", "unreadable", "degraded", "rebuild_traffic", "storage_overhead"} {
		for _, name := range stores {
			e := t.one.find(metric, "data:"+name)
			if e == nil || len(t.page.Numbers) >= most || math.IsNaN(e.Mean) {
				continue
			}
			note := ""
			if neverSeen(e) {
				note = "none was seen in " + plural(e.N, "replication")
			}
			t.number(name+" "+result.Words(metric), e, note)
		}
	}
}

// ruleFor says beside an availability when its service counts as up: "; up when at least 2 nodes are up".
func (t *telling) ruleFor(e *result.Estimate) string {
	if e.Metric != "availability" || t.system == nil {
		return ""
	}
	x := &explanation{t.app, t.system, t.recipe}
	for i, service := range x.services().rows {
		if e.Scope == "service:"+x.Blueprint.Services[i].Name {
			return "; " + service[2]
		}
	}
	return ""
}

// passedUnseen says of which faults many incidents passed before any detector saw them: their whole time counts as that
// of detecting.
func (t *telling) passedUnseen() (terms page.Terms) {
	const many = 0.1
	var parts []string
	for _, e := range t.one.summary.Estimates {
		if name, of := strings.CutPrefix(e.Scope, "fault:"); of && e.Metric == "unnoticed" && e.Mean > many {
			parts = append(parts, wholePercent(e.Mean)+" of "+name)
		}
	}
	if parts == nil {
		return nil
	}
	return page.Terms{{"Passed unnoticed", strings.Join(parts, ", ") + ": the whole time of these incidents counts as " +
		"detect"}}
}
