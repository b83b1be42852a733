package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// blindness says what each fidelity cannot see.
var blindness = map[string]string{
	"structural": "structural fidelity counts what is up; it sees no load, hence no overload, latency or lost requests",
	"flow":       "flow fidelity sees rates against capacity, but no queues, no latency, no retries, no single request",
	"request": "request fidelity plays every request and call; of a network it sees delays alone, and inside a " +
		"node nothing but its queue, its cache and its connections",
	"windows": "windows fidelity plays requests in short times, which stand for the whole run; it sees nothing of them " +
		"that lasts longer than a lead, as a queue that grows for hours or a storm of retries, and no node or month alone",
}

// dealing is that of transactions.
var dealing = map[string]string{
	"flow": "transactions at flow fidelity are rates between events: whoever goes down finds as many under way as in " +
		"the long run, however short ago the last change was, and nobody knows how long one takes to commit",
	"request": "transactions at request fidelity are played one by one, each for as long as it takes alone: none waits " +
		"for a lock, and one that wants a lock of one in doubt aborts at once",
}

// writeRun writes the summary of one configuration.
func (r *report) writeRun(w io.Writer) error {
	table := r.headlines()
	fmt.Fprintf(w, "%s\n\n", r.ink.bold(r.recipe.headline(r.folder.Manifest.Seed)))
	for i := range table.rows {
		table.rows[i][0] = "  " + table.rows[i][0]
	}
	if err := r.heading(table).noted(w, r.ink); err != nil {
		return err
	}
	r.writeBreakdown(w)
	r.writeObjectives(w)
	fmt.Fprintln(w)
	r.writeNotes(w, r.any(ofMTTDL))
	switch {
	case r.any(givenRecord):
		paragraph(w, "", "note: "+oneRecord)
	case r.any(ofDraws):
		paragraph(w, "", "note: "+draws)
	}
	return r.closing(w)
}

// writeNotes says what no number of a report tells, and what one is not that it shows.
func (r *report) writeNotes(w io.Writer, showsMTTDL bool) {
	for _, text := range r.recipe.unseen() {
		paragraph(w, "", "note: "+text)
	}
	if showsMTTDL {
		paragraph(w, "", "note: "+upsideDown)
	}
}

// upsideDown says what a mean time to data loss is not.
const upsideDown = "MTTDL is a rate of losses upside down, not a time that anybody experiences: of a million years " +
	"nobody lives to see the end, and disks, codes and people are others by then; quote the probability of a loss " +
	"within a time that matters (data_loss)"

func ofMTTDL(e *result.Estimate) bool { return e.Metric == "mttdl" }

// oneRecord says what a record that is played as it was is worth.
const oneRecord = "a record played as it was is one observation: intervals are of the rest, and how often such a " +
	"year comes is not known; replay: { file: …, resample: auto } draws years from it"

// draws says what years that are drawn from a record are worth.
const draws = "years are drawn from one record: intervals say how well the drawing is known, not how well the record " +
	"tells what is to come; nines explain says between which rates its number of outages leaves the true one"

// any reports whether some estimate is such.
func (r *report) any(such func(*result.Estimate) bool) bool {
	return slices.ContainsFunc(r.summary.Estimates, func(e result.Estimate) bool { return such(&e) })
}

// heading puts "Result after 300 replications" above the first two columns, which it may overlap.
func (r *report) heading(g *grid) *grid {
	title := "Result after " + plural(r.folder.Manifest.Replications, "replication")
	widths := g.widths(g.rows)
	first := min(len(title), widths[0]+1)
	interval := r.confidence() + " CI"
	switch {
	case r.any(givenRecord):
		interval += result.GivenRecord
	case r.any(ofDraws):
		interval += result.OfDraws
	}
	g.header = []string{title[:first], title[first:], interval}
	if first > widths[0] {
		g.header[0], g.header[1] = title, ""
	}
	return g
}

// headlineMetrics are those of a service that people ask for first.
var headlineMetrics = []string{"request_success", "user_uptime", "users", "users_left", "fast_requests",
	"latency", "latency_p50", "latency_p99", "latency_p999", "tries", "hedges", "wasted_work", "hit_ratio",
	"coalesced", "stale_requests", "full_answers", "ejected_nodes", "handshakes", "utilization", "availability",
	"effective_availability", "long_run_availability", "downtime", "degraded", "outages", "mtbf", "mttr", "two_holders",
	"reliability", "capacity_margin_p05"}

