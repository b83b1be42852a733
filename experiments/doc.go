// Package experiments takes many runs and says what they mean: replication over workers, sequential stopping,
// estimates with honest intervals, verdicts on objectives, sweeps over a grid, and comparisons on common random
// numbers.
//
// Read replicate.go first (how runs become rows, whatever the number of workers) with within.go (who waits for whom),
// keep.go (what is kept of them and found again) and shard.go (an experiment in parts), then quantity.go (what is
// measured, with quantity_service.go, quantity_fleet.go, quantity_faults.go, quantity_work.go and
// quantity_instruments.go), sample.go (the rows and what is pooled), estimate.go (from rows to intervals) with
// bounds.go (of what was hardly seen), lifetimes.go (of what the end of a run cuts off) and unsampled.go (of what is
// not left to chance), objective.go with period.go and contract.go (from intervals to verdicts, over which periods and
// of which time), warnings.go (what a reader has to know), run.go, sweep.go and compare.go (the three experiments), and
// for the results folder tables.go, tables_pooled.go and timeline.go (rows of each table) with save.go (all of them,
// written). story.go follows the incidents of one run, for timelines and traces.
//
// Results do not depend on the number of workers: workers take replication numbers from a counter and write to the slot
// of that number, every reduction runs in the order of replications, and stopping is judged only at the
// looks of a grid, which the budget of events cuts short. The package prints nothing and never reads the clock.
package experiments
