// Package experiments takes many runs and says what they mean: replication over workers, sequential stopping,
// estimates with honest intervals, verdicts on objectives, sweeps over a grid, comparisons on common random numbers,
// and plans, which ask for the cheapest system.
//
// Read replicate.go first (how runs become rows, whatever the number of workers) with within.go (who waits for whom),
// keep.go (what is kept of them and found again) and shard.go (an experiment in parts), then quantity.go (what is
// measured, with quantity_service.go, quantity_fleet.go, quantity_faults.go, quantity_work.go and
// quantity_instruments.go), sample.go (what is kept of them), column.go (the numbers of a quantity) and courses.go (the
// time series), estimate.go (from numbers to intervals) with
// bounds.go (of what was hardly seen), lifetimes.go (of what the end of a run cuts off) and unsampled.go (of what is
// not left to chance), objective.go with period.go, contract.go and runway.go (from intervals to verdicts, over which
// periods, of which time and until when), warnings.go (what a reader has to know), run.go, sweep.go and compare.go (the
// three experiments; of the last versus.go says what is compared, earlier.go takes in what was played before,
// compare_differences.go holds one against the other and compare_best.go finds the best), and for the results folder
// tables.go, tables_pooled.go and timeline.go (rows of each table) with pile.go and save.go (all of them, written).
// story.go follows the incidents of one run, for timelines and traces.
//
// A plan (plan.go) turns the question around: not what a system does, but the least that does. It is made of parts
// that know little of each other. plan_lattice.go searches, with plan_holes.go: it names one combination of values
// after the other and is told whether that is good, whatever that means; where more is never worse, what it hears of
// one rules out others, so that few are looked at and no grid is ever built; what conditions exclude is a hole that it
// steps over, of which it asks neither whether it is good nor what it costs. plan_survive.go looks at the structure
// alone: what a service has left by its rule when so much is gone, which takes no luck and no replications.
// plan_judge.go decides what the structure leaves open: it plays a point until each of its objectives is shown to be
// met or missed, over periods as objectives say it, and sees to it that all decisions together, at every look and of
// every point, are right with the confidence asked for. A point that stays undecided and seems to be good has the
// search look at cheaper ones first; it is never the answer, which names it. plan_race.go is for prices that only
// replications tell: a good point is held against the best so far until one of them is shown to cost less.
// plan_worth.go goes one step from what was chosen in each direction, with as many replications on the same random
// numbers, and says what it is worth in nines, minutes and money. plan_order.go holds what was taken for granted, that
// more is never worse, to what was played. plan_tables.go is what the results folder keeps. All of it is played by the
// pool and kept in the ledger like any other experiment: the points are numbered in the order in which they were
// looked at, which depends on nothing but the plan and the seed, so that a plan that was killed goes on to the same
// bytes.
//
// Memory is that of the workers, each of which has a world and at most so many finished replications that
// wait for their turn, and of the sample of the point that is played: a number or two for each quantity and
// replication, since medians, paired differences, bootstraps and intervals that allow for skewness take all
// of them, and the time series of the first replications (courses.go). Of points that are finished only rows
// of tables are left.
//
// Results do not depend on the number of workers: workers take replication numbers from a counter, what they
// have played is taken in by number, every reduction runs in the order of replications, and stopping is
// judged only at the looks of a grid, which the budget of events cuts short. The package prints nothing and
// never reads the clock.
package experiments
