package plots_test

import (
	"fmt"
	"math"

	"nines/experiments/result"
)

// story is one outage of two hours and n incidents around it, a few minutes apart, each of its own component.
func story(n int) []result.TimelineRow {
	began := 123 * day
	rows := []result.TimelineRow{{Key: key(0, ""), Replication: 17, Component: "service:api", Stage: "outage",
		Start: began, End: began + 7200, Among: 1}}
	for i := range n {
		at := began + 240*float64(i%40) - 900
		for j, length := range []float64{5, 300, 600 * float64(i%5), 1800 + 60*float64(i%7), 400} {
			rows = append(rows, result.TimelineRow{Key: key(0, ""), Replication: 17, Incident: i + 1, Among: 2 * n,
				Component: fmt.Sprintf("zone-%c/rack-%d/node-%d", 'a'+i%3, 1+i%7, 1+i), Cause: []string{"crash", "disk"}[i%2],
				Stage: []string{"detect", "locate", "wait", "repair", "verify"}[j], Start: at, End: at + length})
			at += length
		}
	}
	return rows
}

// siege are incidents that overlap on one component, are there from the start, do not end, heal, or are in a stage that
// nobody knows.
func siege() []result.TimelineRow {
	row := func(incident int, stage string, start, end float64) result.TimelineRow {
		return result.TimelineRow{Key: key(0, ""), Incident: incident, Component: "zone-a", Cause: "zone-net", Stage: stage,
			Start: start * day, End: end * day, Among: 4}
	}
	return []result.TimelineRow{row(1, "detect", -20, 1), row(1, "wait", 1, 90), row(2, "heal", 30, 200),
		row(3, "exorcise", 60, 150), row(3, "repair", 150, nan), row(4, "repair", 210, 300)}
}

// manyCauses are forty faults with long names whose shares fall off.
func manyCauses() []result.Estimate {
	var rows []result.Estimate
	for i := range 40 {
		name := fmt.Sprintf("%s-%02d-of-the-third-generation-storage-fleet", []string{"disk-firmware-regression",
			"top-of-rack-switch", "cooling", "operator-mistake-during-maintenance"}[i%4], i)
		rows = append(rows, share(name, 0.1823*math.Pow(0.82, float64(i))))
	}
	return rows
}
