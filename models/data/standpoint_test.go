package data_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/policies/placement"
)

// TestStandpoints would catch users who reach nodes on the other side of a partition, or lose those on their own: of
// three copies in as many zones, from each zone, from a node and from outside.
func TestStandpoints(t *testing.T) {
	const zone1, zone2, zone3, node1 = models.ComponentID(1), models.ComponentID(2), models.ComponentID(3),
		models.ComponentID(4)
	one := []models.Level{{Name: "zone", Counts: []int{3}}, Nodes(models.ClassCount{Count: 1, Label: "node"})}
	whole := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	from := models.Symptom{Effect: models.Partition, Slow: 1}
	for _, x := range []struct {
		name    string
		symptom models.Symptom
		peer    models.ComponentID
		reached [4]float64 // copies, from each zone and from outside
	}{
		{"all of zone 1", whole, models.Fleet, [4]float64{1, 2, 2, 2}},
		{"into zone 1", models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1, Cut: models.Inbound}, models.Fleet,
			[4]float64{1, 2, 2, 2}},
		{"zone 1 from zone 3", from, zone3, [4]float64{2, 3, 2, 3}},
		{"zone 1 is down", Dead, models.Fleet, [4]float64{2, 2, 2, 2}},
	} {
		for k, at := range [][]models.ComponentID{{zone1}, {zone2}, {zone3}, nil, {node1}, {zone1, zone2, zone3}} {
			b := System(one, Never, 1, Afflicted("fault", 0, 600, 1600, x.symptom))
			b.Faults[0].Peer = x.peer
			b.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: 7, Bytes: 1,
				Scheme: models.Scheme{Data: 1, Global: 2}, Placer: placement.Random{},
				Access: models.Access{Read: 1, Write: 2}, From: at,
				Rebuild: models.Rebuild{Grace: 10 * Hour, Each: 1, Rate: 1}}}
			want := [4]float64{3: 7 * (Hour - 1000)}
			places := []int{[]int{0, 1, 2, 3, 0, 0}[k]}
			if len(at) == 3 {
				places = []int{0, 1, 2}
			}
			for _, place := range places {
				want[int(x.reached[place])] += 7 * 1000 / float64(len(places))
			}
			got := First(t, b).Stores[0].Reached
			for n := range want {
				Near(t, x.name, got[n]+1, want[n]+1)
			}
		}
	}
}
