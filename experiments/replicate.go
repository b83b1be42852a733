package experiments

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"nines/models"
	"nines/models/world"
	"nines/sim"
)

// pool is a set of workers that play replications. Each has a world and a calendar of its own and uses them again and
// again.
type pool struct {
	workers []worker
	crashes chan any // what workers have panicked with
}

type worker struct {
	world    world.World
	calendar sim.Calendar
}

// newPool makes a pool of so many workers; one per processor for 0.
func newPool(workers int) *pool {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return &pool{make([]worker, workers), make(chan any, workers)}
}

// play runs replications from to to−1 of a plan and hands each outcome to deliver, in the order of replications,
// as soon as it and all before it are finished. It returns how many were delivered: fewer than asked for if the context
// ended, and then a gapless beginning. Deliver runs on the caller's goroutine.
func (p *pool) play(ctx context.Context, plan *world.Plan, seed uint64, from, to int,
	deliver func(replication int, o *models.Outcome)) int {
	slots := make([]*models.Outcome, to-from)
	finished := p.start(ctx, plan, seed, from, slots)
	delivered, done := 0, make([]bool, len(slots))
	for k := range finished {
		for done[k] = true; delivered < len(slots) && done[delivered]; delivered++ {
			deliver(from+delivered, slots[delivered])
			slots[delivered] = nil
		}
	}
	select {
	case crash := <-p.crashes:
		panic(crash) // on the caller's goroutine, where it can be dealt with
	default:
	}
	return delivered
}

// start sets the workers to fill the slots and returns a channel that names each filled one and is closed at the end.
func (p *pool) start(ctx context.Context, plan *world.Plan, seed uint64, from int,
	slots []*models.Outcome) <-chan int {
	finished := make(chan int, len(slots))
	var next atomic.Int64
	var group sync.WaitGroup
	for i := range min(len(p.workers), len(slots)) {
		group.Go(func() {
			defer func() {
				if crash := recover(); crash != nil {
					p.crashes <- crash
				}
			}()
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= len(slots) {
					return
				}
				if o := p.workers[i].play(ctx, plan, seed, from+k); o != nil {
					slots[k] = o
					finished <- k
				}
			}
		})
	}
	go func() {
		group.Wait()
		close(finished)
	}()
	return finished
}

// play runs one replication; nil if the context ended it.
func (w *worker) play(ctx context.Context, plan *world.Plan, seed uint64, replication int) *models.Outcome {
	w.calendar.Reset()
	w.world.Reset(plan, seed, uint32(replication))
	stop := func() bool { return ctx.Err() != nil }
	if sim.Run(&w.calendar, &w.world, plan.End(), sim.Options{Stop: stop}) {
		return nil
	}
	return w.world.Finish()
}
