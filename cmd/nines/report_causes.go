package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"nines/experiments/result"
	"nines/models"
)

// shownCauses is how many causes of downtime are named before the rest is called other.
const shownCauses = 4

// labeled is a line of what the downtime and the work are made of.
type labeled struct{ label, text string }

// breakdown lists what the downtime and the failed requests of each service, the time to restore and the work in vain
// are made of.
func (r *report) breakdown() []labeled {
	return slices.Concat(r.downtimes(), r.losses(), r.failed(), r.destroyed(), r.unled(), r.apart(), r.windows(),
		r.parts(), r.vain())
}

func (r *report) writeBreakdown(w io.Writer) {
	fmt.Fprintln(w)
	for _, x := range r.breakdown() {
		label := cleaned(x.label)
		padding := strings.Repeat(" ", max(0, len("Where repair time goes")-utf8.RuneCountInString(label)))
		indent := len("Where repair time goes  ")
		lines := foldAt(cleaned(x.text), "  ", mostWide-indent)
		fmt.Fprintf(w, "%s%s  %s\n", r.ink.bold(label), padding,
			strings.Join(lines, "\n"+strings.Repeat(" ", indent)))
	}
}

// downtimes says for each service what its downtime is made of.
func (r *report) downtimes() (lines []labeled) {
	several := r.several()
	for _, service := range r.services() {
		label := r.labelOf(service, "Downtime by cause", "Downtime of ")
		lines = append(lines, labeled{label, r.causes(service, several)})
		lines = slices.Concat(lines, r.gone(service, several), r.roots(service), r.stages(service, several),
			r.innocents(service))
	}
	return lines
}

// labelOf is the label of a line about a service: where it is the only one, and else, with its name.
func (r *report) labelOf(service, alone, among string) string {
	if r.several() {
		return among + service
	}
	return alone
}

// causes is "zone-net 46 %  rack-power 21 %  other 5 %". No fault has begun what is missing of all, as where a log had
// no leader since its members changed.
func (r *report) causes(service string, several bool) string {
	text, rest := r.shares("downtime_share", "fault:", service, several), 1.0
	for _, e := range r.largest("downtime_share", "fault:", service, several) {
		rest -= e.Mean
	}
	const told = 0.005
	down := r.find("downtime", "service:"+service)
	switch some := down != nil && down.Mean > 0; {
	case some && rest >= told:
		return strings.TrimSpace(text + "  no fault " + wholePercent(rest))
	case text == "" && !some:
		return "no outage was seen"
	}
	return text
}

// roots says in which services the downtime of one that needs others has its root, and how much of its requests hinges
// on each of them: those that it needs softly, too.
func (r *report) roots(service string) (lines []labeled) {
	if text := r.shares("downtime_share", "dependency:", service, true); text != "" {
		lines = append(lines, labeled{"  in which service", text})
	}
	var parts []string
	for _, e := range r.largest("importance", "dependency:", service, true) {
		if len(parts) < shownCauses {
			parts = append(parts, nameIn(e.Scope)+" "+wholePercent(e.Mean))
		}
	}
	if len(parts) > 0 {
		lines = append(lines, labeled{"  hinges on", strings.Join(parts, "  ")})
	}
	return lines
}

// shares lists what has part in the downtime of a service, or in what it loses, the largest part first.
func (r *report) shares(metric, kind, service string, several bool) string {
	shares := r.largest(metric, kind, service, several)
	var parts []string
	other := 0.0
	for i, e := range shares {
		if i < shownCauses || i == shownCauses && len(shares) == shownCauses+1 {
			parts = append(parts, nameIn(e.Scope)+" "+wholePercent(e.Mean))
			continue
		}
		other += e.Mean
	}
	if other > 0 {
		parts = append(parts, "other "+wholePercent(other))
	}
	return strings.Join(parts, "  ")
}

// largest are the estimates of a metric for a service that are not 0, by what kind of thing each is about, the largest
// first.
func (r *report) largest(metric, kind, service string, several bool) (all []result.Estimate) {
	for _, e := range r.summary.Estimates {
		_, of, named := strings.Cut(e.Scope, "@")
		fits := e.Metric == metric && strings.HasPrefix(e.Scope, kind)
		if fits && e.Mean > 0 && (!several || named && of == service) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b result.Estimate) int { return cmp.Compare(b.Mean, a.Mean) })
	return all
}

// stages says what happened to the causes of a service's downtime while it was down, and how much of it has none;
// nothing where there was only hands-on repair.
func (r *report) stages(service string, several bool) []labeled {
	var parts []string
	for _, stage := range append(models.StageNames(), "(demand)") {
		scope := "stage:" + stage
		if several {
			scope += "@" + service
		}
		if e := r.find("downtime_share", scope); e != nil && e.Mean > 0 {
			parts = append(parts, stage+" "+wholePercent(e.Mean))
		}
	}
	if len(parts) <= 1 {
		return nil
	}
	return []labeled{{"Downtime by stage", strings.Join(parts, "  ")}}
}

// innocents says how much of a service's downtime is made by those who mend it, if any is: the shares of the
// stages hide it in the time to locate.
func (r *report) innocents(service string) []labeled {
	e := r.find("downtime_in_vain", "service:"+service)
	if e == nil || !(e.Mean > 0) {
		return nil
	}
	return []labeled{{"  by work on innocents", wholePercent(e.Mean)}}
}

// wholePercent calls nothing none or all that is not.
func wholePercent(x float64) string {
	switch {
	case x < 0.005 && x > 0:
		return "< 1 %"
	case x > 0.995 && x < 1:
		return "> 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

// parts says what the time from the onset of a fault to its end is spent on.
func (r *report) parts() []labeled {
	whole := r.find("mttr", "fleet")
	if whole == nil || !(whole.Mean > 0) || math.IsInf(whole.Mean, 0) {
		return nil
	}
	var parts []string
	for _, part := range models.StageNames() {
		if e := r.find(part, "fleet"); e != nil && (e.Mean > 0 || part != "verify") {
			parts = append(parts, part+" "+wholePercent(e.Mean/whole.Mean))
		}
	}
	return []labeled{{"Where repair time goes", strings.Join(parts, "  ")}}
}

// vain says what was done in vain, if anything was.
func (r *report) vain() []labeled {
	var parts []string
	for _, kind := range []struct{ metric, label string }{
		{"wrong_targets", "innocents treated"}, {"needless_treatments", "needless treatments"},
		{"stray_cases", "alarms not grouped"}, {"relapses", "relapses"},
	} {
		if e := r.find(kind.metric, "fleet"); e != nil && e.Mean > 0 {
			parts = append(parts, kind.label+" "+scaleFor(e.Unit, e.Mean).number(e.Mean)+"/y")
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []labeled{{"Work in vain", strings.Join(parts, "  ")}}
}
