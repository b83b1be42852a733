package stat

import "math"

// Cycles are what the cycles of a regenerative process come to: the times from one moment at which it begins anew to
// the next, which are independent and alike, each with its length and with what it loses. The zero value has none.
type Cycles struct {
	N                                int // that are over
	Lossy                            int // of them, those that lost something
	Loss, Length                     float64
	LossLoss, LengthLength, LossTime float64 // sums of squares, and of products
}

// Add takes in a cycle.
func (c *Cycles) Add(loss, length float64) {
	c.N++
	if loss > 0 {
		c.Lossy++
	}
	c.Loss += loss
	c.Length += length
	c.LossLoss += float64(loss * loss)
	c.LengthLength += float64(length * length)
	c.LossTime += float64(loss * length)
}

// Merge takes in the cycles of another run.
func (c *Cycles) Merge(d Cycles) {
	c.N, c.Lossy = c.N+d.N, c.Lossy+d.Lossy
	c.Loss, c.Length = c.Loss+d.Loss, c.Length+d.Length
	c.LossLoss, c.LengthLength = c.LossLoss+d.LossLoss, c.LengthLength+d.LengthLength
	c.LossTime += d.LossTime
}

// fewLossy are too few cycles that lost something for their scatter to be known.
const fewLossy = 30

// CycleShare estimates which share of the time a regenerative process loses in the long run, E[loss]/E[length] (M. A.
// Crane and A. J. Lemoine, "An Introduction to the Regenerative Method", 1977). Cycles are to be taken until the first
// begun anew after a fixed time, not to be cut there: by Wald's identity sums over those have the ratio of the means,
// however short the time is.
//
// The bias of a ratio of sums, of order 1/n, is taken off as M. Tin has it (J. Amer. Statist. Assoc. 60, 1965), which
// agrees with the jackknife of D. L. Iglehart (Naval Res. Logist. Quart. 22, 1975) up to 1/n² and needs no single
// cycle, so that sums of many runs will do. SD is that of loss − ν·length over the mean length. The interval is on the
// logit scale, with Student's t of one less than the cycles that lost something: in a system that seldom
// fails these alone tell of the scatter. It warns where they are fewer than 30. Where none lost anything there is no
// estimate.
//
// Coverage of 95 % intervals in per cent, in 400 studies of n cycles of which k lost something: 93.5 (n = 76, k = 21)
// and 94.0 (234, 67) of five nodes with one crew of which four are needed, 93.0 (573, 48) where three are, 95.0 (1035,
// 116) and 93.0 (4150, 466) of nine out of twelve at a crew's utilization of three quarters. From 10 replications they
// were 26 to 32 % narrower than those over replications, from 40 by 4 %.
func CycleShare(c Cycles, confidence float64) Estimate {
	mustConfidence(confidence)
	e := Estimate{N: c.N, Point: math.NaN(), SD: math.NaN(), Low: 0, High: 1, Confidence: confidence,
		Method: "regenerative cycles, t on the logit scale"}
	switch {
	case c.N == 0:
		return e.warn("no cycle is over: all is never as new; trust replications and a warm-up instead")
	case c.Lossy == 0:
		return e.warn("none of %d cycles lost anything; simulate longer or more replications", c.N)
	}
	n := float64(c.N)
	loss, length := c.Loss/n, c.Length/n
	r := loss / length
	ll := float64(c.LengthLength-float64(n*length*length)) / (n - 1)
	ly := float64(c.LossTime-float64(n*loss*length)) / (n - 1)
	e.Point = r
	if c.Lossy == 1 {
		return e.warn("one of %d cycles lost something, which tells nothing of the scatter; simulate longer or more "+
			"replications", c.N)
	}
	e.Point = r * (1 + (ly/(loss*length)-ll/(length*length))/n)
	square := c.LossLoss - float64(2*r*c.LossTime) + float64(r*r*c.LengthLength)
	e.SD = math.Sqrt(max(square, 0)/(n-1)) / length
	margin := float64(StudentQuantile((1+confidence)/2, c.Lossy-1) * e.SD / math.Sqrt(n))
	e.Low, e.High = logitLink.around(e.Point, margin)
	if c.Lossy < fewLossy {
		return e.warn("only %d of %d cycles lost something: its interval is rough; simulate longer or more replications",
			c.Lossy, c.N)
	}
	return e
}
