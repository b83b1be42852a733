package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"nines/experiments/result"
	"nines/sim/unit"
)

// sweptParam is the parameter on the x axis. Where all of its values are numbers of one unit, the axis is theirs, and
// logarithmic if they span much; else the values stand side by side as names.
type sweptParam struct {
	path, name string
	values     []string  // in order of appearance, each once
	numbers    []float64 // of the values; nil: they are names
	unit       quantity
	scattered  bool // the other parameters change from point to point, so that no two have a line between them
}

func (s sweptParam) nominal() bool { return s.numbers == nil }

// isolated tells whether the points of a series have nothing between them to draw a line through.
func (s sweptParam) isolated() bool { return s.nominal() || s.scattered || len(s.values) == 1 }

// position is the place of a value on the axis.
func (s sweptParam) position(value string) float64 {
	i := slices.Index(s.values, value)
	if s.nominal() {
		return float64(i)
	}
	return s.numbers[i]
}

// sweptAxis finds the parameter to draw against: the one asked for, else the first that is a number, else the first. Of
// points that are scattered it is the number that goes most together with the means.
func sweptAxis(c *Chart, rows []result.Estimate, asked string) (sweptParam, error) {
	keys := make([]*result.Key, len(rows))
	for i := range rows {
		keys[i] = &rows[i].Key
	}
	naming := c.all.naming()
	varied := naming.paths
	switch {
	case len(varied) == 0:
		return sweptParam{}, c.noData("no parameter was varied; nines sweep makes folders with varied parameters")
	case asked != "" && !slices.Contains(varied, asked):
		return sweptParam{}, c.noData(fmt.Sprintf("parameter %q was not varied; varied were %q", asked, varied))
	}
	var first sweptParam
	most, scattered := -1.0, areScattered(keys, varied)
	for i, path := range varied {
		s := sweptOf(keys, path, naming.names[i])
		s.scattered = scattered
		switch {
		case path == asked || asked == "" && !s.nominal() && !scattered:
			return s, nil
		case scattered && !s.nominal():
			if together := s.together(rows); together > most {
				most, first = together, s
			}
		case i == 0:
			first = s
		}
	}
	return first, nil
}

// areScattered tells whether hardly two points share all parameters but one, whichever that is, as those of a grid do.
func areScattered(keys []*result.Key, paths []string) bool {
	if len(paths) < 2 {
		return false
	}
	for _, axis := range paths {
		curves := map[string]bool{}
		for _, k := range keys {
			var others []string
			for _, path := range paths {
				if value, _ := k.Param(path); path != axis {
					others = append(others, value)
				}
			}
			curves[strings.Join(others, "\x00")] = true
		}
		if 2*len(curves) <= len(keys) {
			return false
		}
	}
	return true
}

// together is how closely the means go with the parameter, up or down.
func (s sweptParam) together(rows []result.Estimate) float64 {
	var x, y []float64
	for i := range rows {
		if value, _ := rows[i].Param(s.path); !math.IsNaN(rows[i].Mean) {
			x, y = append(x, s.position(value)), append(y, rows[i].Mean)
		}
	}
	return math.Abs(rankCorrelation(x, y))
}

