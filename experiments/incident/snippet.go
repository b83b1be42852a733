package incident

import (
	"fmt"
	"strconv"
	"strings"

	"nines/sim/fit"
	"nines/sim/unit"
)

// Snippet is a scenario in which a service of one node fails as the causes of a record do: for each a fault with the
// laws that were found, and what is to be known of them as comments. Source says what was fitted. If files is true,
// samples that no family fits stand in the files that Files writes; else in the law that comes nearest.
func (r *Record) Snippet(source, service string, studies []*Study, confidence float64, files bool) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	r.origin(line, source)
	line("# One node stands for all that was struck. Intervals hold with a confidence of %g %%; scale: 50%% beside a law",
		100*confidence)
	line("# halves it, as does --set faults.NAME.heals.scale=50%%.")
	line("version: 1\nname: fitted\ntime: { horizon: 1y, start: equilibrium }")
	line("topology:\n  - { level: node, count: 1 }")
	r.faults(line, studies, files)
	line("detection: { instant: { policy: instant } } # the durations hold the time to notice")
	line("localization: { policy: exact }           # and to find the cause")
	line("services:\n  %s: { runs_on: node, up_when: { at_least: 1 } }", service)
	return b.String()
}

// Faults is the section faults alone, for a scenario that is there already.
func (r *Record) Faults(source string, studies []*Study, confidence float64) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	r.origin(line, source)
	line("# Intervals hold with a confidence of %g %%. A cause fails as often as all that it struck together: if you",
		100*confidence)
	line("# put it on n nodes, add scale: n beside its law. The durations hold the time to notice and to find the cause.")
	r.faults(line, studies, false)
	return b.String()
}

func (r *Record) origin(line func(string, ...any), source string) {
	line("# Fitted to %s: %s from %s to %s.", source, plural(len(r.Incidents), "incident"), r.Written(r.From),
		r.Written(r.To))
}

// faults writes the section of that name.
func (r *Record) faults(line func(string, ...any), studies []*Study, files bool) {
	line("faults:")
	for _, s := range studies {
		line("  %s: # %s%s", s.Fault, plural(s.Count, "incident"), merged(s.Merged))
		line("    on: fleet\n    effect: down")
		r.lawOf(line, "time_to_failure", "between failures", &s.Between, s, files)
		r.lawOf(line, "heals", "how long", &s.Lasting, s, files)
	}
}

func merged(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of them while another lasted: they follow one another here", n)
}

// lawOf writes one law with its comments.
func (r *Record) lawOf(line func(string, ...any), key, what string, c *Choice, s *Study, files bool) {
	if c.Sample.Ended() == 0 {
		mean, why := r.scarce(key, s)
		line("    %s: { dist: exponential, mean: %s } # %s", key, fit.Span(mean, 4), why)
		return
	}
	cut := c.Sample.Len() - c.Sample.Ended()
	seen := fmt.Sprintf("%d seen whole", c.Sample.Ended())
	if cut > 0 {
		seen += fmt.Sprintf(", %d cut", cut)
	}
	line("    # %s: %s; mean %s", what, seen, Human(c.Sample.Mean()))
	if c.Why != "" {
		line("    #   %s", c.Why)
	}
	if c.Fit == nil && files {
		line("    %s: { dist: empirical, file: %s }", key, fileOf(s, key))
		return
	}
	f := c.Standing()
	line("    %s: { %s }", key, f.Words())
	for _, p := range f.Params {
		if p.Low < p.High {
			line("    #   %s %s to %s (%s)", p.Name, p.LowText(), p.HighText(), f.Method)
		}
	}
	if c.Fit == nil {
		line("    #   the sample itself is nearer: nines fit --out DIR writes it beside a scenario")
	}
}

// scarce is the mean where nothing was seen to end.
func (r *Record) scarce(key string, s *Study) (mean float64, why string) {
	if key == "heals" {
		if s.Durations.Len() > 0 {
			return max(1, s.Durations.Total()), "none was seen to end: at least this"
		}
		return 3600, "the record does not say how long; put your own here"
	}
	if left := r.To - r.From - s.Down; left > 0 {
		return left / float64(max(1, s.Count)), "the time of the record for each incident"
	}
	return float64(unit.Year), "the record does not say how often: put your own here, or say with --to how far it goes"
}

// fileOf is the name of a file of a sample.
func fileOf(s *Study, key string) string {
	if key == "heals" {
		return s.Fault + "-durations.csv"
	}
	return s.Fault + "-gaps.csv"
}

// Files are the samples that no family fits, by the names under which Snippet looks for them: a duration in seconds per
// line, 20+ for one that was cut at 20.
func Files(studies []*Study) map[string]string {
	files := map[string]string{}
	for _, s := range studies {
		for key, c := range map[string]*Choice{"heals": &s.Lasting, "time_to_failure": &s.Between} {
			if c.Fit != nil || c.Sample.Ended() == 0 {
				continue
			}
			var b strings.Builder
			b.WriteString("seconds\n")
			for _, x := range c.Sample.Spells() {
				b.WriteString(strconv.FormatFloat(x.Time, 'g', -1, 64))
				if x.Cut {
					b.WriteByte('+')
				}
				b.WriteByte('\n')
			}
			files[fileOf(s, key)] = b.String()
		}
	}
	return files
}