// headlines are the rows that answer what people ask first.
func (r *report) headlines() *grid {
	g := &grid{}
	all := r.summary.Estimates
	services := r.services()
	for _, name := range services {
		scope, of := "service:"+name, ""
		if len(services) > 1 {
			of = name + " "
		}
		for _, metric := range headlineMetrics {
			if e := findIn(all, metric, scope); e != nil && (e.Mean > 0 || metric != "reliability" && metric != "wasted_work") {
				label := of + result.Words(metric)
				if of == "" && strings.HasPrefix(metric, "mt") {
					label += " (service)"
				}
				g.row(label, e, r.remark(e))
			}
		}
	}
	r.kept(g, "data", storedMetrics)
	r.kept(g, "log", ledMetrics)
	r.kept(g, "transaction", dealtMetrics)
	if e := findIn(all, "mttr", "fleet"); e != nil {
		note, _ := restriction(e)
		g.row("MTTR (faults)", e, note)
	}
	if e := findIn(all, "work_lost", "fleet"); e != nil && e.Mean > 0 {
		if often := findIn(all, "work_losses", "fleet"); often != nil {
			g.row("losses of work", often, "")
		}
		g.row("work lost (RPO)", e, "each time")
	}
	if e := findIn(all, "node_availability", "fleet"); e != nil {
		g.row("nodes up", e, "")
	}
	if e := findIn(all, "cost", "fleet"); e != nil {
		g.row("cost", e, "")
	}
	r.costs(g)
	return g
}

// storedMetrics are those of what is kept on nodes that people ask for first.
var storedMetrics = []string{"data_loss", "group_loss", "mttdl", "bytes_lost", "unreadable", "unwritable",
	"stale_reads", "diverged", "conflicts", "writes_lost", "endangered", "poisoned", "lost_with_errors", "rebuild_time",
	"rebuild_traffic", "no_room", "scrub_traffic", "storage_cost"}

// ledMetrics are those of replicated logs that people ask for first.
var ledMetrics = []string{"writable", "leaderless_time", "quorum_lost", "elections", "election_time", "member_changes",
	"changeover_time", "commit_latency", "commit_latency_p99"}

// dealtMetrics are those of transactions that people ask for first.
var dealtMetrics = []string{"committed", "refused", "aborted", "in_doubt", "in_doubt_per_loss", "in_doubt_time",
	"blocked_time", "locked", "compensated", "interrupted_per_loss", "interrupted_time", "between_steps", "commit_time",
	"commit_time_p99"}

// kept are the rows of some metrics of everything that is of a kind. Where nothing was counted and no bound is known
// that is said, and no zero stands for it; what by its protocol there is none of is left out.
func (r *report) kept(g *grid, kind string, metrics []string) {
	for _, name := range scopesOf(r.summary.Estimates, kind) {
		for _, metric := range metrics {
			e := findIn(r.summary.Estimates, metric, kind+":"+name)
			label := name + " " + result.Words(metric)
			switch {
			case e == nil:
			case e.Mean == 0 && metric == "group_loss": // data_loss says as much
			case e.Mean == 0 && metric == "between_steps": // there are none by two-phase commit
			case e.Mean == 0 && boundOf(e) == neither:
				g.add(label, "none seen", "", r.remark(e))
			default:
				g.row(label, e, r.remark(e))
			}
		}
	}
}

// costs are what the requests that users send cost, of each service that they use.
func (r *report) costs(g *grid) {
	for _, t := range r.recipe.Traffic {
		label := "cost per million"
		if len(r.recipe.Traffic) > 1 {
			label = t.Service + " " + label
		}
		if e := findIn(r.summary.Estimates, "cost_per_million", "service:"+t.Service); e != nil {
			g.row(label, e, "requests served")
		}
	}
}

func (g *grid) row(label string, e *result.Estimate, note string) {
	point, interval := pointAndInterval(e)
	g.add(label, point, interval, note)
}

