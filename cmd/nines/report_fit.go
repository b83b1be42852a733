package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"nines/experiments/incident"
	"nines/sim/fit"
	"nines/sim/unit"
)

// tellFits tells what was read and, cause by cause, what was found.
func (a *app) tellFits(f *fitting, r *incident.Record, studies []*incident.Study, path string) error {
	fmt.Fprintln(a.out, a.ink.bold(cleaned(fmt.Sprintf("%s · %s · %s to %s (%s)", filepath.Base(path),
		plural(len(r.Incidents), "incident"), r.Written(r.From), r.Written(r.To), incident.Human(r.To-r.From)))))
	var read []string
	for m, heading := range r.Columns {
		if heading != "" {
			read = append(read, fmt.Sprintf("%s from %q", incident.Meaning(m), heading))
		}
	}
	a.wrapped("", "read: "+strings.Join(read, ", "))
	if len(r.Ignored) > 0 {
		a.wrapped("", "not used: "+strings.Join(r.Ignored, ", "))
	}
	if r.Zoneless {
		a.wrapped("", fmt.Sprintf("times without a zone are in %s%s", r.Zone, unsaid(f.zone, "; --zone names another")))
	}
	a.recordEnds(f, r)
	if len(studies) > 1 {
		fmt.Fprintln(a.out)
		if err := overview(studies, r.To-r.From).text(a.out, "", a.ink); err != nil {
			return err
		}
	}
	for _, s := range studies {
		a.tellCause(s)
	}
	fmt.Fprintln(a.out)
	a.wrapped("", "> the law taken; m is minutes; AIC: by how much more than the least; p: how often samples of the law "+
		"are as far from it (Anderson–Darling, fitted again each time); intervals "+
		unit.Ratio(f.share).Percent()+", by profile likelihood, of an exponential exact.")
	next := "next: " + cleaned("nines fit "+shellWord(path)+f.given) + " --out fitted\n" +
		"      --format faults in place of --out, for a scenario of yours"
	if f.out != "" {
		next = "next: nines run " + cleaned(filepath.Join(f.out, "scenario.yaml"))
	}
	_, err := fmt.Fprintf(a.out, "\n%s\n", next)
	return err
}

// recordEnds says how far the record is taken to go, where nobody has said it.
func (a *app) recordEnds(f *fitting, r *incident.Record) {
	if f.read.To == "" {
		a.wrapped("", "the record is taken to end with the last that it says; --to says until when nothing more happened")
	}
}

// unsaid is a remark for where a flag was not given.
func unsaid(flag, remark string) string {
	if flag == "" {
		return remark
	}
	return ""
}

// overview has a row for each cause: how often, how long, and how much of the downtime; span is that of the record.
func overview(studies []*incident.Study, span float64) *grid {
	g := &grid{header: []string{"cause", "incidents", "a year", "mean time", "downtime a year", "share"}}
	all := 0.0
	for _, s := range studies {
		all += s.Down
	}
	for _, s := range studies {
		perYear := float64(unit.Year) / span
		down, share := "-", "-"
		if all > 0 {
			down, share = incident.Human(s.Down*perYear), wholePercent(s.Down/all)
		}
		mean := "-"
		if s.Durations.Len() > 0 {
			mean = incident.Human(s.Durations.Mean())
		}
		g.add(s.Title(), whole(s.Count), strconv.FormatFloat(float64(s.Count)*perYear, 'f', 1, 64), mean, down, share)
	}
	return g
}

