package exact

import "gonum.org/v1/gonum/mathext"

// Election is how the followers of a leader that has died elect another one, by the rules of Raft: each stands when
// it has heard of no leader for a time that is uniform from Low to High, and gives its vote to the first that asks
// for it before that. Messages take half of Trip each way. Source: order statistics of uniform times; Ongaro and
// Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC 2014, 9.3.
type Election struct {
	Followers int // that are up
	Votes     int // that a candidate needs besides its own, 1 … Followers−1
	Low, High float64
	Heartbeat float64 // how far apart they are: the last was sent some part of it before the leader died
	Trip      float64 // there and back
}

// First returns the mean time from the death of the leader to the first time-out.
func (e Election) First() float64 {
	return e.Trip/2 - e.Heartbeat/2 + e.Low + (e.High-e.Low)/float64(e.Followers+1)
}

// Split returns the probability that nobody wins the first vote: so many time out before the first candidate has asked
// them that the rest is too few.
func (e Election) Split() float64 {
	own := float64(e.Followers - e.Votes) // so many besides the first
	return mathext.RegIncBeta(own, float64(e.Followers+1)-own, min(1, e.Trip/2/(e.High-e.Low)))
}

// Mean returns the mean time from the death of the leader to the next one, of two followers. After a vote that is split
// each waits from when it stood, so that what is left to wait depends on how far apart they were: an integral equation,
// solved by midpoints.
func (e Election) Mean() float64 {
	const points = 64
	way, step := e.Trip/2, e.Trip/2/points
	more := make([]float64, points) // by how far apart they stood: from when the first did
	for range 200 {
		for i := range more {
			more[i] = e.again((float64(i)+0.5)*step, more, step)
		}
	}
	split := 0.0
	for i := range more {
		split += 2 * e.apart((float64(i)+0.5)*step) * more[i] * step
	}
	won := 1 - e.Split()
	return e.First() + split + won*2*way
}

// again is what it takes from when the first of two stood so far ahead of the other one, in vain.
func (e Election) again(ahead float64, more []float64, step float64) float64 {
	takes, lost := e.earlier(ahead), 0.0
	for i := range more {
		gap := (float64(i) + 0.5) * step
		p := (e.apart(gap-ahead) + e.apart(gap+ahead)) * step
		takes += p * more[i]
		lost += p
	}
	return takes + (1-lost)*e.Trip
}

// apart is the density of the difference of two time-outs.
func (e Election) apart(x float64) float64 {
	w := e.High - e.Low
	return max(0, w-max(x, -x)) / (w * w)
}

// earlier is the mean of the earlier of two time-outs, of which one begins so much later.
func (e Election) earlier(late float64) float64 {
	w := e.High - e.Low
	// The second comes first if it is shorter by more than late, which saves what is beyond.
	return (e.Low+e.High)/2 - (w-late)*(w-late)*(w-late)/(6*w*w)
}

// Commits is an entry that a leader sends to followers, each of which has it after an exponential round trip.
type Commits struct {
	Members int
	Trip    float64 // mean
}

// Mean returns the mean time until a majority has an entry, the leader among them, where so many members are up.
func (c Commits) Mean(up int) (mean float64) {
	for have := range c.Members / 2 {
		mean += c.Trip / float64(up-1-have)
	}
	return mean
}

// MeanOf returns the mean over the time in which a majority is up, where members are independent and up for a share of
// the time, and elections take none.
func (c Commits) MeanOf(available float64) float64 {
	up, some, mean := EqualUpCount(c.Members, available), 0.0, 0.0
	for n := c.Members/2 + 1; n <= c.Members; n++ {
		some += up[n]
		mean += up[n] * c.Mean(n)
	}
	return mean / some
}
