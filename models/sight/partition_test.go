package sight_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// hearer notices what stops the messages of a node, not what stops those to it.
type hearer struct{ Watcher }

func (hearer) Sees(x models.Symptom) float64 {
	if x.Effect == models.Partition && x.Cut == models.Inbound {
		return 0
	}
	return 1
}

// parted is three zones of two nodes, of which the first is cut off from 1 h to 5 h. Observers notice after an hour and
// trust again at once. Components: the fleet, zones 1 to 3, then the nodes.
func parted(x models.Symptom, peer models.ComponentID, places ...models.ComponentID) *models.Blueprint {
	levels := []models.Level{{Name: "zone", Counts: []int{3}}, Nodes(models.ClassCount{Count: 2, Label: "node"})}
	cut := Afflicted("cut", 0, Hour, 5*Hour, x)
	cut.Targets, cut.Peer = []models.ComponentID{1}, peer
	b := System(levels, models.Rule{Nodes: 1}, 10, cut)
	b.Classes[0].Throughput = 100
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 6}}}
	b.Watches = nil
	for i, place := range places {
		w := hearer{Watcher{Notices: Constant(1), Trusts: Constant(0)}}
		b.Watches = append(b.Watches, models.Watch{Name: string(rune('a' + i)), Detector: w, From: place})
	}
	return b
}

// TestObserversDisagree would catch an observer that sees across a cut, loses sight of its own side, is not mistaken
// about the other, or is for longer than the partition lasts; a cut one way that is noticed by who still hears; a
// partial one that takes its users away or is noticed by third parties. Observers stand outside, in the zone that is
// cut off, and in each of the others.
func TestObserversDisagree(t *testing.T) {
	const outside, own, second, third = 0, 1, 2, 3
	whole := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	in, out, partial := whole, whole, whole
	in.Cut, out.Cut, partial.Loss = models.Inbound, models.Outbound, 0
	for _, c := range []struct {
		name string
		x    models.Symptom
		peer models.ComponentID
		sees [4]int  // nodes that are suspected with cause, by observer
		errs [4]int  // and without
		down float64 // node-hours
	}{
		{"complete", whole, models.Fleet, [4]int{2, 0, 2, 2}, [4]int{0, 4, 0, 0}, 8},
		{"inbound", in, models.Fleet, [4]int{0, 0, 0, 0}, [4]int{0, 4, 0, 0}, 8},
		{"outbound", out, models.Fleet, [4]int{2, 0, 2, 2}, [4]int{0, 0, 0, 0}, 8},
		{"partial", partial, third, [4]int{0, 0, 0, 2}, [4]int{0, 2, 0, 0}, 0},
	} {
		Replicate(t, parted(c.x, c.peer, outside, own, second, third), 1, func(o *models.Outcome) {
			Near(t, c.name+": down", o.Fleet.Down, c.down*Hour)
			for i, w := range o.Watches {
				Near(t, c.name+": delays", w.Delays, float64(c.sees[i])*Hour)
				Near(t, c.name+": mistaken", w.Mistaken, float64(3*c.errs[i])*Hour)
				if w.Detections != c.sees[i] || w.Mistakes != c.errs[i] {
					t.Errorf("%s: observer %d noticed %d nodes and was mistaken about %d, want %d and %d", c.name, i,
						w.Detections, w.Mistakes, c.sees[i], c.errs[i])
				}
			}
		})
	}
}

// TestQuorumUnderPartition would catch votes of observers who share a fate that count as if they did not. Two of six
// requests per second go to the zone that is cut off; the first hour of four is lost before anybody notices. Where any
// observer is believed, all nodes are suspected and work goes to everybody. Two of three observers in different places
// are right. Two of three in the zone that is cut off outvote the third, and all work goes where it cannot arrive.
func TestQuorumUnderPartition(t *testing.T) {
	whole := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	for _, c := range []struct {
		name   string
		places []models.ComponentID
		votes  int
		lost   float64 // hours of requests
	}{
		{"any", []models.ComponentID{0, 1, 2}, 1, 4 * 2},
		{"two of three apart", []models.ComponentID{0, 1, 2}, 2, 1 * 2},
		{"two of three together", []models.ComponentID{0, 1, 1}, 2, 1*2 + 3*6},
	} {
		b := parted(whole, models.Fleet, c.places...)
		b.Panels = []models.Panel{{Watches: []int{0, 1, 2}, Votes: c.votes}}
		Replicate(t, b, 1, func(o *models.Outcome) { Near(t, c.name+": lost", o.Flows[0].Lost, c.lost*Hour) })
	}
}

// TestCrashWhileSevered would catch a suspicion of a severed node that is not right once the node has failed, or ends
// with its repair while the partition lasts. Node 3 of the second zone is down from 3 h to 4 h; the observer in the
// first, cut off from 1 h to 5 h, suspects it from 2 h on, and is mistaken about it from 2 to 3 and from 4 to 5 h.
func TestCrashWhileSevered(t *testing.T) {
	whole := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	b := parted(whole, models.Fleet, 1)
	crash := Afflicted("crash", 5, 3*Hour, 4*Hour, models.Symptom{Effect: models.Down, Loss: 1})
	b.Faults = append(b.Faults, crash)
	Replicate(t, b, 1, func(o *models.Outcome) {
		w := o.Watches[0]
		Near(t, "delays", w.Delays, 0)
		Near(t, "mistaken", w.Mistaken, (4*3-1)*Hour)
		if w.Detections != 1 || w.Mistakes != 5 {
			t.Errorf("%d detections, %d mistakes", w.Detections, w.Mistakes)
		}
	})
}

// TestCrashOutlastsPartition would catch a suspicion that is raised again when the partition is over, though it never
// ended: a node that the observer was severed from has crashed meanwhile, and stays down.
func TestCrashOutlastsPartition(t *testing.T) {
	b := parted(models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}, models.Fleet, 1)
	b.Faults = append(b.Faults, Afflicted("crash", 5, 3*Hour, 7*Hour, models.Symptom{Effect: models.Down, Loss: 1}))
	if got := Story(t, b, models.Suspects); len(got) > 0 {
		t.Errorf("what is suspected already is suspected at %v h", got)
	}
}

// TestObserverInsideADomain would catch an observer that is cut off only where its place is the very domain: one that
// stands beside a node of the first zone loses sight of the four nodes outside, and sees its own two.
func TestObserverInsideADomain(t *testing.T) {
	const node = 4 // the first, behind the fleet and its zones
	b := parted(models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}, models.Fleet, node)
	w := First(t, b).Watches[0]
	if w.Detections != 0 || w.Mistakes != 4 {
		t.Errorf("%d detections, %d mistakes, want 0 and 4", w.Detections, w.Mistakes)
	}
}
