//go:build invariants

package world

// verify stops the program at the first event after which an invariant is broken.
func (w *World) verify() {
	if err := w.Check(); err != nil {
		panic(err)
	}
}
