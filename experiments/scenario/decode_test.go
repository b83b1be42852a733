package scenario

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"nines/sim/catalog"
	"nines/sim/unit"
)

// shop exercises everything that the decoder knows.
type shop struct {
	Name    string                `key:"name" required:"true"`
	Hours   unit.Duration         `key:"hours"`
	Share   unit.Ratio            `key:"share"`
	Stock   int                   `key:"stock"`
	Weight  float64               `key:"weight"`
	Open    bool                  `key:"open"`
	Limit   *unit.Count           `key:"limit"`
	Tags    []string              `key:"tags"`
	Shelves Ordered[shelf]        `key:"shelves"`
	Prices  map[string]unit.Price `key:"prices"`
	Door    door                  `key:"door"`
}

func (s *shop) setDefaults() { s.Hours, s.Share = 8*unit.Hour, 0.5 }

type shelf struct {
	Length float64 `key:"length" required:"true"`
}

type door interface{ width() float64 }

type swing struct{ Width float64 }

func (s swing) width() float64 { return s.Width }

type swingConfig struct {
	Width float64 `key:"width" doc:"m"`
}

var doors = catalog.NewTable("door", catalog.Define("swing", "A door.", swingConfig{Width: 1},
	func(c swingConfig) (door, error) {
		if c.Width <= 0 {
			return nil, fmt.Errorf("width is %g; write a width above 0", c.Width)
		}
		return swing(c), nil
	}), catalog.Define("none", "A hole.", struct{}{}, func(struct{}) (door, error) { return swing{}, nil }))

// read decodes a shop and returns it with its resolved form and the report.
func read(t *testing.T, text string, sets ...[2]string) (shop, string, string) {
	t.Helper()
	document, err := Parse("shop.yaml", []byte(text))
	for i := 0; err == nil && i < len(sets); i++ {
		err = document.Set(sets[i][0], sets[i][1])
	}
	if err != nil {
		return shop{}, "", err.Error()
	}
	d := newDecoder(document)
	d.readers[reflect.TypeFor[door]()] = tableReader(doors, "policy")
	var s shop
	out := d.value(document.root, reflect.ValueOf(&s).Elem(), "")
	if len(d.problems) > 0 {
		return s, "", d.problems.sorted().Error()
	}
	var b bytes.Buffer
	dumper, _ := yaml.NewDumper(&b)
	if err := dumper.Dump(out); err != nil {
		t.Fatal(err)
	}
	dumper.Close()
	return s, b.String(), ""
}

const goodShop = `name: 010
stock: 1k
weight: 1.5e3
open: true
limit: 2M
tags: [&a x, *a, "null"]
shelves: {b: {length: 2}, a: {length: 1}}
prices: {milk: 2/h, bread: 310/month}
door: {policy: swing, width: 2}
`

func TestDecode(t *testing.T) {
	s, resolved, report := read(t, goodShop)
	limit := unit.Count(2e6)
	want := shop{Name: "010", Hours: 8 * unit.Hour, Share: 0.5, Stock: 1000, Weight: 1500, Open: true, Limit: &limit,
		Tags: []string{"x", "x", "null"}, Shelves: Ordered[shelf]{{"b", shelf{2}}, {"a", shelf{1}}},
		Prices: map[string]unit.Price{"milk": 2.0 / 3600, "bread": 310 / unit.Price(unit.Month)}, Door: swing{2}}
	if diff := cmp.Diff(want, s); report != "" || diff != "" {
		t.Errorf("%s\n%s", report, diff)
	}
	wantResolved := `name: '010'
hours: 8h
share: 50%
stock: 1000
weight: 1500
open: true
limit: 2M
tags:
- x
- x
- 'null'
shelves:
  b:
    length: 2
  a:
    length: 1
prices:
  milk: 2/h
  bread: 310/month
door:
  policy: swing
  width: 2
`
	if diff := cmp.Diff(wantResolved, resolved); diff != "" {
		t.Error(diff)
	}
	again, twice, report := read(t, resolved)
	if diff := cmp.Diff(s, again); diff != "" || report != "" {
		t.Errorf("the resolved form reads differently: %s%s", report, diff)
	}
	if diff := cmp.Diff(resolved, twice); diff != "" {
		t.Errorf("resolving is not idempotent:\n%s", diff)
	}
}

