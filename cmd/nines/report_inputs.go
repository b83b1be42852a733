package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"nines/experiments/result"
	"nines/sim/stat"
	"nines/sim/unit"
)

// knowledge is what a sweep with design inputs says of a metric.
type knowledge struct {
	known, noise *result.EffectRow
	explained    []result.EffectRow // what explains most first
}

// knowledgeOf sorts the rows of a metric.
func knowledgeOf(rows []result.EffectRow) (k knowledge) {
	for i := range rows {
		switch rows[i].Measure {
		case "known":
			k.known = &rows[i]
		case "noise":
			k.noise = &rows[i]
		case "explained":
			k.explained = append(k.explained, rows[i])
		}
	}
	slices.SortStableFunc(k.explained, func(a, b result.EffectRow) int { return cmp.Compare(b.Estimate, a.Estimate) })
	return k
}

// forInputs reports whether effects are those of design inputs.
func (r *report) forInputs() bool {
	return slices.ContainsFunc(r.effects, func(row result.EffectRow) bool {
		return row.Measure == "met" || row.Measure == "known"
	})
}

// writeInputs writes of each metric what is known of it and what that rests on, and of each objective how likely it is
// met.
func (r *report) writeInputs(w io.Writer) error {
	names := r.variables()
	for _, of := range r.effectsBy() {
		if of[0].Measure != "known" {
			continue
		}
		k := knowledgeOf(of)
		paragraph(w, "", "What is known of "+aboutMetric(k.known))
		for _, g := range []*grid{k.sources(names, r.confidence()), k.remedies(names, r.confidence())} {
			if err := g.folded(mostWide).text(w, "  ", r.ink); err != nil {
				return err
			}
			fmt.Fprintln(w)
		}
		paragraph(w, "  ", k.advice())
		fmt.Fprintln(w)
	}
	if g := r.likely(); len(g.rows) > 0 {
		if err := g.folded(mostWide).text(w, "  ", r.ink); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	paragraph(w, "", inputsKey(r.confidence()))
	return nil
}

// inputsKey says how to read it all.
func inputsKey(confidence string) string {
	return fmt.Sprintf("The interval holds %s of the points, which were drawn from what is known of the inputs, each "+
		"with random numbers of its own: it holds what the inputs and the simulation leave open. Explains: the share of the "+
		"variance that goes away if this input is known. Four times the observations of an input halve what is not known "+
		"of it, four times the replications at each point halve the noise. An objective is met with the probability that "+
		"what is known of the inputs gives it; it is kept in a share of periods by inputs and luck together. What is known "+
		"by counts has Jeffreys' prior.", confidence)
}

func aboutMetric(row *result.EffectRow) string {
	if row.Scope == "" {
		return result.Words(row.Metric)
	}
	return result.Words(row.Metric) + " of " + row.Scope
}

// sources are where the variance comes from.
func (k *knowledge) sources(names map[string]string, confidence string) *grid {
	g := &grid{header: []string{"input", "explains", confidence}}
	cells := func(name string, row *result.EffectRow) {
		s := scale{size: 0.01, suffix: " %"}
		interval := ""
		if row.Low < row.High {
			interval = s.number(row.Low) + " – " + s.text(row.High)
		}
		g.add(name, s.text(row.Estimate), interval)
	}
	left := 1 - k.noise.Estimate
	for i := range k.explained {
		row := &k.explained[i]
		cells(names[row.Path], row)
		left -= row.Estimate
	}
	if len(k.explained) > 1 && left >= 0.01 {
		cells("inputs together", &result.EffectRow{Estimate: left})
	}
	cells(k.noise.Label, k.noise)
	return g
}

// mostOfIt is how many times the observations, or the replications, of which the report says what they would do.
const mostOfIt = 4

// remedies are what is known, and what would be with more observations or more replications.
func (k *knowledge) remedies(names map[string]string, confidence string) *grid {
	x := k.known
	s := scaleFor(x.Unit, x.Estimate).resolving(x.Low, x.High)
	g := &grid{header: []string{"known", "mean", confidence}}
	add := func(what string, low, high float64) {
		g.add(what, s.text(x.Estimate), s.number(low)+" – "+s.text(high))
	}
	add("as it is", x.Low, x.High)
	noise := k.noise.Estimate
	if math.IsNaN(noise) || !(x.Low < x.High) {
		return g
	}
	narrowed := func(what string, share, inputs, noise float64) {
		low, high := stat.Narrowed(x.Estimate, x.Low, x.High, share, inputs, noise)
		add(what, low, high)
	}
	if len(k.explained) > 1 {
		first := &k.explained[0]
		narrowed("4 × the observations of "+names[first.Path], max(noise, 1-first.Estimate), mostOfIt, 1)
		narrowed("4 × the observations of all", noise, mostOfIt, 1)
	} else {
		narrowed("4 × the observations", noise, mostOfIt, 1)
	}
	narrowed("4 × the replications", noise, 1, mostOfIt)
	return g
}

// The noise of simulation is worth no more effort where without any the interval would be little narrower, and comes
// first where it is most of the variance.
const (
	littleNoise = 0.2
	mostlyNoise = 0.5
)

// advice says what would help most.
func (k *knowledge) advice() string {
	noise := k.noise.Estimate
	switch {
	case math.IsNaN(noise) && !(k.known.Low < k.known.High):
		return "It is the same at every point: nothing that was varied matters to it."
	case math.IsNaN(noise):
		return "Replications do not tell how much of it is noise of the simulation."
	}
	narrower := fmt.Sprintf("without any noise of the simulation the interval would be %s narrower",
		unit.Ratio(math.Round(100*(1-math.Sqrt(1-noise)))/100).Percent())
	switch {
	case noise <= littleNoise:
		return "Observe longer rather than simulate more: " + narrower + "."
	case noise >= mostlyNoise:
		return "Simulate more first, with --replications: " + narrower + "."
	}
	return "Both would help, to observe longer and to simulate more: " + narrower + "."
}

// likely says of each objective how likely it is met.
func (r *report) likely() *grid {
	g := &grid{header: []string{"objective", "met with probability", r.confidence(), "kept in"}}
	s := scale{size: 0.01, suffix: " %"}
	for _, o := range r.objectives() {
		var met, kept *result.EffectRow
		for j := range r.effects {
			switch row := &r.effects[j]; {
			case row.Metric != "slo_met" || row.Scope != o.met.Scope:
			case row.Measure == "met":
				met = row
			case row.Measure == "kept":
				kept = row
			}
		}
		if met == nil {
			continue
		}
		periods := "–"
		if kept != nil {
			periods = s.text(kept.Estimate) + " of " + o.periods(r)
		}
		g.add(o.claim(r), s.text(met.Estimate), s.number(met.Low)+" – "+s.text(met.High), periods)
	}
	return g
}
