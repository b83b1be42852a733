package experiments

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
)

// Tables are the tables of a results folder while they are being filled, configuration by configuration.
type Tables struct {
	configurations int
	doubts         []Doubt
	timelines      []*timeline
	share          int           // of their rows that each of them has at most
	Axes           []result.Axis // what is varied or decided, which warnings name configurations by
	Summary        result.Summary
	Series         pile[result.SeriesRow]
	Opening        []result.SeriesRow // of configurations with a warm-up only
	Incidents      []result.IncidentRow
	Components     pile[result.ComponentRow]
	Histograms     pile[result.HistogramRow]
	Comparisons    []result.CompareRow // of a comparison only
	Choices        []result.ChoiceRow  // of a comparison that finds the best only
	Effects        []result.EffectRow  // of a sweep that is laid for them only
	Plans          []result.PlanRow    // of a plan only, as are
	Worths         []result.WorthRow
	Runways        pile[result.RunwayRow] // where demand grows only
	Survivals      pile[result.SurvivalRow]
}

// cramped says of which configurations tables have no rows; "" where they have of all.
func (t *Tables) cramped() string {
	var short []string
	for _, x := range []struct {
		file string
		full bool
		held int
	}{
		{result.Series.File(), t.Series.full, t.Series.configurations},
		{result.Histograms.File(), t.Histograms.full, t.Histograms.configurations},
		{result.Runways.File(), t.Runways.full, t.Runways.configurations},
		{result.Survivals.File(), t.Survivals.full, t.Survivals.configurations},
	} {
		if x.full {
			short = append(short, fmt.Sprintf("%s is of the first %d", x.file, x.held))
		}
	}
	if short == nil {
		return ""
	}
	return fmt.Sprintf("%s of %d configurations, as such a file has %d rows at most: nothing is lost of the numbers of "+
		"the others; for their course over time run one alone", strings.Join(short, ", and "), t.configurations, mostRows)
}

// Add enters one configuration, and nothing that holds on to the system itself or to its sample, of which there may be
// thousands. One replication is played again to be told stage by stage, unless the context has ended or
// it would be another story.
func (t *Tables) Add(ctx context.Context, key result.Key, r *Result) {
	t.configurations++
	all := t.Summary.Estimates
	if cap(all)-len(all) < len(r.Estimates) {
		all = slices.Grow(all, max(len(all), len(r.Estimates))) // rows are large, and append moves them more often
	}
	for _, e := range r.Estimates {
		e.Key = key
		all = append(all, e)
	}
	t.Summary.Estimates = all
	for _, w := range r.Warnings {
		t.doubts = append(t.doubts, Doubt{key, w})
	}
	if t.Series.enter(result.Series, key, r.Sample.SeriesRows); !t.Series.full {
		t.Opening = append(t.Opening, r.Sample.OpeningRows(key)...)
	}
	if t.Incidents = append(t.Incidents, r.Sample.IncidentRows(key)...); len(t.Incidents) > 2*MostIncidents {
		t.Incidents = worstRows(t.Incidents) // seldom, as it takes as long as to play thousands of incidents
	}
	t.Components.add(result.Components, r.Sample.ComponentRows(key, float64(r.Scenario.Spec.Run.Confidence)))
	t.Histograms.enter(result.Histograms, key, r.Sample.HistogramRows)
	t.Runways.enter(result.Runways, key, r.RunwayRows)
	t.Survivals.enter(result.Survivals, key, r.SurvivalRows)
	if !r.Strange {
		t.addTimeline(ctx, key, r.Scenario.Plan, r.Sample)
	}
}

// took is the time that an incident has taken, all parts together.
func took(r *result.IncidentRow) float64 {
	total := 0.0
	for _, part := range []float64{r.Detect, r.Locate, r.Wait, r.Repair, r.Verify} {
		if !math.IsNaN(part) {
			total += part
		}
	}
	return total
}

// MostIncidents is how many incidents a folder tells of, over all its configurations: those that lasted longest.
const MostIncidents = 10_000

