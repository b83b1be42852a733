package gallery_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// failed is a disk that failed, once.
type failed struct {
	at   float64 // seconds after the start of 2018
	path string  // of it in a topology of racks, nodes and disks that has those that failed
}

// failedDisks are the failures of Han et al., "An In-Depth Study of Correlated Failures in Production SSD-Based Data
// Centers", FAST 2021, in the order of the topology, and how many members its racks and nodes have.
func failedDisks(t *testing.T) (all []failed, nodes, disks []int) {
	file, err := os.Open("../../../shared/data/alibaba-ssd-failures/alibaba_ssd_failures_2018_2019.csv")
	if err != nil {
		t.Skip("the record is not here:", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const rack, node = 4, 5 // columns
	rows = rows[1:]
	slices.SortStableFunc(rows, func(a, b []string) int { return slices.Compare(a[rack:node+1], b[rack:node+1]) })
	for i, row := range rows {
		at, err := time.Parse(time.DateTime, row[0])
		if err != nil {
			t.Fatal(err)
		}
		other := i == 0 || row[rack] != rows[i-1][rack]
		if other {
			nodes = append(nodes, 0)
		}
		if other || row[node] != rows[i-1][node] {
			nodes[len(nodes)-1]++
			disks = append(disks, 0)
		}
		disks[len(disks)-1]++
		all = append(all, failed{at.Sub(time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)).Seconds(),
			fmt.Sprintf("rack-%d/node-%d/disk-%d", len(nodes), nodes[len(nodes)-1], disks[len(disks)-1])})
	}
	return all, nodes, disks
}

const halfHour = 1800 // seconds

// company is the share of failures that another in the same domain is no more than half an hour from, where what is
// above the last so many levels names the domain.
func company(all []failed, levels int) float64 {
	times := map[string][]float64{}
	for _, f := range all {
		parts := strings.Split(f.path, "/")
		name := strings.Join(parts[:len(parts)-levels], "/")
		times[name] = append(times[name], f.at)
	}
	n := 0
	for _, at := range times {
		slices.Sort(at)
		for i := range at {
			if i > 0 && at[i]-at[i-1] <= halfHour || i+1 < len(at) && at[i+1]-at[i] <= halfHour {
				n++
			}
		}
	}
	return float64(n) / float64(len(all))
}

// lost plays failures onto mirrors of neighbors, and of disks in different racks, which are made anew after half an
// hour. The record of an odd number of disks has one more, which does not fail.
func lost(t *testing.T, all []failed, nodes, disks []int) (near, apart int) {
	disks = slices.Clone(disks)
	disks[len(disks)-1] += len(all) % 2
	list := func(n []int) string { return strings.ReplaceAll(fmt.Sprint(n), " ", ", ") }
	var record strings.Builder
	record.WriteString("start,target\n")
	for _, f := range all {
		fmt.Fprintf(&record, "%.0f,%s\n", f.at, f.path)
	}
	folder := t.TempDir()
	text := fmt.Sprintf(`version: 1
time: { horizon: 730d }
topology: [ { level: rack, count: %d }, { level: node, count: %s }, { level: disk, count: %s } ]
faults:
  dead: { on: disk, replay: record.csv, effect: down, loses_data: true, heals: { dist: constant, value: 30m } }
detection: { none: { policy: instant } }
stores:
  near: { on: disk, holds: 9PB, groups: %d, replicas: 2, placement: { policy: blocks }, repair: { onto: itself } }
  apart: { on: disk, holds: 9PB, groups: 60k, replicas: 2, placement: { policy: spread, level: rack },
    repair: { onto: itself } }
`, len(nodes), list(nodes), list(disks), (len(all)+1)/2)
	for name, text := range map[string]string{"record.csv": record.String(), "scenario.yaml": text} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := play(compile(t, folder), 0)
	return o.Stores[0].Losses, o.Stores[1].Losses
}

// Of 18,387 failures 12.88 % have company in their node within half an hour, and 18.30 % in their rack; were they at
// other times, it would be 0.3 and 2 % (Han et al. print 12.9 and 18.3 %). Mirrors within a node are lost as often as
// the record has two neighbors fail together; those in different racks do not notice.
func TestFailuresInCompany(t *testing.T) {
	all, nodes, disks := failedDisks(t)
	together := 0
	for i := 0; i+1 < len(all); i += 2 {
		if math.Abs(all[i].at-all[i+1].at) < halfHour {
			together++
		}
	}
	near, apart := lost(t, all, nodes, disks)
	if near != together {
		t.Errorf("%d of the mirrors of neighbors are lost, and %d are in the record", near, together)
	}
	const permutations = 40
	random, shuffled, nodeAlone, rackAlone := rand.New(rand.NewPCG(1, 1)), slices.Clone(all), 0.0, 0.0
	for range permutations {
		random.Shuffle(len(all), func(i, k int) { shuffled[i].at, shuffled[k].at = shuffled[k].at, shuffled[i].at })
		nodeAlone += company(shuffled, 1) / permutations
		rackAlone += company(shuffled, 2) / permutations
	}
	nearAlone, apartAlone := lost(t, shuffled, nodes, disks)
	for _, x := range []struct {
		name          string
		got, from, to float64
	}{
		{"in company in a node", company(all, 1), 0.12875, 0.12885},
		{"in company in a rack", company(all, 2), 0.18295, 0.18305},
		{"in company in a node by chance", nodeAlone, 0.0026, 0.0039},
		{"in company in a rack by chance", rackAlone, 0.020, 0.021},
		{"times as many mirrors of neighbors lost", float64(near) / float64(nearAlone), 20, 200},
		{"times as many mirrors in different racks lost", float64(apart) / float64(apartAlone), 0.6, 1.6},
	} {
		if x.got < x.from || x.got > x.to {
			t.Errorf("%s: %.4g, not %g to %g", x.name, x.got, x.from, x.to)
		}
	}
	t.Logf("neighbors %d, by chance %d; in different racks %d, by chance %d", near, nearAlone, apart, apartAlone)
}
