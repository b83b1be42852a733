package balancing

// hand is some of n numbers, all different, in ascending order.
type hand struct {
	numbers [mostChoices]int
	held    int
}

// take adds the number at a place among those that are not held, counted from 0, and says which that is. Cost: O(held).
func (h *hand) take(at int) int {
	i := 0
	for ; i < h.held && h.numbers[i] <= at; i++ {
		at++
	}
	for k := h.held; k > i; k-- {
		h.numbers[k] = h.numbers[k-1]
	}
	h.numbers[i] = at
	h.held++
	return at
}
