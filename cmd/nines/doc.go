// Command nines says how many nines a system will have: it simulates thousands of nodes that fail, are noticed,
// located, repaired and balanced around, as one YAML file describes them.
//
// The package is the terminal and nothing else: flags become edits of the document, experiments do the work, and what
// is printed is read back from the results folder, so that nines show prints the bytes that nines run did.
//
// Read root.go (the verbs and what they share), complaint.go (from errors to exit codes), flags.go and document.go
// (from flags to a scenario), workspace.go (the results folder), then one file per verb. Summaries are in report.go and
// the report_*.go, with scale.go and grid.go for numbers and tables; page.go and the page_*.go tell a folder as the
// HTML file of nines report; progress.go is the line that moves while one waits.
//
// Streams: the result goes to stdout; progress, warnings and errors go to stderr. Wall time is read through one clock
// and reaches stderr and the manifest only.
package main
