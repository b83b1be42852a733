// Package plots is what goes on paper: charts drawn from a results folder, as SVG and PNG. It sees tables only, so
// any chart can be drawn again from a folder years later.
//
// Read it in this order: table.go (the catalog), one file per chart (fan.go, capacity.go, sweep.go with swept.go,
// runway.go, frontier.go, forest.go, downtime.go, recover.go, survival.go, concurrent.go, pareto.go, phases.go,
// detectors.go with detectors_draw.go, spectrum.go, knee.go, storm.go with storm_draw.go, slowness.go, timeline.go with
// timeline_draw.go, precision.go; quantiles.go for what was fitted, which leaves no folder), what they read:
// configurations.go and naming.go (what a folder tells apart and what it is called), select.go and sample.go (which
// rows a chart is about), objective.go (lines of objectives); then what charts are made of: chart.go (the page),
// text.go, key.go, legend.go and tags.go (what is written on it), marks.go (curves, bands, points), ticks.go,
// logarithmic.go and nines.go (axes), style.go (fonts and colors), save.go (files), inline.go (inside a page, see
// package page).
//
// The house style: a title that says what is shown, a subtitle that says what lines and bands mean, the label of the
// y axis written horizontally above it, a key outside the plot, grid lines on the value axis only, the colors of
// Okabe and Ito (2008), which people with any common color vision can tell apart, and a footer that says where the
// numbers come from. What cannot stand on a logarithmic axis is drawn at its edge as a hollow triangle, never left
// out. A chart of more series than can be told apart shows a sample and says so.
//
// The package estimates nothing: it draws the intervals that the tables hold. It does not draw PDF.
package plots
