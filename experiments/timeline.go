package experiments

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/models"
	"nines/models/world"
	"nines/sim"
)

// mostTimeline is how many rows of timelines a folder holds; its configurations share them.
const mostTimeline = 10_000

// addTimeline tells a replication of a configuration, and leaves fewer rows to the others: in all, a share of the rows
// gets smaller only some two hundred times, however many configurations there are.
func (t *Tables) addTimeline(ctx context.Context, key result.Key, plan *world.Plan, s *Sample) {
	share := mostTimeline / (len(t.timelines) + 1)
	if told := s.timeline(ctx, plan, key, share); told != nil {
		t.timelines = append(t.timelines, told)
	}
	if share != t.share {
		for _, told := range t.timelines {
			told.limit(share)
		}
	}
	t.share = share
}

// Timelines yields, of every configuration added so far, the stages of the incidents and the outages of the replication
// with the longest downtime; of the longest of them, where all would take more than 10,000 rows.
func (t *Tables) Timelines() iter.Seq[result.TimelineRow] {
	return func(yield func(result.TimelineRow) bool) {
		for _, told := range t.timelines {
			for _, row := range told.rows() {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// timeline plays the replication with the longest downtime once more, for as long as it took the first time, and tells
// it in at most so many rows; nil if the context ends.
func (s *Sample) timeline(ctx context.Context, plan *world.Plan, key result.Key, most int) *timeline {
	t := &timeline{blueprint: s.blueprint, key: key, replication: s.worst(), most: most, told: map[*Thread]*tale{}}
	var w worker
	w.world.Tell(t.follow)
	told := false
	if !Within(ctx, func() { told = w.play(ctx, plan, s.seed, t.replication) != nil }) || !told {
		return nil
	}
	t.close()
	t.settle()
	return t
}

// worst is the replication with the longest downtime of all services together, the first where none had any.
func (s *Sample) worst() int {
	worst, longest := 0, 0.0
	for r := range s.n {
		total := 0.0
		for q := range s.measured {
			if s.quantities[q].metric == "downtime" {
				total += s.numbers[q].tops[r]
			}
		}
		if total > longest {
			worst, longest = r, total
		}
	}
	return worst
}

// timeline collects the story of one replication.
type timeline struct {
	blueprint          *models.Blueprint
	key                result.Key
	replication        int
	most               int // rows
	story              Story
	told               map[*Thread]*tale // not over
	incidents, outages tales
}

// tale is one incident or outage.
type tale struct {
	thread *Thread
	stages []span
	length float64            // seconds, up to the end of the run if it is not over
	row    result.TimelineRow // what its rows have in common, known once all are told
}

// span is one stage, in seconds since the end of the warm-up.
type span struct {
	name       string
	start, end float64 // end is NaN if it was not over when the run ended
}

func (t *timeline) follow(n models.Note) {
	step, moves := t.story.Follow(n)
	if !moves {
		return
	}
	x := t.told[step.Thread]
	if x == nil {
		x = &tale{thread: step.Thread}
		t.told[step.Thread] = x
	}
	if step.From != "" {
		t.stage(x, step.From, step.Left, float64(n.At)-float64(t.blueprint.Time.Warmup))
	}
	if step.To == "" {
		delete(t.told, step.Thread)
		t.keep(x, n.At)
	}
}

// stage appends a stage that took some time.
func (t *timeline) stage(x *tale, stage string, from sim.Time, end float64) {
	start := float64(from) - float64(t.blueprint.Time.Warmup)
	if end > start || math.IsNaN(end) {
		x.stages = append(x.stages, span{stage, start, end})
	}
}

// close enters what is not over at the end of the run.
func (t *timeline) close() {
	end := t.blueprint.End()
	for _, thread := range t.story.Open() {
		x := t.told[thread]
		t.stage(x, thread.Stage, thread.Since, nan)
		t.keep(x, end)
	}
}

// keep enters a tale that reaches into the measured time.
func (t *timeline) keep(x *tale, end sim.Time) {
	if float64(end) <= float64(t.blueprint.Time.Warmup) || len(x.stages) == 0 {
		return
	}
	x.length = float64(end - x.thread.At)
	kept := &t.incidents
	if x.thread.Service >= 0 {
		kept = &t.outages
	}
	kept.among++
	if kept.list = append(kept.list, x); len(kept.list) > 4*t.most {
		kept.limit(t.most)
	}
}

// tales are incidents, or outages, that are over, or were cut by the end of the run.
type tales struct {
	list  []*tale
	among int // how many there were, also those that are no longer in the list
}

// limit keeps as many as have together at most so many rows, those that last longest first, and returns how many rows
// are left.
func (s *tales) limit(rows int) int {
	slices.SortStableFunc(s.list, func(a, b *tale) int { return cmp.Compare(b.length, a.length) })
	for i, x := range s.list {
		if len(x.stages) > rows {
			s.list = slices.Clone(s.list[:i])
			break
		}
		rows -= len(x.stages)
	}
	return rows
}

// limit keeps the longest of both; outages take at most half of the rows.
func (t *timeline) limit(rows int) {
	t.incidents.limit(rows - rows/2 + t.outages.limit(rows/2))
}

// settle keeps the longest and says what they are about, so that nothing holds on to the system that they were told of.
func (t *timeline) settle() {
	t.limit(t.most)
	b := t.blueprint
	for _, x := range t.outages.list {
		x.row = result.TimelineRow{Component: "service:" + b.Services[x.thread.Service].Name, Among: t.outages.among}
	}
	for _, x := range t.incidents.list {
		x.row = result.TimelineRow{Incident: x.thread.Incident, Cause: b.Faults[x.thread.Fault].Name,
			Component: b.Topology.Path(x.thread.Where), Among: t.incidents.among}
	}
	t.blueprint, t.story, t.told = nil, Story{}, nil
}

// rows are those of the table, in its order.
func (t *timeline) rows() []result.TimelineRow {
	var rows []result.TimelineRow
	for _, x := range slices.Concat(t.outages.list, t.incidents.list) {
		row := x.row
		row.Key, row.Replication = t.key, t.replication
		for _, stage := range x.stages {
			row.Stage, row.Start, row.End = stage.name, stage.start, stage.end
			rows = append(rows, row)
		}
	}
	result.Timelines.Sort(rows)
	return rows
}
