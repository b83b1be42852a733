package transactions

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/fleet"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Plan is what the room derives from a blueprint: immutable, and shared by all that plays it.
type Plan struct {
	*fleet.Plan
	flows []flowPlan
	ranks []int32 // by leaf: its number among the nodes of its class; nil without any that are played one by one
}

// flowPlan is what does not change about one kind of transaction.
type flowPlan struct {
	*models.Transaction
	entity uint64  // names its random streams
	leaves []int32 // coordinators by number, where they are nodes of a class; else nil, and there is one
	sizes  []int32 // nodes, or else 1, of each participant
	first  []int32 // where those of each begin among those of all
	all    int32   // how many those are

	// Of two-phase commit: the share whose votes come too late and, in seconds, the means of how long one votes, at most
	// until its time-out, and of how long a decision takes.
	late, votes, decides float64
	step, undo           float64 // of a saga, the means in seconds of one step, and of compensating for it
}

// mostFlows bounds the kinds of transactions of a blueprint: events name them. mostUnderWay is how many may be under
// way at a time, on average, and mostKept how many of a kind that is played one by one: each of those has a record.
const (
	mostFlows    = 64
	mostUnderWay = 1e9
	mostKept     = 1e6
)

// Prepare derives the plan. Errors that have a place in the blueprint are models.Flaws.
func Prepare(truth *fleet.Plan) (*Plan, error) {
	p := &Plan{Plan: truth}
	if len(p.Transactions) > mostFlows {
		return nil, fmt.Errorf("%d kinds of transactions; at most %d can be simulated", len(p.Transactions), mostFlows)
	}
	for i := range p.Transactions {
		x := &p.Transactions[i]
		f, err := p.flow(x)
		if err != nil {
			return nil, models.At("transactions."+x.Name, fmt.Errorf("transactions %s: %w", x.Name, err))
		}
		p.flows = append(p.flows, f)
	}
	if p.Advances() {
		p.rank()
	}
	return p, nil
}

// rank numbers the nodes of each class.
func (p *Plan) rank() {
	seen := make([]int32, len(p.Classes))
	for leaf := range p.Topology.Leaves {
		class := p.Topology.Leaves[leaf].Class
		p.ranks = append(p.ranks, seen[class])
		seen[class]++
	}
}

// flow derives what does not change about one kind of transaction, and says what of it cannot be played.
func (p *Plan) flow(x *models.Transaction) (flowPlan, error) {
	f := flowPlan{Transaction: x, entity: rng.Name(0, "transaction "+x.Name)}
	parties := append(slices.Clone(x.Participants), x.Coordinator)
	for i, party := range parties {
		if !p.known(party) || slices.Contains(parties[:i], party) {
			return f, errors.New("participants and coordinator are not different classes with nodes, services and logs")
		}
	}
	if n := len(x.Participants); n < 2 || n > models.MaxParticipants {
		return f, fmt.Errorf("%d participants; from 2 to %d can be simulated", n, models.MaxParticipants)
	}
	for _, party := range x.Participants {
		f.first = append(f.first, f.all)
		f.sizes = append(f.sizes, p.size(party))
		f.all += p.size(party)
	}
	if x.Coordinator.Kind == models.OfClass {
		f.leaves = p.PartyLeaves(x.Coordinator)
	}
	if err := f.means(); err != nil {
		return f, err
	}
	return f, f.bounded()
}

// bounded refuses more transactions at a time than there can be.
func (f *flowPlan) bounded() error {
	most, how := mostUnderWay, "simulated; lower the rate, or what each takes"
	if f.Singly {
		most, how = mostKept, "played one by one; lower the rate, or write fidelity: flow"
	}
	each := max(f.votes+f.decides, float64(len(f.Participants))*(f.step+f.undo))
	if x := f.Rate * each; !(f.Rate > 0) || !(x <= most) {
		return fmt.Errorf("%.3g come per second, of which %.3g are under way at a time, and at most %.3g can be %s", f.Rate,
			x, most, how)
	}
	return nil
}

// means derives how long transactions are in each part of their protocol.
func (f *flowPlan) means() error {
	switch two, saga := &f.TwoPhase, &f.Saga; f.Protocol {
	case models.ByTwoPhase:
		if !finite(two.Prepare) || !finite(two.Decide) || !(two.Timeout > 0) || !(two.Conflicts >= 0 && two.Conflicts <= 1) {
			return errors.New("two-phase commit needs laws with means, a time-out above 0 and conflicts from 0 to 1")
		}
		f.late = two.Prepare.Survival(float64(two.Timeout))
		f.votes, f.decides = meanWithin(two.Prepare, float64(two.Timeout)), two.Decide.Mean()
	case models.BySaga:
		if !finite(saga.Step) || !finite(saga.Compensate) || !(saga.Step.Mean() > 0) {
			return errors.New("a saga needs laws with means, that of a step above 0")
		}
		f.step, f.undo = saga.Step.Mean(), saga.Compensate.Mean()
	}
	return nil
}

func finite(law dist.Law) bool { return law != nil && !math.IsInf(law.Mean(), 1) }

// known reports whether there is such a party, with nodes if it is a class.
func (p *Plan) known(x models.Party) bool {
	of := [...]int{models.OfClass: len(p.Classes), models.OfService: len(p.Services), models.OfLog: len(p.Logs)}
	return int(x.Kind) < len(of) && x.Index >= 0 && x.Index < of[x.Kind] && p.size(x) > 0
}

// size is how many a participant is: nodes of a class, or one.
func (p *Plan) size(x models.Party) int32 {
	if x.Kind == models.OfClass {
		return int32(p.Topology.Count(x.Index))
	}
	return 1
}

// meanWithin is the mean of a time that follows a law and ends at a bound at the latest, to some seven digits.
func meanWithin(law dist.Law, bound float64) float64 {
	last := law.Survival(bound)
	if last == 0 {
		return law.Mean()
	}
	return area(law, 0, bound, law.Survival(0), last, law.Mean()*1e-8)
}

// area is that below a survival function between two ages, given its value at both. It falls, so that these bound the
// area; parts are halved until the bounds differ by no more than a tolerance.
func area(law dist.Law, from, to, first, last, tolerance float64) float64 {
	middle := from + (to-from)/2
	if float64((to-from)*(first-last)) <= tolerance || middle == from {
		return (to - from) * (first + last) / 2
	}
	between := law.Survival(middle)
	return area(law, from, middle, first, between, tolerance) + area(law, middle, to, between, last, tolerance)
}
