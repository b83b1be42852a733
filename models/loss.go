package models

// Where traffic is carried as rates each request that is lost is lost in one way, and to one cause: a fault, or what is
// no fault.

// LossWay is what becomes of a request that is lost.
type LossWay uint8

// The ways in which requests are lost.
const (
	LostIll     LossWay = iota // it is sent to a node that fails it: one that is down but trusted, or answers badly
	LostBeyond                 // it is more than those that are sent work can do, or nobody is
	LostSuspend                // its service serves nobody: its role is vacant, its log without a leader, its lock lost
	LostNeeds                  // it fails with what its service needs or calls
	LossWays
)

// LossWayNames are what the ways are called, in their order.
func LossWayNames() []string {
	return []string{"ill nodes", "overload", "suspended", "needs and calls"}
}

// LossBeside is a cause of lost requests that is no fault. By number they follow the faults and needless work.
type LossBeside int

// The causes that are no faults.
const (
	LostDemand   LossBeside = iota // more is asked for than all nodes can do, with nothing wrong
	LostMistrust                   // nodes that nothing holds, or nothing any more, are not trusted
	LostDrag                       // restores take throughput
	LostData                       // data is not there that the service needs
	LossBesides
)

// LossBesideNames are what these are called, in their order. No fault can have such a name.
func LossBesideNames() []string { return []string{"(demand)", "(mistrust)", "(restores)", "(data)"} }

// LossCauses is how many causes lost requests may have, and LossBesideAt the number of one that is no fault.
func (b *Blueprint) LossCauses() int { return b.LossBesideAt(LossBesides) }

// LossBesideAt is the number of a cause that is no fault, see FlowOutcome.
func (b *Blueprint) LossBesideAt(x LossBeside) int { return len(b.Faults) + 1 + int(x) }
