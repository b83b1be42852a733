// Package scenario turns a scenario, the YAML file in which a person describes a system, into a models.Blueprint. It
// reports everything that is wrong at once, each problem with its place, the line, and the likely remedy.
//
// Read in the order of the data. document.go and inspect.go turn text into a well-formed tree of nodes that know their
// places; set.go changes such a tree for --set, vary.go for --vary; blame.go finds the flag behind a mistake. decode.go
// with fields.go, scalar.go, row.go, law.go and preset.go turns it strictly into structs, guided by `key` tags, and
// encode.go writes structs back for the resolved scenario. spec.go and shorthand.go are the language, with
// effect.go, fault_words.go, overload.go and, each with a file for every row, occasion.go and course.go for faults,
// watch.go for detectors, and resources.go; compile.go and its sisters, with objective.go, say what it means, and
// compile_bounds.go whether a run of it ends. study.go reads the files of sweeps and comparisons, file.go the durations
// that a scenario names and replay.go, through package incident, the incidents. problem.go and suggest.go are the voice
// of all.
//
// A scenario comes from somebody else: sizes, depths and counts are bounded, files it names must lie in its folder or
// below, and nothing of it reaches a terminal unprintable. The package runs nothing.
package scenario
