package glimpses

import "nines/models/chance"

// place draws where in its share of the cells of a kind a glimpse lies, in [0, 1).
func place(from *chance.Draws, kind uint64, nth uint32) float64 {
	return from.Ask(chance.Glimpse, kind, nth, 0).Part()
}