func TestDecodeReportsEverything(t *testing.T) {
	_, _, report := read(t, `hours: 30
stock: three
weight: 0x10
open: yes
limit: -1
tags: x
shelves: {a: {lenght: 1}, "b c": {length: 1}, d: 3}
prices:
door: {policy: swign}
share: [1]
`, [2]string{"shelves.e.length", "1s"}, [2]string{"dor.policy", "none"})
	const want = `error: the file needs the key "name"
  --> shop.yaml:1:1
  1 | hours: 30
    | ^^^^^
 help: write name: …

error: hours: ` + "`30`" + ` has no unit
  --> shop.yaml:1:8
  1 | hours: 30
    |        ^^
 help: write 30s, 30m, 30h or 30d

error: stock: want a whole number, got "three"
  --> shop.yaml:2:8
  2 | stock: three
    |        ^^^^^
 help: write for example stock: 3

error: weight: want a number, got "0x10"
  --> shop.yaml:3:9
  3 | weight: 0x10
    |         ^^^^
 help: write for example weight: 1.5

error: open: want true or false, got "yes"
  --> shop.yaml:4:7
  4 | open: yes
    |       ^^^
 help: write for example open: true

error: limit: ` + "`-1`" + ` is negative
  --> shop.yaml:5:8
  5 | limit: -1
    |        ^^
 help: a count is zero or more, as in 360, 10k or 2M

error: tags: want a list, got "x"
  --> shop.yaml:6:7
  6 | tags: x
    |       ^
 help: write tags: [x]

error: unknown key "lenght" in shelves.a
  --> shop.yaml:7:15
  7 | shelves: {a: {lenght: 1}, "b c": {length: 1}, d: 3}
    |               ^^^^^^
 help: did you mean "length"? known keys here: length

error: "b c" is not a name
  --> shop.yaml:7:27
  7 | shelves: {a: {lenght: 1}, "b c": {length: 1}, d: 3}
    |                           ^^^^^
 help: use up to 60 ASCII letters, digits, - and _

error: shelves.d: want a mapping of keys to values, got "3"
  --> shop.yaml:7:50
  7 | shelves: {a: {lenght: 1}, "b c": {length: 1}, d: 3}
    |                                                  ^
 help: write for example d: { length: 3 }

error: prices has no value
  --> shop.yaml:8:8
  8 | prices:
    |        ^
 help: give it a value, or leave the key out

error: unknown door "swign" in door
  --> shop.yaml:9:16
  9 | door: {policy: swign}
    |                ^^^^^
 help: did you mean "swing"? known names: swing, none

error: share: want a ratio, got a list
  --> shop.yaml:10:8
 10 | share: [1]
    |        ^
 help: write share: 1

error: unknown key "dor" in the file
  --> --set dor.policy=none
 help: did you mean "door"? known keys here: name, hours, share, stock, weight, open, limit, tags, shelves, prices, door

error: shelves.e.length: want a number, got "1s"
  --> --set shelves.e.length=1s
 help: write for example length: 1.5`
	if diff := cmp.Diff(want, report); diff != "" {
		t.Error(diff)
	}
}

// What a constructor says stands at the key that it begins with.
func TestConstructorErrorsStandAtTheirKey(t *testing.T) {
	_, _, report := read(t, "name: x\ndoor: {policy: swing, width: -1}\n")
	const want = `error: door: width is -1
  --> shop.yaml:2:30
  2 | door: {policy: swing, width: -1}
    |                              ^^
 help: write a width above 0`
	if diff := cmp.Diff(want, report); diff != "" {
		t.Error(diff)
	}
}

// What is a list of mappings is shown as one: in brackets, the word that stands there would be refused again. So it
// would be at one of several keys that are needed.
func TestListsOfMappingsAreShown(t *testing.T) {
	for text, want := range map[string]string{
		"topology: fleet":        "write for example topology: [ { level: zone, count: 3 }, { level: node, count: 20 } ]",
		"run: { precision: 5% }": "write for example precision: { metric: request_success, relative: 5% }",
		"slo: 99.9%":             "write for example slo: [ { metric: availability, at_least: 99.9% } ]",
	} {
		d, err := Parse("x.yaml", []byte("version: 1\n"+text+"\n"))
		if err == nil {
			_, err = d.Compile(DefaultCatalogs())
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
