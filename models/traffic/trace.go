package traffic

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Trace has requests come as they once did: the gaps of a record, in their order, stretched to the rate of the demand.
// Every run begins at another place of it, and at its end it begins again.
type Trace struct {
	File dist.Samples `key:"file" doc:"a column of seconds: the times at which requests came, in order"`
}

var traceRow = catalog.Define("trace",
	"Requests come as in a record, whose gaps are replayed in their order and stretched to the rate of the demand.",
	Trace{}, func(t Trace) (models.Arrivals, error) { return newTrace(t) }).WithExample("file: arrivals.csv")

// gaps are those of a record, from each request to the next, over their mean.
type gaps []float64

func newTrace(t Trace) (models.Arrivals, error) {
	times := t.File.Ended
	if len(times) < 3 || times[len(times)-1] <= times[0] {
		return nil, errors.New("file has fewer than three times that differ; write for example file: arrivals.csv, a " +
			"column of the seconds at which requests came")
	}
	mean := (times[len(times)-1] - times[0]) / float64(len(times)-1)
	list := make(gaps, len(times)-1)
	for i := range list {
		if list[i] = (times[i+1] - times[i]) / mean; list[i] < 0 {
			return nil, errors.New("file has a time that is before the one above it; sort the times")
		}
	}
	return list, nil
}

// Gap is the next of the record; memory is the number of the one before, from 1.
func (g gaps) Gap(d *models.Demand, now float64, memory *float64, s *rng.Stream) float64 {
	if *memory == 0 {
		*memory = float64(1 + s.IntN(len(g)))
	}
	at := int(*memory) % len(g)
	*memory = float64(at + 1)
	if d.Steady() {
		return g[at] / d.Mean
	}
	return within(d, now, g[at])
}
