// Package localization holds the localizers: instruments that turn an alarm into a diagnosis, which takes time, may
// name innocents and may name nobody. One file per policy and one row in table.go.
//
// Start with exact.go, the simplest, and error_reports.go, which has what most have: a law of the time of a diagnosis,
// a coverage by effect (coverage.go) and a way to err (guess.go), with the formula for the time until the culprit is
// found. log_analysis.go is misled by other alarms; performance_monitoring.go finds what is large enough to stand out;
// dependency_graph.go, with graph.go, ranks candidates; recent_change.go blames the last change; human.go escalates.
//
// A localizer is asked once per diagnosis and remembers nothing: coverage and errors are drawn anew each time, so to
// ask again helps. What is done about a diagnosis, what becomes of the innocents and which localizer is asked next is
// the world's business. None learns, and none knows the hour of the day.
package localization
