package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"nines/experiments"
	"nines/sim/unit"
)

// How often progress is told: ten times a second where a line can be rewritten, every half minute where it cannot.
const (
	redraw = 100 * time.Millisecond
	relate = 30 * time.Second
)

// progress tells on stderr how far an experiment has come: one line that is rewritten on a terminal, else plain lines.
type progress struct {
	out      io.Writer
	clock    func() time.Time
	terminal bool
	start    time.Time
	last     time.Time // told
	drawn    bool      // a line stands on the terminal
	point    int
	begun    time.Time // of the configuration that is running
}

// progress is nil where nobody wants to be told.
func (a *app) progress() *progress {
	if a.quiet {
		return nil
	}
	now := a.clock()
	return &progress{out: a.err, clock: a.clock, terminal: isTerminal(a.err), start: now, last: now, begun: now}
}

// options are those of an experiment with this progress.
func (p *progress) options(jobs int, keep experiments.Keep) experiments.Options {
	o := experiments.Options{Workers: jobs, Keep: keep}
	if p != nil {
		o.Progress = p.tell
	}
	return o
}

// tell is called after every replication.
func (p *progress) tell(x experiments.Progress) {
	now := p.clock()
	if x.Point != p.point {
		p.point, p.begun = x.Point, now
	}
	pause := relate
	if p.terminal {
		pause = redraw
	}
	if now.Sub(p.last) < pause {
		return
	}
	p.last = now
	line := p.line(x, now)
	if p.terminal {
		fmt.Fprintf(p.out, "\r%s\x1b[K", line)
		p.drawn = true
		return
	}
	fmt.Fprintln(p.out, line)
}

// done clears the line.
func (p *progress) done() {
	if p != nil && p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

// line is what there is to say.
func (p *progress) line(x experiments.Progress, now time.Time) string {
	goal := needed(x)
	share := math.Min(1, float64(x.Done)/goal)
	parts := []string{
		fmt.Sprintf("%3.0f %%", 100*share),
		plural(x.Done, "replication"),
		unit.SI(float64(x.Events)/now.Sub(p.start).Seconds()) + " events/s",
	}
	if x.Points > 1 {
		parts = append([]string{fmt.Sprintf("%d of %d", x.Point+1, x.Points)}, parts...)
	}
	if x.Asked > 0 && x.Reached > 0 {
		parts = append(parts, fmt.Sprintf("±%s of ±%s asked for", roughly(x.Reached), roughly(x.Asked)))
	}
	if left := now.Sub(p.begun).Seconds() * (goal - float64(x.Done)) / float64(x.Done); left > 0 && !math.IsInf(left, 0) {
		parts = append(parts, "ETA "+unit.Duration(math.Ceil(left)).Human())
	}
	return strings.Join(parts, " · ")
}

// needed estimates how many replications there will be: half-widths shrink with the root of their number.
func needed(x experiments.Progress) float64 {
	if x.Asked == 0 {
		return float64(x.Max)
	}
	if !(x.Reached > 0) { // not looked at yet
		return float64(x.Next)
	}
	missing := x.Reached * (1 + x.Asked) / x.Asked
	return math.Min(float64(x.Max), math.Max(float64(x.Next), float64(x.Done)*missing*missing))
}

// roughly is a share in percent to two digits.
func roughly(x float64) string {
	if math.IsInf(x, 0) {
		return "∞"
	}
	return fmt.Sprintf("%.2g %%", 100*x)
}
