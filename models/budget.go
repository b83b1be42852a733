package models

// Budget is a disruption budget of work that comes in turns: a turn begins only while no more nodes than Down are out
// of service then, for whatever reason, with those that the turn takes. One that may not begin waits, and those that
// wait begin in the order in which they came due. A node that fails once a turn has begun does not end it. Kubernetes
// has such budgets for evictions (PodDisruptionBudget).
type Budget struct {
	Service int // index into Blueprint.Services, of whose nodes it is; −1: of those that the fault strikes
	Down    int // ≥ the nodes of each target that are counted
}
