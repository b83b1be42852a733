package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/scenario"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

func (a *app) describeVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "describe [NAME|WORD...]",
		Short: "Tell all about a key of the language, a policy, law, metric, chart, template or preset",
		Long: `Tell all about a key of the language, a policy, law, metric, chart, template or preset.

Without a name it tells what the sections of a scenario are. Keys are found by their name or by their path, in which
what you have named may stand by its name: faults.crash.heals; and so are the words that keys take: tornado. Where
nothing is called so, it tells what speaks of it.`,
		Example: `  nines describe
  nines describe faults
  nines describe services.api.up_when
  nines describe lanl.repair
  nines describe standby`,
		Args: arguments(0, -1, "a name or the path of a key; nines list shows them"),
		ValidArgsFunction: func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
			if strings.Contains(begun, ".") {
				return append(thingNames(), languages[0].form().Complete(begun)...), cobra.ShellCompDirectiveNoFileComp
			}
			return thingNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.describe(wholeLanguage())
				return nil
			}
			word := strings.Join(args, " ")
			all := slices.Concat(named(word), together(keyThings(word)))
			if len(all) == 0 {
				all = slices.Concat(parameters(word), keysBeside(word))
			}
			all = append(all, values(word)...)
			for i, t := range all {
				if i > 0 {
					fmt.Fprintln(a.out)
				}
				a.describe(t)
			}
			if len(all) == 0 {
				return a.tellMentions(word, mentions(word, everything(cmd.Root())))
			}
			return nil
		},
	}
}

// named are the things of the catalogs that are called so.
func named(name string) (all []thing) {
	for _, kind := range kinds() {
		for _, t := range things(kind) {
			if t.name == name && !t.key {
				all = append(all, t)
			}
		}
	}
	return all
}

func thingNames() []string {
	var names []string
	for _, t := range append(allThings(), values("")...) {
		name := t.name[strings.LastIndexByte(t.name, '.')+1:]
		if !t.key {
			name = t.name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// unknownThing does not list everything there is.
func unknownThing(name string) string {
	if near := scenario.Nearest(name, thingNames()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "nines list " + strings.Join(kinds(), "|") + " shows what there is"
}

func (a *app) describe(t thing) {
	fmt.Fprintf(a.out, "%s (%s)\n%s\n", a.ink.bold(t.name), t.kind, strings.Join(fold(t.doc, mostWide), "\n"))
	for _, note := range t.notes {
		label, text := note[0]+":", note[1]
		if strings.Contains(text, "\n") {
			fmt.Fprintf(a.out, "  %s\n    %s\n", label, strings.ReplaceAll(text, "\n", "\n    "))
			continue
		}
		const indent = 14
		lines := fold(text, mostWide-indent)
		fmt.Fprintf(a.out, "  %-11s %s\n", label, strings.Join(lines, "\n"+strings.Repeat(" ", indent)))
	}
	if len(t.params) > 0 {
		g := &grid{header: []string{"parameter", "type", "default", "meaning"}}
		for _, p := range t.params {
			g.add(p.Key, typeName(p.Type), defaultText(p), p.Doc)
			if p.Type.Kind() == reflect.Slice && p.Type.Elem().Kind() == reflect.Struct {
				for _, part := range catalog.ParamsOf(reflect.Zero(p.Type.Elem()).Interface()) {
					g.add(p.Key+"."+part.Key, typeName(part.Type), "", part.Doc)
				}
			}
		}
		fmt.Fprintln(a.out)
		_ = g.folded(mostWide).text(a.out, "  ", a.ink) // a full disk shows when the output is flushed
	}
	if len(t.keys) > 0 {
		fmt.Fprintln(a.out)
		_ = keyGrid(t.keys).folded(mostWide).text(a.out, "  ", a.ink) // a full disk shows when the output is flushed
	}
	if t.sample != "" {
		fmt.Fprintf(a.out, "\nexample: %s\n", t.sample)
	}
}

// typeName calls a parameter's type as users do.
func typeName(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Interface:
		if t == reflect.TypeFor[dist.Law]() {
			return "law"
		}
		return "policy"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		if t == reflect.TypeFor[unit.Bytes]() {
			return "size"
		}
		return "whole number"
	case reflect.Float64:
		if t.PkgPath() == "" {
			return "number"
		}
		return strings.ToLower(t.Name())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Float64 {
			return "numbers"
		}
		return "list"
	case reflect.Map, reflect.Struct, reflect.Array:
		return "mapping"
	}
	return strings.ToLower(t.Name())
}

// defaultText is what applies where the user says nothing; "" where the parameter is left open.
func defaultText(p catalog.Param) string {
	v := reflect.ValueOf(p.Default)
	switch {
	case !v.IsValid(), v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.Slice && v.Len() == 0:
		return ""
	case v.Kind() == reflect.Map && v.Len() == 0:
		return ""
	case v.Kind() == reflect.String:
		return v.String()
	}
	if s, ok := p.Default.(fmt.Stringer); ok {
		return s.String()
	}
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
		return titles(v)
	}
	if v.Kind() == reflect.Struct {
		var parts []string
		for _, part := range catalog.ParamsOf(p.Default) {
			if text := defaultText(part); text != "" {
				parts = append(parts, part.Key+" "+text)
			}
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(p.Default)
}

// titles lists the elements of a list of mappings by what stands first in each.
func titles(list reflect.Value) string {
	var all []string
	for i := range list.Len() {
		if params := catalog.ParamsOf(list.Index(i).Interface()); len(params) > 0 {
			all = append(all, defaultText(params[0]))
		}
	}
	return strings.Join(all, ", ")
}
