// Package result is the tables of numbers: what a run, a sweep, a comparison or a plan leaves behind, and the only
// thing that charts, reports and later commands read. It knows nothing of the world that produced the numbers.
//
// A results folder holds manifest.json (which knows what is in all others), scenario.resolved.yaml, of all but a run
// plan.resolved.yaml, ledger.bin (what each replication contributed, the source of truth) and what was computed from
// it: summary.csv and summary.json, timeseries.csv, warmup.csv (the same before measuring begins), incidents.csv,
// timeline.csv, components.csv, histograms.csv, survival.csv, runway.csv, compare.csv, plan.csv and worth.csv. The
// manifest holds the hash of each and ends with its own: a folder is sealed. It has one writer at a time, whose results
// take the place of older ones in one step. The folder charts and report.html are made of it, and may be made again:
// they are outside the seal, and go when new results come.
//
// Read it in this order: key.go (what a row belongs to), rows.go (the row types), tables.go (their columns), plan.go
// (those of plans), runway.go (until when objectives hold), survival.go (by when something has not happened), table.go,
// column.go, decode.go and json.go (how any table becomes text and back), parquet.go (and a file for analysts, behind a
// build tag), metric.go (the vocabulary), manifest.go and seal.go, ledger.go, writer.go, lock.go and publish.go (a
// folder written), memo.go and resume.go (what was finished, found again), folder.go and files.go (a folder read),
// charts.go and report.go (what is made of one), summary.go (the one table that is kept in two forms), errors.go.
//
// Conventions of every table: UTF-8, LF, a header, a decimal point, an empty field where a value is missing (NaN in
// memory), Inf and -Inf for the infinities, floats in the shortest form that reads back as the same bits. Numbers are
// in the metric's own unit (see Metrics), which the unit column repeats. Text is one line without control characters.
//
// The package computes no statistics, draws nothing, never reads the clock and never prints: wall times are handed in
// by the caller and appear in the manifest only, so that all other files of two equal runs are equal byte for byte.
package result