// worstRows keeps the incidents that lasted longest, in the order of the table.
func worstRows(rows []result.IncidentRow) []result.IncidentRow {
	if len(rows) <= MostIncidents {
		return rows
	}
	slices.SortStableFunc(rows, func(a, b result.IncidentRow) int { return cmp.Compare(took(&b), took(&a)) })
	rows = rows[:MostIncidents]
	result.Incidents.Sort(rows)
	return rows
}

// AddComparison enters the differences of a comparison and the warnings about them.
func (t *Tables) AddComparison(c *Comparison) {
	for _, w := range c.Warnings {
		t.doubts = append(t.doubts, Doubt{Text: w})
	}
	if c.Choice != nil {
		t.addChoice(c)
	}
	for _, d := range c.Differences {
		k := c.Criteria[d.Criterion]
		metric, _ := result.FindMetric(k.Metric, k.Scope)
		t.Comparisons = append(t.Comparisons, result.CompareRow{
			Variant: c.Variants[d.Variant].Name, Baseline: c.Variants[d.Baseline].Name,
			Metric: k.Metric, Scope: k.Scope, Unit: metric.Unit, Pairs: d.Pairs,
			Diff: d.Estimate.Point, Low: known(d.Estimate.Low), High: known(d.Estimate.High), Relative: known(d.Relative),
			P: d.P, PAdjusted: d.Adjusted, VarianceReduction: known(1 / (1 - d.VarianceReduction)), ProbBest: d.ProbBest,
		})
	}
}

// addChoice enters what became of each variant.
func (t *Tables) addChoice(c *Comparison) {
	for i, v := range c.Variants {
		row := result.ChoiceRow{Variant: v.Name, Standing: "open", Replications: c.Results[i].Sample.Len(),
			GivenUp: c.Choice.GivenUp[i]}
		switch {
		case i == c.Choice.Best:
			row.Standing = "best"
		case row.GivenUp > 0 || c.Choice.Best >= 0:
			row.Standing = "given up"
		}
		t.Choices = append(t.Choices, row)
	}
}

// Write saves every table; the folder is complete once the caller has written its manifest.
func (t *Tables) Write(w *result.Writer) error {
	t.Incidents = worstRows(t.Incidents)
	t.Summary.Warnings, _ = Gathered(t.doubts, t.configurations, t.Axes)
	if text := t.cramped(); text != "" {
		t.Summary.Warnings = append(t.Summary.Warnings, text)
	}
	saves := []func() error{
		func() error { return w.Summary(t.Summary) },
		func() error { return t.Series.save(w, result.Series) },
		func() error { return result.Save(w, result.Incidents, slices.Values(t.Incidents)) },
		func() error { return result.Save(w, result.Timelines, t.Timelines()) },
		func() error { return t.Components.save(w, result.Components) },
		func() error { return t.Histograms.save(w, result.Histograms) },
		func() error { return t.Survivals.save(w, result.Survivals) },
	}
	if t.Opening != nil {
		saves = append(saves, func() error { return result.Save(w, result.Opening, slices.Values(t.Opening)) })
	}
	if t.Comparisons != nil {
		saves = append(saves, func() error { return result.Save(w, result.Comparisons, slices.Values(t.Comparisons)) })
	}
	if t.Effects != nil {
		saves = append(saves, func() error { return result.Save(w, result.Effects, slices.Values(t.Effects)) })
	}
	if t.Choices != nil {
		saves = append(saves, func() error { return result.Save(w, result.Choices, slices.Values(t.Choices)) })
	}
	if t.Runways.rows > 0 {
		saves = append(saves, func() error { return t.Runways.save(w, result.Runways) })
	}
	if t.Plans != nil {
		saves = append(saves, func() error { return result.Save(w, result.Plans, slices.Values(t.Plans)) },
			func() error { return result.Save(w, result.Worths, slices.Values(t.Worths)) })
	}
	for _, save := range saves {
		if err := save(); err != nil {
			return err
		}
	}
	return nil
}
