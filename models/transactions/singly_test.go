package transactions_test

import (
	"math/rand/v2"
	"sort"

	"nines/models"
)

// What follows plays every transaction by itself, step by step, and shares nothing with the room but its words.

// singly is a system whose nodes are up and down for known times.
type singly struct {
	*models.Transaction
	nodes  [][]spells // by participant, then the coordinators
	r      *rand.Rand
	doubts [][2]float64 // from when to when somebody is in doubt
	out    models.TransactionOutcome
}

// spells are the times at which a node is lost and at work again, in turn.
type spells []float64

// state says whether a node is at work, and until when it is or is not.
func (s spells) state(at float64) (up bool, until float64) {
	k := sort.Search(len(s), func(i int) bool { return s[i] > at })
	if k == len(s) {
		return true, 1e300
	}
	return k%2 == 0, s[k]
}

// back is when a node is at work again that is lost.
func (s spells) back(lost float64) float64 {
	_, back := s.state(lost)
	return back
}

// worn is the spells of a node with some outages, after each of which it recovers; one that is lost meanwhile has to
// begin that again.
func worn(outages [][3]float64, recovers float64) (s spells) {
	for _, x := range outages {
		if n := len(s); n > 0 && x[0] < s[n-1] {
			s[n-1] = x[1] + recovers
		} else {
			s = append(s, x[0], x[1]+recovers)
		}
	}
	return s
}

// playSingly has transactions come and go in a system of nodes with some outages: so many nodes of each participant,
// and coordinators.
func playSingly(x *models.Transaction, r *rand.Rand, horizon float64, outages [][][3]float64, held []int,
) models.TransactionOutcome {
	o := &singly{Transaction: x, r: r}
	for i, n := range held {
		var nodes []spells
		for _, of := range outages[:n] {
			recovers := 0.0
			if i == len(held)-1 {
				recovers = x.Recovery.Mean()
			}
			nodes = append(nodes, worn(of, recovers))
		}
		o.nodes, outages = append(o.nodes, nodes), outages[n:]
	}
	for at := o.takes(1 / o.Rate); at < horizon; at += o.takes(1 / o.Rate) {
		o.out.Come++
		o.begin(at)
	}
	return o.out
}

// begin has a transaction find its coordinator and its participants.
func (o *singly) begin(at float64) {
	var open, parties []spells
	last := len(o.nodes) - 1
	for _, s := range o.nodes[last] {
		if up, _ := s.state(at); up {
			open = append(open, s)
		}
	}
	if len(open) == 0 {
		o.out.Refused++
		return
	}
	for _, of := range o.nodes[:last] {
		parties = append(parties, of[o.r.IntN(len(of))])
	}
	if coordinator := open[o.r.IntN(len(open))]; o.Protocol == models.BySaga {
		o.step(at, coordinator, parties)
	} else {
		o.vote(at, coordinator, parties)
	}
}

// takes draws an exponential time.
func (o *singly) takes(mean float64) float64 { return mean * o.r.ExpFloat64() }

// conflicts reports whether one of those in doubt has a lock that somebody wants.
func (o *singly) conflicts(at float64) (hit bool) {
	left := o.doubts[:0]
	for _, of := range o.doubts {
		if of[1] > at {
			left = append(left, of)
			hit = hit || of[0] <= at && o.r.Float64() < o.TwoPhase.Conflicts
		}
	}
	o.doubts = left
	return hit
}

// vote is two-phase commit.
func (o *singly) vote(at float64, coordinator spells, parties []spells) {
	_, lost := coordinator.state(at)
	missing, all := 1e300, true
	for _, s := range parties {
		up, until := s.state(at)
		missing, all = min(missing, until), all && up
	}
	takes := o.takes(o.TwoPhase.Prepare.Mean())
	switch voted := at + min(takes, float64(o.TwoPhase.Timeout)); {
	case !all:
		o.out.ByParticipant++
	case o.conflicts(at):
		o.out.ByConflict++
	case lost < min(voted, missing):
		o.out.ByCoordinator++
	case missing < voted:
		o.out.ByParticipant++
	case takes > float64(o.TwoPhase.Timeout):
		o.out.ByTimeout++
	case lost < voted+o.takes(o.TwoPhase.Decide.Mean()):
		o.out.Halted++
		o.out.Blocked += coordinator.back(lost) - lost
		o.doubts = append(o.doubts, [2]float64{lost, coordinator.back(lost)})
		o.out.Committed++
	default:
		o.out.Committed++
	}
}

// step is a saga.
func (o *singly) step(at float64, coordinator spells, parties []spells) {
	begun, done := at, 0
	fail := func(reason *float64) {
		if *reason++; done > 0 {
			o.out.Compensated++
			o.out.Between += at - begun
		}
		for range done {
			o.out.Between += o.takes(o.Saga.Compensate.Mean())
		}
	}
	for done < len(parties) {
		up, missing := parties[done].state(at)
		_, lost := coordinator.state(at)
		end := at + o.takes(o.Saga.Step.Mean())
		switch {
		case !up:
			fail(&o.out.ByParticipant)
			return
		case end < min(lost, missing):
			if at = end; done == 0 {
				begun = at
			}
			done++
		case missing < lost:
			at = missing
			fail(&o.out.ByParticipant)
			return
		default:
			if at = coordinator.back(lost); done > 0 {
				o.out.Halted++
				o.out.Blocked += at - lost
			}
			if !o.Saga.Resumes {
				fail(&o.out.ByCoordinator)
				return
			}
		}
	}
	o.out.Committed++
	o.out.Between += at - begun
}
