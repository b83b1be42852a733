package models

// Service is something users ask for, provided by the nodes of some classes; its rule says when it is in service. The
// rule judges, it does not gate traffic: at flow fidelity what is lost follows from the nodes.
type Service struct {
	Name    string
	Classes []int // indices of the classes it runs on
	Rule    Rule
}

// Rule is a condition on the nodes that a service runs on, within the fleet or, nested, within one domain. Of nodes it
// sets exactly one of Nodes, Share and Majority.
type Rule struct {
	Nodes    int     // at least so many nodes up
	Share    float64 // at least this share of the installed throughput reachable, in (0, 1]
	Majority bool    // more than half of the nodes up or, with Each, of the domains where it has nodes
	// Each is the condition on every domain at depth Depth; the rule holds where at least Domains of them meet it.
	Each    *Rule
	Depth   int
	Domains int
}
