package scenario

import (
	"reflect"
	"testing"

	"go.yaml.in/yaml/v4"

	"nines/sim/catalog"
)

// What a policy takes it heeds: every key of every row, in every mode of it, makes another policy of it or is refused.
func TestNoPolicyIgnoresAKey(t *testing.T) {
	catalogs := DefaultCatalogs()
	heedsAll(t, catalogs, catalogs.Detection)
	heedsAll(t, catalogs, catalogs.Alarm)
	heedsAll(t, catalogs, catalogs.Correlation)
	heedsAll(t, catalogs, catalogs.Localization)
	heedsAll(t, catalogs, catalogs.Actions)
	heedsAll(t, catalogs, catalogs.Recovery)
	heedsAll(t, catalogs, catalogs.Dispatching)
	heedsAll(t, catalogs, catalogs.Balancing)
	heedsAll(t, catalogs, catalogs.Queueing)
	heedsAll(t, catalogs, catalogs.Ejection)
	heedsAll(t, catalogs, catalogs.Brownout)
	heedsAll(t, catalogs, catalogs.Numbers)
	heedsAll(t, catalogs, catalogs.Shedding)
}

// heedsAll holds each row to that, beside the parameters of its example, in each of the words that a key of it takes.
func heedsAll[T any](t *testing.T, catalogs Catalogs, table catalog.Table[T]) {
	g := newGrammar(catalogs)
	for _, e := range table.Rows() {
		keys := rowForm(g, e, "policy").Keys[1:]
		modes := [][2]string{{}}
		for _, k := range keys {
			if testing.Short() && k.Name == "signal" {
				continue // of which each takes a while to compute
			}
			for _, word := range k.Form.Words {
				modes = append(modes, [2]string{k.Name, word})
			}
		}
		for _, mode := range modes {
			for _, k := range keys {
				if k.Name != mode[0] {
					heeds(t, sample[T]{table, e, g, mode}, k)
				}
			}
		}
	}
}

// sample is a row of a catalog with the parameters of its example, one of them changed.
type sample[T any] struct {
	table catalog.Table[T]
	row   catalog.Entry[T]
	*grammar
	mode [2]string // a key and its value
}

// heeds holds one key to that: of several values that are taken, one at least makes a difference.
func heeds[T any](t *testing.T, s sample[T], k Key) {
	usual, ok := s.with(k.Name, "")
	if !ok {
		return // in that mode the example lacks something, or has too much
	}
	taken := 0
	for _, value := range someOf(k.Form) {
		other, ok := s.with(k.Name, value)
		if ok && !reflect.DeepEqual(usual, other) {
			return
		}
		if ok {
			taken++
		}
	}
	if taken > 1 {
		t.Errorf("%s %s takes %s beside %v and ignores it", s.table.Family(), s.row.Name(), k.Name, s.mode)
	}
}

// with is the row with a value for a key; "" for none.
func (s sample[T]) with(key, value string) (v T, ok bool) {
	n, problems := (&Document{}).load("{ policy: " + s.row.Name() + ", " + s.row.Example() + " }")
	if len(problems) > 0 {
		return v, false
	}
	d := newDecoder(&Document{root: n, origins: map[*yaml.Node]string{}})
	d.readers = s.readers
	for _, pair := range [][2]string{s.mode, {key, value}} {
		if pair[1] != "" {
			at, _ := (&Document{}).load(pair[1])
			must(d.document.assign(n, pair[0], at, "", ""))
		}
	}
	v, out := row(d, s.table, "policy", n, "x")
	return v, out != nil
}

// someOf are values of a form, of which the default of a key is one at most.
func someOf(f *Form) []string {
	switch f.Kind {
	case Word:
		return f.Words
	case Truth:
		return []string{"true", "false"}
	case Number, Whole:
		return []string{"1", "2", "3", "7", "0.1"}
	case Quantity:
		return []string{"1", "2", "11%", "60%", "91%", "99.7%", "3ms", "3s", "7m", "11m", "3h", "7d", "70d", "3/s", "0.3/s",
			"7GB", "3MB/s", "3x"}
	case Text:
		return []string{"api", "zone", "rack", "other"}
	case List:
		var all []string
		for _, one := range someOf(f.Of) {
			all = append(all, "[ "+one+" ]")
		}
		return all
	case Names:
		var all []string
		for _, one := range someOf(f.Of) {
			all = append(all, "{ crash: "+one+" }")
		}
		return all
	case Mapping:
		var all []string
		if f.Tag != "" {
			return []string{"{ policy: " + f.Name + " }"}
		}
		for _, k := range f.Keys {
			for _, one := range someOf(k.Form) {
				all = append(all, "{ "+k.Name+": "+one+" }")
			}
		}
		return all
	case Choice:
		var all []string
		for _, one := range f.Choices {
			if one.Kind == Mapping && one.Tag == "dist" {
				return []string{"{ dist: constant, value: 7m }", "{ dist: constant, value: 7s }", "7m", "3s", "3ms"}
			}
			all = append(all, someOf(one)...)
		}
		return all
	}
	return nil
}
