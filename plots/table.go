package plots

import (
	"nines/experiments/result"
	"nines/sim/catalog"
)

// Options choose what a chart is about where a folder holds several things. A chart ignores what it has no use for.
type Options struct {
	Metric  string `key:"metric"  doc:"metric to draw; empty: the first that the sweep or comparison was asked for"`
	Scope   string `key:"scope"   doc:"scope, such as service:api; empty: the first service"`
	Variant string `key:"variant" doc:"variant to draw where a chart shows one; empty: the baseline"`
	Point   int    `key:"point"   doc:"point of a sweep to draw where a chart shows one; -1: the base, else the first"`
	Against string `key:"against" doc:"swept parameter on the x axis, by its path; empty: the first that is a number"`
}

// Drawer draws one chart of a folder. Where the folder has no data for it, the error is a *NoData; a folder that cannot
// be read gives the error of package result.
type Drawer func(*result.Folder) (*Chart, error)

// NoData says in a sentence why a chart cannot be drawn from a folder.
type NoData struct{ Chart, Reason string }

func (e *NoData) Error() string { return "no chart " + e.Chart + ": " + e.Reason }

// chart is one row of the catalog.
type chart struct {
	name, doc string
	uses      []string // the keys of Options that it has a use for
	draw      func(*Chart, *result.Folder, Options) error
}

var charts = []chart{
	{"availability-fan", "Cumulative availability over time with bands over replications, on an axis of nines.",
		[]string{"scope", "variant", "point"}, fan},
	{"capacity", "Throughput within reach over time against the demand, with the headroom and what is short.",
		[]string{"scope", "variant", "point"}, capacity},
	{"sweep", "Any metric against a swept parameter with confidence bands, one curve per other setting.",
		[]string{"metric", "scope", "against"}, sweep},
	{"fleet", "Nodes up and cost against a swept parameter, one above the other, one curve per other setting.",
		[]string{"scope", "against"}, fleet},
	{"runway", "How likely each window meets an objective as demand grows, one curve per configuration.",
		[]string{"scope"}, runway},
	{"frontier", "Cost per year against availability on an axis of nines, with the configurations that nobody beats.",
		[]string{"metric", "scope"}, frontier},
	{"forest", "Differences of variants from each baseline with their intervals and the zero line.",
		[]string{"metric", "scope"}, forest},
	{"effects", "What each setting does to a metric: a tornado, sizes of effects (Morris) or shares of variance (Sobol').",
		[]string{"metric", "scope"}, effects},
	{"inputs", "What is known of a metric whose inputs are not known exactly, one point for each draw of them.",
		[]string{"metric", "scope"}, inputs},
	{"downtime", "Distribution of the downtime per year over replications, one curve per variant.",
		[]string{"scope"}, downtime},
	{"time-to-recover", "Share of outages that last longer than a given time, on two logarithmic axes.",
		[]string{"scope"}, recovery},
	{"survival", "How long until the first outage of a service or loss of data, and what a steady rate would give.",
		[]string{"scope"}, awaiting},
	{"durability", "Bytes kept for each byte of data against the nines of no loss, one point for each configuration.",
		[]string{"scope"}, durability},
	{"groups-at-risk", "Groups of a store over time by how many more fragments they bear to lose, and those lost.",
		[]string{"scope", "variant", "point"}, atRisk},
	{"concurrent", "How often so many nodes are down at once, against what independent failures would give.",
		nil, concurrent},
	{"phases", "What the mean time to restore is spent on, from detection to verification, one bar per configuration.",
		[]string{"scope"}, phases},
	{"detectors", "Mean detection time against false suspicions per day, one point or curve for each detector.",
		[]string{"scope", "against"}, detectors},
	{"latency-spectrum", "Latency by percentile up to the slowest requests, one curve per service or configuration.",
		[]string{"scope", "variant", "point"}, spectrum},
	{"latency-against-load", "Latency and the share of requests served against a swept load, with the knee of each curve.",
		[]string{"scope", "against"}, knee},
	{"retry-storm", "Requests, tries and what is served over time, around a fault; of several variants what each serves.",
		[]string{"scope", "variant", "point"}, storm},
	{"latency-over-time", "Percentiles of the latency over time, around a fault; of several variants the p99 of each.",
		[]string{"scope", "variant", "point"}, slowness},
	{"timeline", "What happened in the replication with the longest downtime, one lane for each component struck.",
		[]string{"variant", "point"}, timeline},
	{"causes", "Downtime by cause, with the cumulative share (Pareto chart).",
		[]string{"scope", "variant", "point"}, pareto},
	{"importance", "How much of the downtime would be gone without each fault, its share and the outages that it began.",
		[]string{"scope", "variant", "point"}, importance},
	{"precision", "How the mean of a metric and its interval settle as replications are added.",
		[]string{"metric", "scope", "variant", "point"}, precision},
	{"welch", "The warm-up check: means over replications from the start of the system on, and where measuring begins.",
		[]string{"metric", "scope", "variant", "point"}, welch},
}

// Table is the catalog of charts. The configuration of every row is an Options.
func Table() catalog.Table[Drawer] {
	rows := make([]catalog.Entry[Drawer], len(charts))
	for i, c := range charts {
		rows[i] = catalog.Define(c.name, c.doc, Options{Point: -1}, func(o Options) (Drawer, error) {
			return c.drawer(o), nil
		})
	}
	return catalog.NewTable("chart", rows...)
}

// Uses lists the keys of Options that a chart has a use for; nil for a name that is no chart's. The slice is shared.
func Uses(name string) []string {
	for _, c := range charts {
		if c.name == name {
			return c.uses
		}
	}
	return nil
}

func (row chart) drawer(o Options) Drawer {
	return func(f *result.Folder) (*Chart, error) {
		all, err := configurationsOf(f)
		if err != nil {
			return nil, err
		}
		c := newChart(row.name, all)
		c.Footer = provenance(&f.Manifest, all)
		if err := row.draw(c, f, o); err != nil {
			return nil, err
		}
		return c, nil
	}
}

// noData is the NoData of this chart.
func (c *Chart) noData(reason string) error { return &NoData{c.Name, reason} }
