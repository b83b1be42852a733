package scenario

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/models/traffic"
	"nines/models/world"
	"nines/policies/admission"
	"nines/policies/alarm"
	"nines/policies/balancing"
	"nines/policies/brownout"
	"nines/policies/correlation"
	"nines/policies/detection"
	"nines/policies/dispatching"
	"nines/policies/ejection"
	"nines/policies/hedging"
	"nines/policies/localization"
	"nines/policies/placement"
	"nines/policies/queueing"
	"nines/policies/recovery"
	"nines/policies/retrying"
	"nines/policies/shedding"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Catalogs are the things that a scenario may name. They are values: a program with a policy of its own passes
// DefaultCatalogs with a larger table.
type Catalogs struct {
	Laws         catalog.Table[dist.Law]
	Detection    catalog.Table[models.Detector]
	Alarm        catalog.Table[models.Agreement]
	Correlation  catalog.Table[models.Correlator]
	Localization catalog.Table[models.Localizer]
	Actions      catalog.Table[recovery.Action]
	Recovery     catalog.Table[models.Recoverer]
	Dispatching  catalog.Table[models.Dispatcher]
	Balancing    catalog.Table[models.Balancer]
	Arrivals     catalog.Table[models.Arrivals]
	Backoff      catalog.Table[models.Backoff]
	Budgets      catalog.Table[models.RetryBudget]
	Admission    catalog.Table[models.Admission]
	Hedging      catalog.Table[models.Hedging]
	Queueing     catalog.Table[models.Discipline]
	Ejection     catalog.Table[models.Ejection]
	Brownout     catalog.Table[models.Brownout]
	Numbers      catalog.Table[models.Number]
	Shedding     catalog.Table[models.Shedding]
	Placement    catalog.Table[models.Placer]
}

// DefaultCatalogs are the tables that ship.
func DefaultCatalogs() Catalogs { return shipped() }

// shipped are made once, as thousands of points ask for them.
var shipped = sync.OnceValue(func() Catalogs {
	return Catalogs{dist.Table(), detection.Table(), alarm.Table(), correlation.Table(), localization.Table(),
		recovery.Actions(), recovery.Table(), dispatching.Table(), balancing.Table(), traffic.Table(), retrying.Table(),
		retrying.Budgets(), admission.Table(), hedging.Table(), queueing.Table(), ejection.Table(),
		brownout.Table(), traffic.Numbers(), shedding.Table(), placement.Table()}
})

// Scenario is a document that has been understood.
type Scenario struct {
	Spec       Spec
	Blueprint  *models.Blueprint
	Plan       *world.Plan // the blueprint, prepared
	Objectives []Objective
	Resolved   []byte   // the scenario with every default written out, as YAML
	Hash       string   // of Resolved and of the data files: 64 hexadecimal digits
	Files      []string // of data, by name as the scenario has it
	Presets    []Preset // used, in the order of the file
	Warnings   Problems // what may make the answer differ from what its author thinks

	folder   string          // where Files are
	playedAt map[int]Problem // where it is said what requests come, by service
}

// compiler carries a Spec over into a Blueprint.
type compiler struct {
	*decoder
	spec      Spec
	blueprint *models.Blueprint
	plan      *world.Plan                    // of the blueprint; nil where something is wrong
	detectors catalog.Table[models.Detector] // that the scenario might have named
	actions   catalog.Table[recovery.Action] // likewise
	usual     map[string]recovery.Action     // of those that rules have named, as they are
}

func newCompiler(d *Document, catalogs Catalogs) *compiler {
	c := &compiler{decoder: newDecoder(d), blueprint: &models.Blueprint{}, detectors: catalogs.Detection,
		actions: catalogs.Actions, usual: map[string]recovery.Action{}}
	c.install(catalogs)
	return c
}

// Compile understands a document. The error, if any, is of type Problems and holds everything that is wrong. d is not
// changed.
func (d *Document) Compile(catalogs Catalogs) (*Scenario, error) { return d.compiled(catalogs, false) }

// CompilePoint is Compile for one of several settings of the same scenario, of which some install less than a service
// asks for: there it is down all the time, and Plan.Unmet says why.
func (d *Document) CompilePoint(catalogs Catalogs) (*Scenario, error) {
	return d.compiled(catalogs, true)
}

