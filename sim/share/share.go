package share

import (
	"cmp"
	"errors"
	"slices"

	"nines/sim"
	"nines/sim/flat"
)

// Share is a capacity of which each job gets the same part. All jobs have the same rate at any time, so one
// number, what a job that had been there from the start would have by now, tells when each is done. What is
// shared has the user's unit. The zero Share is idle. Cost: O(jobs) moves of 16 bytes for each that begins or ends.
type Share struct {
	Limits
	Moved  float64 // by all jobs together, until it was booked last
	Busy   float64 // integral of the number of jobs, seconds; likewise
	jobs   []job   // by what they wait for, the next to end last
	served float64 // what each job would have had from the start
	since  sim.Time
}

// Limits are how fast a capacity is.
type Limits struct {
	Rate float64 // per second, for all jobs together, > 0; +Inf: any
	Each float64 // per second, for each job at most, > 0; +Inf: any, but not both
}

// job is done when the share has served that much to each.
type job struct {
	done float64
	id   int32
}

// Reset makes the share idle, reusing memory.
func (s *Share) Reset(l Limits) { *s = Share{Limits: l, jobs: s.jobs[:0]} }

// CopyFrom makes s equal to src in its own memory.
func (s *Share) CopyFrom(src *Share) {
	jobs := flat.Copy(s.jobs, src.jobs)
	*s = *src
	s.jobs = jobs
}

// Len is how many jobs are under way.
func (s *Share) Len() int { return len(s.jobs) }

// All are the jobs under way, the last to end first.
func (s *Share) All() (ids []int32) {
	for _, j := range s.jobs {
		ids = append(ids, j.id)
	}
	return ids
}

// Pace is what each job gets per second.
func (s *Share) Pace() float64 { return min(s.Each, s.Rate/float64(max(1, len(s.jobs)))) }

// Book brings the share up to now, at the rate since the last change.
func (s *Share) Book(now sim.Time) {
	if dt := float64(now - s.since); len(s.jobs) > 0 {
		n, got := float64(len(s.jobs)), float64(dt*s.Pace())
		s.served += got
		s.Moved += float64(got * n)
		s.Busy += float64(dt * n)
	}
	s.since = now
}

// Join begins a job that takes so much.
func (s *Share) Join(now sim.Time, id int32, amount float64) {
	s.Book(now)
	if len(s.jobs) == 0 {
		s.served = 0 // so that sums do not lose digits over the years
	}
	x := job{s.served + amount, id}
	i, _ := slices.BinarySearchFunc(s.jobs, x, func(a, b job) int {
		if a.done > b.done {
			return -1
		}
		return 1
	})
	s.jobs = slices.Insert(s.jobs, i, x)
}

// Next is how long it takes until a job is done, if none comes or goes; false where there is none.
func (s *Share) Next() (after sim.Duration, ok bool) {
	n := len(s.jobs)
	if n == 0 {
		return 0, false
	}
	return sim.Duration(max(0, s.jobs[n-1].done-s.served) / s.Pace()), true
}

// End takes out the job that is done first, whose time has come.
func (s *Share) End(now sim.Time) (id int32) {
	s.Book(now)
	last := len(s.jobs) - 1
	x := s.jobs[last]
	s.served = max(s.served, x.done)
	s.jobs = s.jobs[:last]
	return x.id
}

// Leave calls a job off.
func (s *Share) Leave(now sim.Time, id int32) {
	s.Book(now)
	s.jobs = slices.DeleteFunc(s.jobs, func(x job) bool { return x.id == id })
}

// Check verifies that jobs are in the order in which they end.
func (s *Share) Check() error {
	if !slices.IsSortedFunc(s.jobs, func(a, b job) int { return cmp.Compare(b.done, a.done) }) {
		return errors.New("jobs are out of order")
	}
	return nil
}
