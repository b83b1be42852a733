// Package scenario turns a scenario, the YAML file in which a person describes a system, into a models.Blueprint. It
// reports everything that is wrong at once, each problem with its place, the line, and the likely remedy.
//
// Read in the order of the data. document.go and inspect.go turn text into a well-formed tree of nodes that know their
// places; set.go changes such a tree for --set, vary.go for --vary; blame.go finds the flag behind a mistake. decode.go
// with fields.go, scalar.go, row.go, law.go and preset.go turns it strictly into structs, guided by `key` tags;
// bounds.go holds values to what is noted of their keys, and encode.go writes structs back for the resolved scenario.
// spec.go with its sisters and shorthand.go are the language, with effect.go, fault_words.go, overload.go and, each
// with a file for every row, occasion.go and course.go for faults, watch.go for detectors, and resources.go; compile.go
// and its sisters, with objective.go and counts.go, say what it means, and compile_bounds.go with
// compile_played.go whether a run of it ends.
// study.go reads the files of sweeps and comparisons, file.go the durations that a scenario names, and replay.go with
// resample.go, through package incident, the incidents. problem.go and suggest.go are the voice of all.
//
// To add a key, add a field with the tag `key` to the struct of its section and, to the notes beside the struct, a
// line: what it means and why one would say it, in sentences, the first of which is good for a table; an example of its
// value; and its bounds, such as "above 0, up to 1000", or "" for none. That is all: the decoder holds values to these
// bounds and to the words of a tag `oneof`; the default is what setDefaults sets; form.go, grammar.go and lookup.go
// read the same fields for nines describe. A test fails for a key without a note, a note without a key, and an example
// that cannot be read. A type with a method decode has a method form, too, which says in which ways it may be written.
// The parameters of policies and laws are described by the tag `doc` of their catalogs.
//
// A scenario comes from somebody else: sizes, depths and counts are bounded, files it names must lie in its folder or
// below, and nothing of it reaches a terminal unprintable. The package runs nothing.
package scenario
