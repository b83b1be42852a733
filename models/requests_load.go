package models

import "math"

// Bounded reports whether the requests that wait at a node cannot become ever more: there is a limit, or a number from
// which on all are shed, or their clients do not wait for ever and what they have given up leaves, at once or when its
// turn comes before that of later ones, or so many users have one request each.
func (l *Lane) Bounded() bool {
	s := l.Serving.Shedding
	if l.Closed() || l.Serving.Limit >= 0 || s != nil && s.Sheds(math.MaxInt32, l.Serving.Slots) == 1 {
		return true
	}
	leaves := l.Client.GivesUp == Canceled || l.Client.GivesUp == Dropped && InTurn(l.Serving.Discipline)
	return leaves && !math.IsInf(math.Min(float64(l.Client.Timeout), float64(l.Client.Deadline)), 1)
}

// MeanWork is the mean work of a request, in seconds of service on a node of speed 1.
func (l *Lane) MeanWork() float64 {
	if s, ok := l.Arrivals.(Sizing); ok {
		return l.Work.Mean() + s.MeanSize()
	}
	return l.Work.Mean()
}

// Closed reports whether requests come from users who each wait for the last one, and so ask less where that takes
// longer.
func (l *Lane) Closed() bool {
	_, circle := l.Arrivals.(Circle)
	return circle
}
