package traffic

import (
	"errors"
	"maps"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Trace has requests come as they once did: the gaps of a record, in their order, stretched to the rate of the demand.
// Every run begins at another place of it, and at its end it begins again. Requests may be as much work as the record
// says, so that large ones come when they came.
type Trace struct {
	File Record                   `key:"file" doc:"CSV file in the scenario's folder, a row for each request in order"`
	Time string                   `key:"time" doc:"heading of the column that says when, in seconds or as an instant"`
	Work map[string]unit.Duration `key:"work" doc:"work of a node for each unit of a column, on top of service_time"`
}

var traceRow = catalog.Define("trace",
	"Requests come as in a record, whose gaps are replayed in their order and stretched to the rate of the demand. The "+
		"first column says when, unless time names another.",
	Trace{}, newTrace).WithExample("file: arrivals.csv")

// record is when the requests of a trace come.
type record struct {
	gaps []float64 // from each request to the next, over their mean
}

func newTrace(t Trace) (models.Arrivals, error) {
	times, err := t.File.column("time", t.Time)
	switch {
	case err != nil:
		return nil, err
	case len(times) < 3 || times[len(times)-1] <= times[0]:
		return nil, errors.New("file has fewer than three times that differ; write for example file: arrivals.csv, with " +
			"the times at which requests came")
	}
	mean := (times[len(times)-1] - times[0]) / float64(len(times)-1)
	list := make([]float64, len(times)-1)
	for i := range list {
		if list[i] = (times[i+1] - times[i]) / mean; list[i] < 0 {
			return nil, errors.New("file has a time that is before the one above it; sort the times")
		}
	}
	return t.sized(record{gaps: list})
}

// sized adds how much work each request is.
func (t Trace) sized(r record) (models.Arrivals, error) {
	if len(t.Work) == 0 {
		return r, nil
	}
	s := sized{record: r, work: make([]float64, len(r.gaps))}
	for _, name := range slices.Sorted(maps.Keys(t.Work)) {
		column, err := t.File.column("work", name)
		if err != nil {
			return nil, err
		}
		for i, units := range column[1:] {
			if units < 0 {
				return nil, errors.New("work: the column " + name + " has a number below 0")
			}
			s.work[i] += units * float64(t.Work[name])
		}
	}
	for _, w := range s.work {
		s.mean += w / float64(len(s.work))
	}
	return s, nil
}

// Gap is the next of the record; memory is the number of the one before, from 1.
func (r record) Gap(d *models.Demand, now float64, memory *float64, s *rng.Stream) float64 {
	if *memory == 0 {
		*memory = float64(1 + s.IntN(len(r.gaps)))
	}
	at := int(*memory) % len(r.gaps)
	*memory = float64(at + 1)
	if d.Steady() {
		return r.gaps[at] / d.Mean
	}
	return within(d, now, r.gaps[at])
}

// sized is a record that says how much work requests are.
type sized struct {
	record
	work []float64 // by gap: seconds of service at speed 1 of the request at its end
	mean float64   // of these
}

// Size is the work of the request at the end of the gap that was told last.
func (s sized) Size(memory float64) float64 { return s.work[int(memory)-1] }

// MeanSize is that of all of them.
func (s sized) MeanSize() float64 { return s.mean }
