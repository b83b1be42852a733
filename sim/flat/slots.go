package flat

// Slots is a list whose members come and go under numbers that are used again. The zero Slots are empty.
type Slots[T any] struct {
	Items []T // by number; what a free number holds means nothing
	free  []int32
}

// Take returns the number of a member that holds whatever was left there. Cost: O(1).
func (s *Slots[T]) Take() int32 {
	if last := len(s.free) - 1; last >= 0 {
		i := s.free[last]
		s.free = s.free[:last]
		return i
	}
	var zero T
	s.Items = append(s.Items, zero)
	return int32(len(s.Items) - 1)
}

// Free gives a number back.
func (s *Slots[T]) Free(i int32) { s.free = append(s.free, i) }

// Taken is how many members there are.
func (s *Slots[T]) Taken() int { return len(s.Items) - len(s.free) }

// Reset empties the list and keeps its memory.
func (s *Slots[T]) Reset() { s.Items, s.free = s.Items[:0], s.free[:0] }

// CopyFrom makes s equal to src in its own memory.
func (s *Slots[T]) CopyFrom(src *Slots[T]) {
	s.Items, s.free = Copy(s.Items, src.Items), Copy(s.free, src.free)
}