// wrapped writes a text in lines that fit a terminal.
func (a *app) wrapped(indent, text string) {
	const width = 80
	line := indent
	for _, word := range strings.Fields(cleaned(text)) {
		if len([]rune(line))+1+len([]rune(word)) > width && line != indent {
			fmt.Fprintln(a.out, line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(a.out, line)
}

// tellCause tells what was found of one cause.
func (a *app) tellCause(s *incident.Study) {
	head := fmt.Sprintf("%s: %s", s.Title(), whole(s.Count))
	switch {
	case s.Merged > 0 && s.Durations.Len() > 0:
		head += fmt.Sprintf(", %d of them while another lasted", s.Merged)
	case s.Merged > 0:
		head += fmt.Sprintf(", %d of them at the same time as another", s.Merged)
	}
	fmt.Fprintf(a.out, "\n%s\n", a.ink.bold(cleaned(head)))
	if s.Durations.Len() > 0 {
		a.tellChoice("how long they last", &s.Lasting)
	}
	a.tellChoice("time between them", &s.Between)
	if s.Counts.N != nil {
		a.wrapped("  ", poisson(s))
	}
	if s.Overlapping() {
		a.wrapped("  ", "A scenario plays one incident of a cause at a time: what lasted together here follows one another "+
			"there, and is less of it. Take --service, --target or --cause apart.")
	}
}

// tellChoice tells of one sample and the laws that come near it.
func (a *app) tellChoice(what string, c *incident.Choice) {
	seen := fmt.Sprintf("%d seen whole", c.Sample.Ended())
	if cut := c.Sample.Len() - c.Sample.Ended(); cut > 0 {
		seen += fmt.Sprintf(", %d cut", cut)
	}
	if c.Sample.Ended() > 0 {
		seen += fmt.Sprintf(" · mean %s · median %s", incident.Human(c.Sample.Mean()), incident.Human(c.Sample.Median()))
	}
	a.wrapped("  ", what+": "+seen)
	g := grid{header: []string{"  law", "parameters", "mean", "AIC", "p"}}
	for _, x := range c.Fits {
		if x.AIC > c.Fits[0].AIC+10 && x != c.Fit || len(g.rows) >= 5 && x != c.Fit {
			continue
		}
		mark := "  "
		if x == c.Fit {
			mark = "> "
		}
		g.add(mark+x.Family, parametersOf(x), fit.Span(x.Law.Mean(), 3),
			strconv.FormatFloat(x.AIC-c.Fits[0].AIC, 'f', 1, 64), probability(x.ADP))
	}
	if g.rows != nil {
		_ = g.text(a.out, " ", a.ink)
	}
	if c.Why != "" {
		a.wrapped("  ", c.Why+".")
	}
	if c.Fit == nil && c.Sample.Ended() > 0 {
		a.wrapped("  ", fmt.Sprintf("--out takes the sample itself, as a file; --format yaml the nearest law whose mean "+
			"holds, %s.", c.Standing().Family))
	}
}

// parametersOf are the parameters of a fit in a cell of a table.
func parametersOf(f *fit.Fit) string {
	var parts []string
	for _, p := range f.Params {
		parts = append(parts, p.Name+" "+p.Short())
	}
	if parts == nil {
		return f.Parts
	}
	return strings.Join(parts, ", ")
}

func probability(p float64) string {
	switch {
	case math.IsNaN(p):
		return "-"
	case p < 0.005:
		return "< 0.01"
	}
	return strconv.FormatFloat(p, 'f', 2, 64)
}

// surprise is a probability in a sentence.
func surprise(p float64) string {
	if text := probability(p); strings.HasPrefix(text, "<") {
		return "p " + text
	}
	return "p = " + probability(p)
}

// poisson says whether incidents come like those of a Poisson process.
func poisson(s *incident.Study) string {
	text := fmt.Sprintf("counts per %s have a dispersion of %.2f (%s)", incident.Human(s.Counts.Width), s.Dispersion,
		surprise(s.P))
	if !math.IsNaN(s.Correlation) {
		text += fmt.Sprintf(", neighboring gaps a correlation of %.2f (%s)", s.Correlation, surprise(s.CorrP))
	}
	switch {
	case s.P < 0.05 && s.Dispersion > 1:
		return text + ": they cluster; laws that draw each gap by itself make bad months too rare."
	case s.P < 0.05:
		return text + ": more regular than chance."
	case s.CorrP < 0.05:
		return text + ": gaps are not independent, as the laws have it."
	}
	return text + ": nothing speaks against a Poisson process."
}

// fitTable is every fit with its numbers, a row each.
func fitTable(studies []*incident.Study) *grid {
	g := &grid{header: []string{"cause", "sample", "n", "cut", "sample_mean_s", "law", "chosen", "parameters", "mean_s",
		"log_likelihood", "aic", "ks", "ks_p", "ad", "ad_p", "intervals", "method"}}
	cell := func(x float64) string {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return ""
		}
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	for _, s := range studies {
		for i, c := range []*incident.Choice{&s.Lasting, &s.Between} {
			for _, f := range c.Fits {
				var intervals []string
				for _, p := range f.Params {
					if p.Low < p.High {
						intervals = append(intervals, fmt.Sprintf("%s %s to %s", p.Name, p.LowText(), p.HighText()))
					}
				}
				g.add(s.Name, []string{"duration", "gap"}[i], strconv.Itoa(c.Sample.Len()),
					strconv.Itoa(c.Sample.Len()-c.Sample.Ended()), cell(c.Sample.Mean()), f.Family,
					strconv.FormatBool(f == c.Fit), f.Words(), cell(f.Law.Mean()), cell(f.LogLikelihood), cell(f.AIC),
					cell(f.KS), cell(f.KSP), cell(f.AD), cell(f.ADP), strings.Join(intervals, "; "), f.Method)
			}
		}
	}
	return g
}
