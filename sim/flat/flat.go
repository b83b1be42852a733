package flat

import "slices"

// Copy returns a copy of src in dst's memory if that is large enough; nil for nil.
func Copy[T any](dst, src []T) []T {
	if src == nil {
		return nil
	}
	return append(dst[:0], src...)
}

// CopyEach is Copy for elements that own memory; copyTo copies one of them into what lies in its place.
func CopyEach[T any](dst, src []T, copyTo func(dst *T, src T)) []T {
	if src == nil {
		return nil
	}
	dst = slices.Grow(dst[:0], len(src))[:len(src)]
	for i := range src {
		copyTo(&dst[i], src[i])
	}
	return dst
}

// Resize returns s with n elements: those that it has keep the memory that they own, further ones are zero.
func Resize[T any](s []T, n int) []T {
	for len(s) < n {
		var zero T
		s = append(s, zero)
	}
	return s[:n]
}

// Fill returns a slice of n copies of v, in s's memory if that is large enough.
func Fill[T any](s []T, n int, v T) []T {
	if cap(s) < n {
		s = make([]T, n)
	}
	s = s[:n]
	for i := range s {
		s[i] = v
	}
	return s
}