// remark is what stands behind the interval.
func (r *report) remark(e *result.Estimate) string {
	if note, ok := restriction(e); ok {
		return note
	}
	switch e.Metric {
	case "data_loss":
		if boundOf(e) == atMost {
			return "no loss was seen: have faults strike ten times as often to see some, or simulate longer"
		}
	case "mttdl":
		return "no time that anybody experiences: quote " + result.Words("data_loss")
	case "unreadable":
		if boundOf(e) == atMost {
			return e.Method
		}
	case "fast_requests":
		for _, t := range r.recipe.Traffic {
			if "service:"+t.Service == e.Scope {
				return "within " + t.Threshold.Human()
			}
		}
	case "request_success", "availability", "effective_availability":
		return ninesOf(e)
	case "downtime":
		if boundOf(e) == atMost {
			return e.Method
		}
		return r.badYear(e)
	case "mttr":
		if p95 := quantileOf(r.histogram("mttr", e.Scope), 0.95); !math.IsNaN(p95) {
			return "p95 " + unit.Duration(p95).Human()
		}
	}
	return ""
}

// restriction says of a mean of times what it lacks, where some were cut off: "restricted to 30 d".
func restriction(e *result.Estimate) (note string, ok bool) {
	if to, ok := strings.CutPrefix(e.Method, "restricted mean, to "); ok {
		to, _, _ = strings.Cut(to, ",")
		return "restricted to " + to, true
	}
	if note, _, ok = strings.Cut(e.Method, ", at least the restricted mean"); ok {
		return note, true
	}
	return "", false
}

// ninesOf counts the nines of an availability.
func ninesOf(e *result.Estimate) string {
	if x := unit.Ratio(e.Mean).Nines(); !math.IsInf(x, 0) && !math.IsNaN(x) {
		return fmt.Sprintf("%.2f nines", x)
	}
	if x := unit.Ratio(e.Low).Nines(); e.Low > 0 && !math.IsInf(x, 0) {
		return fmt.Sprintf("at least %.2f nines", x)
	}
	return ""
}

// badYear is the downtime that one replication in twenty exceeds; nothing where there are too few to say, or where all
// are the same.
func (r *report) badYear(e *result.Estimate) string {
	if e.N < 20 || !(e.P95 > 0) || e.P95-e.P05 <= 1e-9*e.P95 {
		return ""
	}
	share := float64(r.recipe.Time.Horizon / unit.Year)
	if share == 1 {
		s := scaleFor("s/y", farthest(e.P95, e.P95High))
		return "1 year in 20: > " + s.number(e.P95) + between(s.number(e.P95Low), s.number(e.P95High))
	}
	s := scaleFor("s", farthest(e.P95, e.P95High)*share)
	return fmt.Sprintf("1 in 20 runs of %s: > %s", r.recipe.Time.Horizon.Human(), s.text(e.P95*share)) +
		between(s.number(e.P95Low*share), s.number(e.P95High*share))
}

// farthest is the end of an interval, if it has one, by which its digits are chosen.
func farthest(x, high float64) float64 {
	if high > x {
		return high
	}
	return x
}

// between writes an interval behind what it is of; an end that the values do not bound is left open.
func between(low, high string) string {
	switch {
	case low == "–" && high == "–":
		return ""
	case high == "–":
		return " (≥ " + low + ")"
	}
	return " (" + low + " – " + high + ")"
}

func (r *report) histogram(metric, scope string) []result.HistogramRow {
	return slices.DeleteFunc(slices.Clone(r.histograms), func(h result.HistogramRow) bool {
		return h.Metric != metric || h.Scope != scope || h.Point != 0
	})
}

// quantileOf cells in order, linear within a cell; NaN without cells.
func quantileOf(cells []result.HistogramRow, p float64) float64 {
	total := 0.0
	for _, c := range cells {
		total += c.Weight
	}
	below := 0.0
	for _, c := range cells {
		if below+c.Weight >= p*total {
			return c.Lower + (c.Upper-c.Lower)*(p*total-below)/c.Weight
		}
		below += c.Weight
	}
	if len(cells) > 0 {
		return cells[len(cells)-1].Upper // the running sum of weights rounds differently from the total
	}
	return math.NaN()
}
