package experiments

import (
	"context"

	"nines/experiments/scenario"
)

// Sweep runs so many points with the same seed, so that they share their random numbers, and hands each result to
// deliver as soon as it is there. Compile makes a point's scenario, and is asked when the point's turn comes, when
// it may say by nil that the point is not to be played; neither scenarios nor results are kept, so that a sweep
// takes the memory of one point however many it has. It stops at the first error of compile or deliver. When the
// context ends, the point that is running is delivered with what it has, and Sweep returns how many points are
// finished.
func Sweep(ctx context.Context, points int, compile func(i int) (*scenario.Scenario, error), o Options,
	deliver func(i int, r *Result) error) (finished int, err error) {
	runner := newRunner(o)
	runner.progress.Points = points
	for i := range points {
		runner.progress.Point = i
		var s *scenario.Scenario
		if !Within(ctx, func() { s, err = compile(i) }) {
			return i, nil
		}
		if err != nil {
			return i, err
		}
		if s == nil {
			continue
		}
		res, err := runner.run(ctx, s)
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
	return points, nil
}
