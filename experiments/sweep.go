package experiments

import (
	"context"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

// Point is one configuration of a sweep: what was set, and the scenario that results.
type Point struct {
	Params   []result.Param
	Scenario *scenario.Scenario
}

// Sweep runs every point with the same seed, so that points share their random numbers, and hands each result to
// deliver as soon as it is there; results are not kept. It stops at the first error of deliver. When the context ends,
// the point that is running is delivered with what it has, and Sweep returns how many points are finished.
func Sweep(ctx context.Context, points []Point, o Options,
	deliver func(i int, r *Result) error) (finished int, err error) {
	runner := newRunner(o)
	runner.progress.Points = len(points)
	for i, point := range points {
		runner.progress.Point = i
		res, err := runner.run(ctx, point.Scenario)
		if ctx.Err() != nil && res == nil {
			return i, nil
		}
		if err != nil {
			return i, err
		}
		if err := deliver(i, res); err != nil {
			return i, err
		}
		if res.Reason == Interrupted || res.Reason == OutOfTime {
			return i, nil
		}
	}
	return len(points), nil
}