func (d *Document) compiled(catalogs Catalogs, unmet bool) (*Scenario, error) {
	s, err := d.understand(catalogs, unmet)
	if problems, ok := err.(Problems); ok && len(d.settings) > 0 {
		return nil, d.blame(problems, catalogs, unmet)
	}
	return s, err
}

// understand is Compile, with every problem where it shows.
func (d *Document) understand(catalogs Catalogs, unmet bool) (*Scenario, error) {
	c := newCompiler(d.Clone(), catalogs)
	c.blueprint.Unmet = unmet
	c.insertDefaults()
	resolved := c.value(c.document.root, reflect.ValueOf(&c.spec).Elem(), "")
	objectives := c.compile()
	if errs := c.problems.Errors(); len(errs) > 0 {
		return nil, errs.sorted()
	}
	s := &Scenario{Spec: c.spec, Blueprint: c.blueprint, Plan: c.plan, Objectives: objectives, Presets: c.presets,
		Files: c.files, Warnings: c.problems.sorted().once(), folder: d.folder, playedAt: c.playedAt()}
	s.Resolved = dump(resolved)
	sum := sha256.Sum256(append(c.digest.Sum(nil), s.Resolved...))
	s.Hash = hex.EncodeToString(sum[:])
	return s, nil
}

// install tells the decoder how to read the interfaces of a Spec and of the parameters of policies.
func (c *compiler) install(catalogs Catalogs) {
	c.readers[reflect.TypeFor[dist.Law]()] = lawReader(catalogs.Laws)
	c.readers[reflect.TypeFor[dist.Component]()] = componentReader(catalogs.Laws)
	c.readers[reflect.TypeFor[dist.Samples]()] = samplesReader()
	c.readers[reflect.TypeFor[traffic.Record]()] = recordReader()
	c.readers[reflect.TypeFor[placement.Sheet]()] = sheetReader()
	c.readers[reflect.TypeFor[WatchSpec]()] = watchReader(catalogs.Detection)
	c.readers[reflect.TypeFor[AlarmSpec]()] = alarmReader(catalogs.Alarm)
	c.readers[reflect.TypeFor[models.Correlator]()] = tableReader(catalogs.Correlation, "policy")
	c.readers[reflect.TypeFor[models.Localizer]()] = tableReader(catalogs.Localization, "policy")
	c.readers[reflect.TypeFor[ActionSpec]()] = actionReader(catalogs.Actions)
	c.readers[reflect.TypeFor[models.Recoverer]()] = c.recoveryReader(catalogs)
	c.readers[reflect.TypeFor[models.Dispatcher]()] = tableReader(catalogs.Dispatching, "policy")
	c.readers[reflect.TypeFor[BalancingSpec]()] = balancingReader(catalogs.Balancing)
	c.readers[reflect.TypeFor[ArrivalsSpec]()] = arrivalsReader(catalogs.Arrivals)
	c.readers[reflect.TypeFor[models.Backoff]()] = tableReader(catalogs.Backoff, "policy")
	c.readers[reflect.TypeFor[models.Admission]()] = tableReader(catalogs.Admission, "policy")
	c.readers[reflect.TypeFor[EjectionSpec]()] = ejectionReader(catalogs.Ejection)
	c.readers[reflect.TypeFor[BrownoutSpec]()] = brownoutReader(catalogs.Brownout)
	c.readers[reflect.TypeFor[models.Number]()] = numberReader(catalogs.Numbers)
	c.readers[reflect.TypeFor[models.Shedding]()] = tableReader(catalogs.Shedding, "policy")
	c.readers[reflect.TypeFor[models.Placer]()] = tableReader(catalogs.Placement, "policy")
	c.readers[reflect.TypeFor[OrderSpec]()] = orderReader(catalogs.Queueing)
	c.readers[reflect.TypeFor[models.RetryBudget]()] = budgetReader(catalogs.Budgets)
	c.readers[reflect.TypeFor[HedgeSpec]()] = hedgeReader(catalogs.Hedging)
}

