package scenario

import (
	"fmt"
	"math"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/num"
	"nines/sim/stat"
	"nines/sim/unit"
)

// ResampleSpec says that runs are drawn from a record, and in blocks of which length: one, or the word auto. The zero
// value plays the record as it was.
type ResampleSpec struct {
	Block unit.Duration
	Auto  bool
}

const resampleHelp = "write resample: 30d for blocks of that length, or resample: auto"

// UnmarshalText reads "30d" or "auto".
func (s *ResampleSpec) UnmarshalText(text []byte) error {
	if string(text) == "auto" {
		s.Auto = true
		return nil
	}
	block, err := unit.ParseDuration(string(text))
	switch {
	case err != nil:
		return &unit.Error{Text: string(text), Problem: "is neither a length of blocks nor the word auto",
			Remedy: resampleHelp}
	case block == 0:
		return &unit.Error{Text: string(text), Problem: "leaves blocks without length", Remedy: resampleHelp}
	}
	s.Block = block
	return nil
}

// Notation is how lengths of blocks are written.
func (ResampleSpec) Notation() unit.Notation {
	return unit.Notation{Name: "duration or auto", Example: "30d or auto", Bare: "number",
		Pattern: "^(auto|" + inner(unit.Duration(0)) + ")$"}
}

// String is the text that UnmarshalText reads.
func (s ResampleSpec) String() string {
	if s.Auto {
		return "auto"
	}
	return s.Block.String()
}

// drawn reports whether runs are drawn from the record.
func (s ResampleSpec) drawn() bool { return s != ResampleSpec{} }

// Bounds of what is resampled.
const (
	maxBlocks  = 1_000_000  // in a run
	maxVisited = 10_000_000 // blocks of all targets in a run, each of which may have to be looked into
)

// block is the length of blocks of a record of so many incidents. Blocks that hold n^⅓ of n observations keep most of
// what follows closely upon what, and are enough for their places to differ (Hall, Horowitz and Jing, Biometrika 82,
// 1995).
func (s ResampleSpec) block(span float64, incidents int) sim.Duration {
	if !s.Auto {
		return sim.Duration(s.Block)
	}
	return sim.Duration(span * num.Pow(float64(max(incidents, 1)), -2.0/3))
}

// resampled is a record from which runs are drawn; false after an error.
func (c *compiler) resampled(f *models.Fault, p *playback, s *ReplaySpec, at string) (out failure.Resampled, ok bool) {
	span := p.record.To - p.record.From
	out = failure.Resampled{Strikes: p.strikes, Name: s.File, Span: sim.Duration(span),
		Block: s.Resample.block(span, p.within)}
	blocks := float64(c.spec.Time.Warmup.Length+c.spec.Time.Horizon) / float64(out.Block)
	at = join(at, "resample")
	switch {
	case p.within == 0: // said already
		out.Span, out.Block = 1, 1
		return out, true
	case float64(out.Block) > span:
		c.failAt(at, "choose shorter blocks, or auto; a record that says until when it reaches has to: 2026-01-01",
			"blocks of %s are longer than the record, which spans %s", unit.Duration(out.Block).Human(),
			unit.Duration(span).Human())
	case blocks > maxBlocks || blocks*float64(len(p.strikes)) > maxVisited:
		c.failAt(at, "choose longer blocks, or auto", "%s blocks in a run on %s; at most %s on one and %s on all together",
			unit.Count(math.Ceil(blocks)), plural(len(p.strikes), "target"), unit.Count(maxBlocks), unit.Count(maxVisited))
	default:
		f.Schedule = c.drawnFrom(p.within, &out, at)
		return out, true
	}
	return out, false
}

// drawnFrom says what runs are drawn from, and what they cannot know.
func (c *compiler) drawnFrom(n int, r *failure.Resampled, at string) (schedule string) {
	const halves = 2
	if r.Block*halves > r.Span {
		c.warnAt(at, "choose shorter blocks, or auto",
			"a block of %s is more than half of the record, which spans %s: runs hardly differ",
			unit.Duration(r.Block).Human(), unit.Duration(r.Span).Human())
	}
	rate := stat.PoissonRate(n, float64(r.Span)/float64(unit.Year), 0.95)
	return fmt.Sprintf("drawn in blocks of %s from %s in %s (%.3g – %.3g/y at 95 %%)", unit.Duration(r.Block).Human(),
		plural(n, "outage"), unit.Duration(r.Span).Human(), rate.Low, rate.High)
}
