package experiments

import (
	"context"
	"testing"
	"time"
)

// However slow it is to take in what was played, workers begin nothing that finds no room. It would catch outcomes that
// pile up with the number of replications.
func TestWorkersWaitForRoom(t *testing.T) {
	const workers, replications = 2, 400
	p := newPool(workers)
	s, taken := compiled(t, pairText), 0
	room := make(chan struct{}, ahead*workers)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	for x := range p.start(ctx, end, task{s, 0, &Keep{}}, series{0, 1, replications}, room) {
		if x.k >= taken+cap(room) {
			t.Fatalf("replication %d was played when %d had been taken in, with room for %d", x.k, taken, cap(room))
		}
		if taken < 3 {
			time.Sleep(20 * time.Millisecond) // workers run on, if they can
		}
		taken++
		<-room
	}
	if taken != replications {
		t.Errorf("%d of %d replications", taken, replications)
	}
}
