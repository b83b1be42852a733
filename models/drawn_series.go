package models

import "nines/sim/num"

// series is a polynomial of how many of the nodes that are drawn, up to all of them, are as is asked.
type series [MostDrawn + 1]float64

// raise is x to a power, where x[0] is 1, up to so high an order.
func (x *series) raise(power float64, order int) (y series) {
	y[0] = 1
	for m := 1; m <= order; m++ {
		sum := 0.0
		for i := 1; i <= m; i++ {
			sum += float64((float64(power*float64(i)) - float64(m-i)) * x[i] * y[m-i])
		}
		y[m] = sum / float64(m)
	}
	return y
}

// times is x·y up to so high an order.
func (x *series) times(y *series, order int) (z series) {
	for m := range order + 1 {
		for i := range m + 1 {
			z[m] += float64(x[i] * y[m-i])
		}
	}
	return z
}

// over is x/y up to so high an order, where y[0] is 1.
func (x *series) over(y *series, order int) (z series) {
	for m := range order + 1 {
		z[m] = x[m]
		for i := 1; i <= m; i++ {
			z[m] -= float64(y[i] * z[m-i])
		}
	}
	return z
}

// draws is the series of a node that a request does not prefer with some probabilities: where it has more requests, and
// where it has as many and the draws of it come later, in the order in which ties are broken, than a part of all.
func (c *chains) draws(more, alike, part float64, order int) (x series) {
	if x[0] = 1; c.Different {
		x[1] = more + float64(part*alike)
		return x
	}
	factorial, power := 1.0, 1.0
	for m := 1; m <= order; m++ {
		factorial *= float64(m)
		power *= part
		x[m] = (more + float64(power*alike)) / factorial
	}
	return x
}

// ways is in how many ways so many nodes are drawn of so many, in the measure of draws.
func (c *chains) ways(of int, nodes float64) float64 {
	ways := 1.0
	for m := range of {
		if c.Different {
			ways *= (nodes - float64(m)) / float64(m+1)
		} else {
			ways *= nodes / float64(m+1)
		}
	}
	return ways
}

// worse is the probability that all nodes drawn have as many requests as a level or more.
func (c *chains) worse(level int) float64 {
	if level == 0 {
		return 1
	}
	order, stints := c.of(c.nodes), len(c.all)
	product := series{1}
	for i := range c.all {
		if s := &c.all[i]; s.Nodes > 0 {
			x := c.draws(c.reach[level*stints+i], 0, 0, order)
			x = x.raise(s.Nodes, order)
			product = product.times(&x, order)
		}
	}
	return product[order] / c.ways(order, c.nodes)
}

// births adds up, where next has the level above, at which rate a node of each stint at a level is sent requests: how
// likely it is drawn, and with it others that have more, or as many and lose the tie, whose order is uniform.
func (c *chains) births(level int, part float64) {
	drawn, stints := c.of(c.nodes), len(c.all)
	order := drawn - 1
	at, above := c.reach[level*stints:][:stints], c.reach[(level+1)*stints:][:stints]
	scale := c.rate * float64(drawn) / c.nodes
	if c.Different {
		scale /= c.ways(order, c.nodes-1)
	} else {
		scale /= c.ways(order, c.nodes)
	}
	for i := range c.all {
		if c.next[(level+1)*stints+i] = 0; level == 0 {
			c.sent[i] *= 1 - part
		}
	}
	rule := &ties[(drawn-1)/2]
	for n, late := range rule.at {
		weight := rule.weight[n]
		product := series{1}
		for i := range c.all {
			if s := &c.all[i]; s.Nodes > 0 {
				x := c.draws(above[i], at[i]-above[i], late, order)
				x = x.raise(s.Nodes, order)
				product = product.times(&x, order)
			}
		}
		for i := range c.all {
			s := &c.all[i]
			if s.Nodes == 0 || s.Takes >= c.full || s.Takes == 0 && level > 0 {
				continue
			}
			x := c.draws(above[i], at[i]-above[i], late, order)
			others := product.over(&x, order)
			if !c.Different {
				itself := c.draws(0, 1, late, order)
				others = others.times(&itself, order)
			}
			sent := max(0, scale*weight*others[order])
			if c.next[(level+1)*stints+i] += sent; s.Takes == 0 {
				c.sent[i] += float64(part * sent)
			}
		}
	}
}

// ties are rules that integrate over the order in which ties are broken, in [0, 1]: the n-th polynomials of degree
// 2n + 1, which is as many nodes as are drawn beside the one that is asked after.
var ties = func() (rules [MostDrawn / 2]struct{ at, weight []float64 }) {
	for n := range rules {
		rules[n].at, rules[n].weight = num.Legendre(n+1, 0, 1)
	}
	return rules
}()
