package gallery

import (
	"embed"
	"fmt"
	"io/fs"

	"nines/sim/catalog"
)

// Main is the name of the scenario among the files of every template.
const Main = "scenario.yaml"

// Template is an example as a set of files, Main first and the others by name.
type Template struct{ Files []File }

// File is one file of a template; Name has no folder in it. Data is shared: do not write to it.
type File struct {
	Name string
	Data []byte
}

// Listed by name, so that a file put beside a scenario stays out of the program.
//
//go:embed */scenario.yaml */sweep*.yaml */compare*.yaml */plan*.yaml replay/outages.csv
var folders embed.FS

// Table lists the templates, the one to start from first.
func Table() catalog.Table[Template] {
	return catalog.NewTable[Template]("template",
		row("web", "A web service on 360 nodes in three zones to start from, with sweep, comparison and plan."),
		row("crews", "A thousand nodes and too few hands: the machine repairman, with a sweep over crews."),
		row("dean", "The first year of 1,800 servers: machines, racks, power, network, heat; Dean 2009."),
		row("lanl", "A cluster of 1,024 nodes with the fitted lives and repairs of Los Alamos system 18."),
		row("replay", "The recorded outages of a provider, played onto a region, with a comparison to two."),
		row("pipeline", "From fault to repair: detectors, localizers and recovery policies compared on one system."),
		row("kubernetes", "The death of a node with the defaults of Kubernetes, with a sweep over the toleration."),
		row("gray", "Failures that heartbeats do not see, and what monitoring, outliers and people add."),
		row("alarm-storm", "One switch, forty alarms, two people: what a correlator of alarms is worth."),
		row("shifts", "Crews by day, on call or around the clock, and parts that take weeks, with what each costs."),
		row("age-replacement", "Parts that wear out, replaced at an age for less than a failure costs, with a sweep."),
		row("static-stability", "Headroom for the loss of a zone, drilled three times a year, with a sweep over it."),
		row("growth", "Demand that grows for three years, with a sweep over the size: until when each is enough."),
		row("evacuation", "The loss of a zone with headroom, with instances that must start first, and with neither."),
		row("retry-storm", "A minute of slowness that retries make last, and what ends that: budgets, deadlines, shedding."),
		row("cold-cache", "All caches are restarted, and their database gets the load of all: does it come back?"),
		row("hash-loss", "One of ten caches is lost: how many keys move, under rings, maglev, rendezvous and jump."),
		row("peak", "Capacity for the busiest minutes with a zone lost, by the share of requests that are fast."),
		row("llm", "A language model on six servers: batches, bursts, restarts, and what is kept of each user."),
		row("reconnect-storm", "Nodes that are back shake hands with all clients at once, and what keeps that small."),
		row("black-hole", "A node that fails fast looks idle and draws the traffic of all, and ejection that cures it."),
		row("balancers", "Nine balancers while zone after zone is lost: their latency paired, and load against p99."),
		row("hedging", "The tail at scale: what a second try is worth, when to send it, and what it costs."),
		row("fan-out", "A search that waits for 20 leaves: what is rare at one is what users see, and what helps."),
		row("load-sweep", "Ten nodes under more and more load: latency, goodput and the knee under four balancers."),
		row("storage", "A petabyte in ten racks: copies or codes, spread or at random, and how long repair may wait."),
		row("schemes", "Three copies, codes 10+4 and 6+3 or a local one, where one surge takes nodes in all zones."),
		row("copysets", "One node in a hundred is dead after the power fails: what is lost, of random copies and of sets."),
		row("bursts", "A petabyte in code 6+3 whose nodes fail in bursts: what racks, speed and copies are worth."),
		row("carts", "Carts in three zones, one of which is cut off: both sides go on and conflict, or one refuses."),
		row("consensus", "etcd with three members or five, across zones or regions: who leads, and how long commits take."),
		row("bank-transfer", "Transfers over two databases: in doubt with one coordinator or a log, or sagas instead."),
		row("year-of-requests", "A year of 1,000 requests a second, played in windows of all kinds of times that it has."),
	)
}

// row is a template that has no parameters.
func row(name, doc string) catalog.Entry[Template] {
	return catalog.Define(name, doc, struct{}{}, func(struct{}) (Template, error) { return read(name) })
}

// read collects the embedded files of a template.
func read(name string) (Template, error) {
	entries, err := fs.ReadDir(folders, name)
	if err != nil {
		return Template{}, fmt.Errorf("template %s: %w", name, err)
	}
	var main, others []File
	for _, e := range entries {
		data, err := folders.ReadFile(name + "/" + e.Name())
		if err != nil {
			return Template{}, fmt.Errorf("template %s: %w", name, err)
		}
		if e.Name() == Main {
			main = []File{{e.Name(), data}}
		} else {
			others = append(others, File{e.Name(), data})
		}
	}
	return Template{append(main, others...)}, nil
}

// Find returns the files of a template by its name; false if there is none.
func Find(name string) (Template, bool) {
	entry, ok := Table().Find(name)
	if !ok {
		return Template{}, false
	}
	t, err := entry.Build(func(any) error { return nil })
	if err != nil {
		panic(err) // the files are part of the program
	}
	return t, true
}