// insertDefaults writes the sections that apply where a scenario has none, and warns where that flatters the answer.
func (c *compiler) insertDefaults() {
	base := filepath.Base(c.document.file)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if !isName(name) {
		name = "scenario"
	}
	root := c.document.root
	c.unknownKeys(root, keysOf(fieldsOf(reflect.TypeFor[Spec]())), "") // what is misspelled is not missing
	for _, section := range []string{"detection", "localization"} {
		if c.lookup(root, section) == nil {
			so := "times to restore lack its share"
			if section == "detection" && c.lookup(root, "traffic") != nil {
				so += ", and balancers keep from who is ill, whatever it has, from the first instant on"
			}
			c.warnAt("", "add the section "+section, "there is no section %[1]s: %[1]s is taken to be perfect and "+
				"immediate, %[2]s", section, so)
		}
	}
	insert := func(key string, value *yaml.Node) {
		if c.lookup(root, key) == nil {
			must(c.document.put(key, value, "default "+key))
		}
	}
	insert("name", textNode(name))
	if named := c.lookup(root, "detection"); named != nil && len(named.Content) > 2 { // keys and values
		insert("alarm", policy("any"))
	}
	insert("detection", mapping("instant", policy("instant")))
	insert("correlation", policy("perfect"))
	insert("localization", policy("exact"))
	insert("recovery", policy("repair"))
	insert("balancing", policy("round-robin"))
	c.insertDispatchers()
}

// policy is one with the settings that it has by itself.
func policy(name string) *yaml.Node { return mapping("policy", textNode(name)) }

// mapping has one key.
func mapping(key string, value *yaml.Node) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Tag: "!!map"}
	appendPair(m, key, value)
	return m
}

// insertDispatchers has crews serve first who came first, unless they say otherwise.
func (c *compiler) insertDispatchers() {
	resources := lookup(c.document.root, "resources")
	if resources == nil {
		return
	}
	crews := lookup(resources, "crews")
	if crews == nil || crews.Kind != yaml.MappingNode {
		return
	}
	for k := 1; k < len(crews.Content); k += 2 {
		if crew := crews.Content[k]; crew.Kind == yaml.MappingNode && lookup(crew, "dispatch") == nil {
			appendPair(crew, "dispatch", policy("fifo"))
		}
	}
}

// compile fills the blueprint; it goes on after errors as long as there is something to be found.
func (c *compiler) compile() []Objective {
	b := c.blueprint
	if c.spec.Version != 1 && c.given["version"] != nil {
		c.failAt("version", "write version: 1", "version %d of the language is not known", c.spec.Version)
	}
	if !isName(c.spec.Name) {
		c.failAt("name", nameHelp, "%s is not a name", quote(c.spec.Name))
	}
	b.Name, b.Recoverer = c.spec.Name, c.spec.Recovery
	b.Correlator, b.Localizers = c.spec.Correlation, c.spec.Localization
	c.timing()
	c.topology()
	c.resources()
	if b.Topology != nil {
		c.faults()
		c.logs()
		c.stores()
		c.services()
		c.transactions()
		c.budgets()
		c.renewals()
	}
	c.watches()
	c.balancing()
	c.sights()
	c.lastLocalizer()
	c.recovery()
	c.dispatchers()
	c.traffic()
	c.windows()
	c.burden()
	c.futile()
	c.limits()
	objectives := c.objectives()
	c.findable()
	c.regenerative()
	if len(c.problems.Errors()) == 0 {
		c.eventful()
		c.overplayed()
		c.overtransacted()
	}
	if len(c.problems.Errors()) == 0 {
		c.prepare()
	}
	return objectives
}

// prepare lets the model judge the whole, and finds the place of what it says.
func (c *compiler) prepare() {
	var err error
	if c.plan, err = world.Prepare(c.blueprint); err == nil {
		return
	}
	at, flaw := "", (*models.Flaw)(nil)
	if errors.As(err, &flaw) {
		at = flaw.Place
	}
	message, help, _ := strings.Cut(err.Error(), "; ")
	c.failAt(at, help, "%s", message)
}

// dump writes a tree of plain nodes as YAML that tools of YAML 1.1 read alike.
func dump(n *yaml.Node, options ...yaml.Option) []byte {
	var b bytes.Buffer
	quoteForOthers(n)
	dumper, err := yaml.NewDumper(&b, options...)
	must(err)
	must(dumper.Dump(n))
	must(dumper.Close())
	return b.Bytes()
}

// must is for what cannot fail: writing to memory, paths that are constants.
func must(err error) {
	if err != nil {
		panic(fmt.Sprintf("scenario: %v", err))
	}
}
