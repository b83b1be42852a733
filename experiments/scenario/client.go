package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// budgetReader reads a retry budget: { policy: per-request, share: 10% }, or 10% for short.
func budgetReader(table catalog.Table[models.RetryBudget]) reader {
	long := tableReader(table, "policy")
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if n.Kind == yaml.ScalarNode {
			share := n
			n = &yaml.Node{Kind: yaml.MappingNode, Line: share.Line, Column: share.Column}
			appendPair(n, "policy", word("per-request"))
			appendPair(n, "share", share)
		}
		return long.decode(d, n, v, path)
	}
	return reader{decode, func(g *grammar) Form {
		return choice("share, or "+table.Family(), append(rows(g, table, "policy"), g.of(reflect.TypeFor[unit.Ratio]()))...)
	}}
}

// checkClient warns of what a client never comes to.
func (c *compiler) checkClient(s *ClientSpec, path string) {
	if s.Tries == 1 {
		for _, key := range []string{"backoff", "retry_budget"} {
			if at := join(path, key); c.given[at] != nil {
				c.warnAt(at, "write for example tries: 3, or leave it out", "%s is about retries, and tries: 1 has none", at)
			}
		}
	}
	if s.Timeout != nil && s.Deadline != nil && *s.Deadline <= *s.Timeout {
		c.warnAt(join(path, "deadline"), "write a deadline of some timeouts",
			"the request is given up after %v, before its first try is after %v", *s.Deadline, *s.Timeout)
	}
}
