// Package retrying holds how clients try again: back-offs, which say how long they wait before they do, and budgets,
// which say whether they may. One file per policy and one row in table.go; start with constant.go and per_request.go.
//
// A client knows how often it has tried and how long it has waited, and a budget what has become of the requests of all
// clients: neither sees a node.
package retrying
