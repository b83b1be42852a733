package plots

import (
	"nines/experiments/result"
	"nines/sim/catalog"
)

// Options choose what a chart is about where a folder holds several things. A chart ignores what it has no use for.
type Options struct {
	Metric  string `key:"metric"  doc:"metric to compare; empty: the first in compare.csv"`
	Scope   string `key:"scope"   doc:"scope, such as service:api; empty: the first service"`
	Variant string `key:"variant" doc:"variant to draw where a chart shows one; empty: the first that fits"`
	Point   int    `key:"point"   doc:"point of a sweep to draw where a chart shows one; -1: the first that fits"`
	Against string `key:"against" doc:"swept parameter on the x axis, by its path; empty: the first that is a number"`
}

// Drawer draws one chart of a folder. Where the folder has no data for it, the error is a *NoData; a folder that cannot
// be read gives the error of package result.
type Drawer func(*result.Folder) (*Chart, error)

// NoData says in a sentence why a chart cannot be drawn from a folder.
type NoData struct{ Chart, Reason string }

func (e *NoData) Error() string { return "no chart " + e.Chart + ": " + e.Reason }

// Table is the catalog of charts. The configuration of every row is an Options.
func Table() catalog.Table[Drawer] {
	return catalog.NewTable("chart",
		row("availability-fan",
			"Cumulative availability over time with bands over replications, on an axis of nines.", fan),
		row("sweep", "Unavailability against a swept parameter with confidence bands, one curve per other setting.",
			sweep),
		row("forest", "Paired differences of variants from the baseline with their intervals and the zero line.",
			forest),
		row("downtime", "Distribution of the downtime per year over replications, one curve per variant.", downtime),
		row("time-to-recover", "Share of outages that last longer than a given time, on two logarithmic axes.",
			recovery),
		row("phases", "What the mean time to restore is spent on, from detection to verification, one bar per configuration.",
			phases),
		row("detectors", "Mean detection time against false suspicions per day, one point or curve for each detector.",
			detectors),
		row("timeline", "What happened in the replication with the longest downtime, one lane for each component struck.",
			timeline),
		row("causes", "Downtime by cause, with the cumulative share (Pareto chart).", pareto),
	)
}

func row(name, doc string, draw func(*Chart, *result.Folder, Options) error) catalog.Entry[Drawer] {
	return catalog.Define(name, doc, Options{Point: -1}, func(o Options) (Drawer, error) {
		return func(f *result.Folder) (*Chart, error) {
			all, err := configurationsOf(f)
			if err != nil {
				return nil, err
			}
			c := newChart(name, all)
			c.Footer = provenance(&f.Manifest, all)
			if err := draw(c, f, o); err != nil {
				return nil, err
			}
			return c, nil
		}, nil
	})
}

// noData is the NoData of this chart.
func (c *Chart) noData(reason string) error { return &NoData{c.Name, reason} }
