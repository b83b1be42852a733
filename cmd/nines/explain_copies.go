package main

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/unit"
)

// copiesOf says to how many nodes a request is sent, at once or when it takes long; "" where it is to one.
func copiesOf(c *models.Client) string {
	rest := map[models.GivingUp]string{models.Canceled: "the others leave their nodes then, served or not",
		models.Abandoned: "the others are served all the same",
		models.Dropped:   "the others go when their turn comes"}[c.GivesUp]
	if c.Quorum != nil {
		text := fmt.Sprintf("each request is sent to %s at once, and served when ", plural(c.Sends(), "node"))
		if c.Needs() == c.Sends() {
			return text + "all have answered; the longest counts"
		}
		return text + fmt.Sprintf("%s; %s", plural(c.Needs(), "answer")+" "+have(c.Needs())+" come", rest)
	}
	h := c.Hedge
	if h == nil {
		return ""
	}
	text := fmt.Sprintf("sent to another node %s, %s at most", h.Waits, plural(h.Copies, "time"))
	if !math.IsInf(h.AtMost, 1) {
		text += fmt.Sprintf(", %s of the requests in the long run", unit.Ratio(h.AtMost).Percent())
	}
	text += "; the first answer counts, and " + rest
	if h.Tied {
		text += "; once one is being served, those that wait are canceled"
		if h.Tells > 0 {
			text += ", " + unit.Duration(h.Tells).Human() + " later"
		}
	}
	return text
}

func have(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// ownOf says what each try takes besides; "" where that is nothing.
func (x *explanation) ownOf(l *models.Lane) string {
	if l.Own == nil {
		return ""
	}
	human := func(seconds float64) string { return unit.Duration(seconds).Human() }
	return fmt.Sprintf("%s: mean %s, 99 %% within %s; besides, drawn anew for each try", shapeOf(l.Own),
		human(l.Own.Mean()), human(l.Own.Quantile(0.99)))
}
