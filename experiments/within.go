package experiments

import "context"

// Within runs f on a goroutine of its own and returns true when it is done, or false as soon as the context ends,
// without waiting for f, which then goes on for nobody: what f writes may be read only after true. A panic of f is one
// of the caller, unless nobody waits for it any more.
func Within(ctx context.Context, f func()) bool {
	if ctx.Err() != nil {
		return false
	}
	done, crash := make(chan struct{}), make(chan any, 1)
	go func() {
		defer close(done)
		defer func() {
			if x := recover(); x != nil {
				crash <- x
			}
		}()
		f()
	}()
	select {
	case <-done:
	case <-ctx.Done():
		return false
	}
	select {
	case x := <-crash:
		panic(x)
	default:
		return true
	}
}