// rankCorrelation is Spearman's, from -1 to 1; 0 where either does not change.
func rankCorrelation(x, y []float64) float64 {
	x, y = ranks(x), ranks(y)
	middle, xy, xx, yy := float64(len(x)+1)/2, 0.0, 0.0, 0.0
	for i := range x {
		dx, dy := x[i]-middle, y[i]-middle
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// ranks are the places of values in ascending order, from 1; equal ones share the mean of theirs.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	places := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			places[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return places
}

func sweptOf(keys []*result.Key, path, name string) sweptParam {
	s := sweptParam{path: path, name: name}
	for _, k := range keys {
		if v, _ := k.Param(path); !slices.Contains(s.values, v) {
			s.values = append(s.values, v)
		}
	}
	for _, u := range quantities {
		if numbers, ok := u.parseAll(s.values); ok {
			s.numbers, s.unit = numbers, u
			return s
		}
	}
	return s
}

// sampled is the axis with as many of its names as have room, those of what no sample may leave out among them, and
// with all of its numbers.
func (s sweptParam) sampled(all *configurations) sweptParam {
	if s.nominal() {
		s.values = sampleWith(s.values, maxSeries, placesOf(s.values, func(value *string) bool {
			return slices.ContainsFunc(all.keys, func(k *result.Key) bool {
				v, _ := k.Param(s.path)
				return v == *value && all.isVital(k)
			})
		}))
	}
	return s
}

// among are the rows whose values are on the axis.
func (s sweptParam) among(rows []result.Estimate) []result.Estimate {
	return slices.DeleteFunc(rows, func(r result.Estimate) bool { return !s.has(&r.Key) })
}

// has tells whether the value of a configuration is on the axis.
func (s sweptParam) has(k *result.Key) bool {
	value, _ := k.Param(s.path)
	return slices.Contains(s.values, value)
}

// set gives the chart this x axis.
func (s sweptParam) set(c *Chart) {
	if s.nominal() {
		width := 380 / vg.Length(len(s.values)) // of about 400 points
		names := shortenAll(mapped(s.values, inWords), plain(tickSize, ink), width)
		c.xAxis(-0.5, float64(len(s.values))-0.5, namedTicks(names), s.name)
		return
	}
	low, high := slices.Min(s.numbers), slices.Max(s.numbers)
	if geometric(s.numbers) {
		margin := math.Pow(high/low, 0.03)
		c.xAxis(low/margin, high*margin, s.ticks(s.unit.logTicks(), math.Log), s.name+" (logarithmic)")
		c.plot.X.Scale = logScale{}
		return
	}
	factor, name := s.unit.scale(high)
	label := s.name
	if name != "" {
		label += ", " + name
	}
	margin := 0.03 * (high - low)
	if low == high {
		margin = math.Max(math.Abs(low)/2, 1e-9)
	}
	ticks := s.ticks(scaledTicks(7, factor, plainLabel), func(v float64) float64 { return v })
	if _, own := ticks.(plot.ConstantTicks); own {
		label = s.name // the values bring their units
	}
	c.xAxis(low-margin, high+margin, ticks, label)
}

// geometric tells whether positive numbers belong on a logarithmic axis: they span much, or they span something and
// their ratios are clearly more even than their differences.
func geometric(numbers []float64) bool {
	sorted := slices.Sorted(slices.Values(numbers))
	low, high := sorted[0], sorted[len(sorted)-1]
	if low <= 0 || high < 4*low {
		return false
	}
	unevenness := func(scale func(float64) float64) float64 {
		least, most := math.Inf(1), 0.0
		for i, v := range sorted[1:] {
			gap := scale(v) - scale(sorted[i])
			least, most = math.Min(least, gap), math.Max(most, gap)
		}
		return most / least
	}
	identity := func(v float64) float64 { return v }
	return high >= 20*low || unevenness(identity) > 1.5*unevenness(math.Log)
}

// ticks puts a tick at every value, as it was written, if there is room for that; else it keeps the usual ones.
func (s sweptParam) ticks(usual plot.Ticker, scale func(float64) float64) plot.Ticker {
	var own plot.ConstantTicks
	for i, v := range s.numbers {
		own = append(own, plot.Tick{Value: v, Label: s.values[i]})
	}
	slices.SortFunc(own, func(a, b plot.Tick) int { return cmp.Compare(a.Value, b.Value) })
	span := scale(own[len(own)-1].Value) - scale(own[0].Value)
	for i := range own[1:] {
		if scale(own[i+1].Value)-scale(own[i].Value) < minLabelDistanceX*span {
			return usual
		}
	}
	return own
}

// quantity is a kind of number that a parameter may be.
type quantity struct {
	parse func(string) (float64, error)
	scale func(largest float64) (factor float64, name string) // shown are values over factor
	human func(float64) string
}

// quantities are tried in order; text such as "30" is a number before it is anything else.
var quantities = []quantity{
	{parse: func(s string) (float64, error) { return strconv.ParseFloat(s, 64) },
		scale: func(float64) (float64, string) { return 1, "" }, human: unit.SI},
	{parse: func(s string) (float64, error) { d, err := unit.ParseDuration(s); return float64(d), err },
		scale: durationScale, human: func(v float64) string { return unit.Duration(v).Human() }},
	{parse: func(s string) (float64, error) { r, err := unit.ParseRatio(s); return float64(r), err },
		scale: func(float64) (float64, string) { return 0.01, "%" }, human: percentOf},
	{parse: func(s string) (float64, error) { n, err := unit.ParseCount(s); return float64(n), err },
		scale: func(float64) (float64, string) { return 1, "" }, human: unit.SI},
	{parse: func(s string) (float64, error) { r, err := unit.ParseRate(s); return float64(r), err },
		scale: rateScale, human: func(v float64) string { return unit.Rate(v).Human() }},
}

func (q quantity) parseAll(values []string) ([]float64, bool) {
	numbers := make([]float64, len(values))
	for i, s := range values {
		v, err := q.parse(s)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, false
		}
		numbers[i] = v
	}
	return numbers, true
}

func durationScale(largest float64) (float64, string) {
	for _, u := range []struct {
		size unit.Duration
		name string
	}{{unit.Year, "years"}, {unit.Day, "days"}, {unit.Hour, "hours"}, {unit.Minute, "minutes"}} {
		if largest >= 2*float64(u.size) {
			return float64(u.size), u.name
		}
	}
	switch {
	case largest >= 1 || largest == 0:
		return 1, "seconds"
	case largest >= 1e-3:
		return 1e-3, "milliseconds"
	}
	return 1e-6, "microseconds"
}

func rateScale(largest float64) (float64, string) {
	if largest >= 1 {
		return 1, "per second"
	}
	return 1 / float64(unit.Year), "per year"
}

func (q quantity) logTicks() plot.Ticker {
	if _, name := q.scale(1); name == "seconds" {
		return durationTicks(minLabelDistanceX)
	}
	return logTicks(minLabelDistanceX, q.human)
}
