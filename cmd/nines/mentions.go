package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// spoken is a thing with the stems of the words that speak of it: those of its name, of a key in its last part; those
// of its description; and those of the rest, of its path and its parameters.
type spoken struct {
	thing
	stems [3][]string
}

// everything is what may be spoken of: all that can be listed, with every key in full, and the commands with their
// flags.
func everything(root *cobra.Command) []spoken {
	var all []thing
	for _, kind := range kinds() {
		for _, t := range things(kind) {
			if !t.key {
				all = append(all, t)
			}
		}
	}
	all = append(all, parameters("")...)
	all = append(all, values("")...)
	for _, l := range languages {
		var keys []thing
		for _, place := range l.form().Places() {
			keys = append(keys, keyThing(l.kind, place))
		}
		all = append(all, together(keys)...)
	}
	for _, verb := range root.Commands() {
		if verb.Hidden {
			continue
		}
		all = append(all, thing{kind: "command", name: verb.Name(), doc: sentence(verb.Short)})
		verb.LocalFlags().VisitAll(func(flag *pflag.Flag) {
			all = append(all, thing{kind: "flag of " + verb.Name(), name: "--" + flag.Name, doc: sentence(flag.Usage)})
		})
	}
	index := make([]spoken, len(all))
	for i, t := range all {
		index[i] = t.spoken()
	}
	return index
}

func (t thing) spoken() spoken {
	name, parts := t.name, t.name+" "+t.doc
	if t.key {
		name = t.name[strings.LastIndexByte(t.name, '.')+1:]
	}
	for _, p := range t.params {
		parts += " " + p.Key + " " + p.Doc
	}
	for _, note := range t.notes {
		parts += " " + note[1]
	}
	return spoken{t, [3][]string{stemsOf(name), stemsOf(t.doc), stemsOf(parts)}}
}

// of is 0 where a thing's name is some stems and no other, else the number, from 1, of the first of its texts in which
// they all are; −1 where there is none.
func (s *spoken) of(stems []string) int {
	if slices.Equal(s.stems[0], stems) {
		return 0
	}
	in := slices.IndexFunc(s.stems[:], func(has []string) bool {
		return len(stems) > 0 && !slices.ContainsFunc(stems, func(one string) bool { return !slices.Contains(has, one) })
	})
	if in < 0 {
		return in
	}
	return in + 1
}

// mentions are the things that speak of a word, or of what it is called here, in the order of how much they do: by
// their names, by their descriptions, and by those of their parameters.
func mentions(word string, all []spoken) []thing {
	const unheard = 2 * (len(spoken{}.stems) + 1)
	ranks := make([]int, len(all))
	for i := range ranks {
		ranks[i] = unheard
	}
	for other, wanted := range append([]string{word}, synonyms()[stem(word)]...) {
		stems := stemsOf(wanted)
		for i := range all {
			if rank := all[i].of(stems); rank >= 0 {
				ranks[i] = min(ranks[i], 2*rank+min(1, other)) // by another name it counts less
			}
		}
	}
	var out []thing
	for rank := range unheard {
		for i := range all {
			if ranks[i] == rank {
				out = append(out, all[i].thing)
			}
		}
	}
	return out
}

// stemsOf are the stems of the words of a text.
func stemsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for i := range words {
		words[i] = stem(words[i])
	}
	return words
}

// stem is a word without the endings of its forms, of several words those together; the stem of a stem is itself.
func stem(word string) string {
	word = strings.ToLower(word)
	if strings.ContainsAny(word, " -_") {
		return strings.Join(stemsOf(word), " ")
	}
	const shortest = 3
	for _, end := range []string{"ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"} {
		if short, ok := strings.CutSuffix(word, end); ok && len(short) >= shortest {
			return stem(short)
		}
	}
	return word
}

// tellMentions tells what speaks of a word that is no name.
func (a *app) tellMentions(word string, all []thing) error {
	if len(all) == 0 {
		return usage(unknownThing(word), "nothing is called %q", word)
	}
	const most = 10
	fmt.Fprintf(a.out, "Nothing is called %s. What speaks of it:\n\n", cleaned(fmt.Sprintf("%q", word)))
	g := &grid{header: []string{"name", "kind", "meaning"}}
	for _, t := range all[:min(len(all), most)] {
		g.add(t.name, t.kind, firstSentence(t.doc))
	}
	if err := g.folded(mostWide).text(a.out, "  ", a.ink); err != nil {
		return err
	}
	if more := len(all) - most; more > 0 {
		fmt.Fprintf(a.out, "  and %d more\n", more)
	}
	_, err := fmt.Fprintf(a.out, "\nnext: %s\n", all[0].next())
	return err
}

// firstSentence is the beginning of a text up to its first stop before a capital letter, without the stop.
func firstSentence(text string) string {
	for i := range len(text) - 2 {
		if text[i:i+2] == ". " && 'A' <= text[i+2] && text[i+2] <= 'Z' {
			return text[:i]
		}
	}
	return strings.TrimSuffix(text, ".")
}

// next is the command that tells more about a thing.
func (t thing) next() string {
	switch verb, isFlag := strings.CutPrefix(t.kind, "flag of "); {
	case isFlag:
		return "nines " + verb + " --help"
	case t.kind == "command":
		return "nines " + t.name + " --help"
	}
	return "nines describe " + t.name
}
