package experiments

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"nines/experiments/scenario"
	"nines/models"
	"nines/models/world"
	"nines/sim"
)

// pool is a set of workers that play replications. Each has a world and a calendar of its own and uses them again and
// again.
type pool struct {
	workers []*worker
	crashes chan any // what workers have panicked with
}

type worker struct {
	world    world.World
	calendar sim.Calendar
	tail     *tail // where runs are cut into cycles
}

// newPool makes a pool of so many workers; one per processor for 0.
func newPool(workers int) *pool {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := &pool{make([]*worker, workers), make(chan any, workers)}
	for i := range p.workers {
		p.workers[i] = new(worker) // by itself: processors that write to neighbours in memory wait for each other
	}
	return p
}

// task is what replications are played of, and where they are kept.
type task struct {
	scenario *scenario.Scenario
	point    int
	keep     *Keep
}

// fetched is what one replication measured, and its record for the ledger.
type fetched struct {
	outcome *models.Outcome
	record  []byte
	err     error // why there is no outcome, if the context has not ended it
	k       int   // which of its series it is
	done    bool
}

// series are n replications: first, first + step, first + 2 step, …
type series struct{ first, step, n int }

func (s series) at(k int) int { return s.first + k*s.step }

// ahead is how many replications each worker may be ahead of the first that is not finished: enough for one that takes
// much longer than others to hold up nobody, and few enough for their outcomes to be no matter of memory.
const ahead = 16

// play runs replications of a task and hands each to deliver, in the order of replications, as soon as it
// and all before it are finished. It returns how many were delivered: fewer than asked for if the context ended or
// deliver wanted no more, and then a gapless beginning. Deliver runs on the caller's goroutine.
//
// When the context ends, nobody waits for the replications that are being played, however long an event of theirs may
// take: their workers end by themselves, after it, and are not to be used before they have.
func (p *pool) play(ctx context.Context, t task, s series, deliver func(replication int, x fetched) bool) int {
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	waiting := make([]fetched, min(ahead*len(p.workers), s.n)) // by number, around and around
	room := make(chan struct{}, len(waiting))
	delivered, more := 0, true
	for x := range until(ctx, p.start(ctx, enough, t, s, room)) {
		for waiting[x.k%len(waiting)] = x; more && delivered < s.n; delivered++ {
			first := &waiting[delivered%len(waiting)]
			if !first.done {
				break
			}
			if more = deliver(s.at(delivered), *first); !more {
				enough()
			}
			*first = fetched{}
			<-room
		}
	}
	select {
	case crash := <-p.crashes:
		panic(crash) // on the caller's goroutine, where it can be dealt with
	default:
	}
	return delivered
}

// until yields what a channel brings until it is closed or the context has ended, and then what it holds already.
func until[T any](ctx context.Context, from <-chan T) iter.Seq[T] {
	next := func() (x T, ok bool) {
		select {
		case x, ok = <-from:
			return x, ok
		default:
		}
		select {
		case x, ok = <-from:
		case <-ctx.Done():
		}
		return x, ok
	}
	return func(yield func(T) bool) {
		for x, ok := next(); ok && yield(x); {
			x, ok = next()
		}
	}
}

// start sets the workers to play and returns a channel that brings what they have played, in any order, and is closed
// at the end. They begin no replication that finds no room; one that panics ends the context for all.
func (p *pool) start(ctx context.Context, end context.CancelFunc, t task, s series,
	room chan<- struct{}) <-chan fetched {
	finished := make(chan fetched, cap(room))
	var next atomic.Int64
	var group sync.WaitGroup
	for i := range min(len(p.workers), s.n) {
		group.Go(func() {
			defer func() {
				if crash := recover(); crash != nil {
					p.crashes <- crash
					end()
				}
			}()
			for ctx.Err() == nil {
				select {
				case room <- struct{}{}:
				case <-ctx.Done():
					return
				}
				k := int(next.Add(1)) - 1
				if k >= s.n {
					return
				}
				if x := p.workers[i].fetch(ctx, t, s.at(k)); x.outcome != nil || x.err != nil {
					x.k, x.done = k, true
					finished <- x
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

// fetch recalls a replication, or plays it, unless all are to be recalled; it has no outcome if the context ended it.
func (w *worker) fetch(ctx context.Context, t task, replication int) fetched {
	if o, record := t.keep.recall(t.point, replication); o != nil {
		return fetched{outcome: o, record: record}
	}
	if t.keep.Whole {
		return fetched{err: &MissingError{t.point, replication}}
	}
	o := w.play(ctx, t.scenario.Plan, uint64(t.scenario.Spec.Run.Seed), replication)
	switch service, at, stuck := w.world.Stuck(); {
	case o != nil:
		return fetched{outcome: o, record: t.keep.record(o)}
	case stuck:
		return fetched{err: t.scenario.Standstill(service, at, replication)}
	}
	return fetched{}
}

// play runs one replication; nil if the context ended it, or if it does not end by itself.
func (w *worker) play(ctx context.Context, plan *world.Plan, seed uint64, replication int) *models.Outcome {
	var stop atomic.Bool
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	w.calendar.Reset()
	w.world.Reset(plan, seed, uint32(replication))
	if sim.Run(&w.calendar, &w.world, plan.End(), sim.Options{Stop: &stop}) {
		return nil
	}
	if _, _, stuck := w.world.Stuck(); stuck {
		return nil
	}
	if !plan.Cycles {
		return w.world.Finish()
	}
	if w.tail == nil {
		w.tail = new(tail)
	}
	w.tail.world.CopyFrom(&w.world, &w.tail.calendar)
	o := w.world.Finish()
	if !w.tail.play(plan, o, &stop) {
		return nil
	}
	return o
}
