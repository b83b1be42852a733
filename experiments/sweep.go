package experiments

import (
	"context"

	"nines/experiments/scenario"
)

// Points are what a sweep plays, and who is told.
type Points struct {
	N int
	// Compile makes a point's scenario. It is asked on a goroutine of its own, while the point before is played.
	Compile func(i int) (*scenario.Scenario, error)
	// Skip says of a point that it is not to be played; once it does, it does so always. Nil: all are played.
	Skip func(i int) bool
	// Look is shown a point's result before the next has its turn. Nil: nobody looks.
	Look func(i int, r *Result)
	// Deliver is handed the results in their order, one after the other, on a goroutine of its own, while points after
	// them are played.
	Deliver func(i int, r *Result) error
}

// Sweep runs points with the same seed, so that they share their random numbers. Neither scenarios nor
// results are kept, so that a sweep takes the memory of three points however many it has: of the one that is
// played, the one before and the one after. It stops at the first error of Compile or Deliver. When the
// context ends, the point that is running is delivered with what it has, and Sweep returns how many points
// are finished. When it returns, Deliver has returned.
func Sweep(ctx context.Context, p Points, o Options) (finished int, err error) {
	runner := newRunner(o)
	runner.progress.Points = p.N
	next, delivered, last := p.prepare(0), nothing, 0
	for i := range p.N {
		compiled := next
		runner.progress.Point = i
		var s *scenario.Scenario
		if !Within(ctx, func() { s, err = compiled() }) {
			return i, delivered()
		}
		if next = p.prepare(i + 1); p.skips(i) {
			continue
		}
		var res *Result
		if err == nil {
			res, err = runner.run(ctx, s)
		}
		if earlier := delivered(); earlier != nil {
			return last, earlier
		}
		if res == nil && ctx.Err() != nil {
			return i, nil
		}
		if err != nil {
			return i, err
		}
		if p.Look != nil {
			p.Look(i, res)
		}
		last, delivered = i, begin(func() error { return p.Deliver(i, res) })
		if res.Reason == Interrupted || res.Reason == OutOfTime {
			return i, delivered()
		}
	}
	if err := delivered(); err != nil {
		return last, err
	}
	return p.N, nil
}

func (p *Points) skips(i int) bool { return p.Skip != nil && p.Skip(i) }

// prepare begins to compile a point, if there is one and it is not known yet that it is to be skipped, and returns how
// to wait for it.
func (p *Points) prepare(i int) (compiled func() (*scenario.Scenario, error)) {
	var s *scenario.Scenario
	done := nothing
	if i < p.N && !p.skips(i) {
		done = begin(func() (err error) {
			s, err = p.Compile(i)
			return err
		})
	}
	return func() (*scenario.Scenario, error) {
		err := done()
		return s, err
	}
}

func nothing() error { return nil }

// begin runs f on a goroutine of its own and returns how to wait for it, once or again. A panic of f is one of who
// waits.
func begin(f func() error) (wait func() error) {
	var err error
	var crash any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { crash = recover() }()
		err = f()
	}()
	return func() error {
		<-done
		if crash != nil {
			panic(crash)
		}
		return err
	}
}
