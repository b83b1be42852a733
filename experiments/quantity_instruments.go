package experiments

import (
	"nines/models"
)

func crewQuantities(b *models.Blueprint, c int) []quantity {
	hands := func(o *models.Outcome) float64 { return float64(o.Crews[c].Count) * o.Measured }
	list := []quantity{{metric: "utilization", unit: "ratio", family: share,
		read: func(o *models.Outcome) (top, bottom float64) { return o.Crews[c].Busy, hands(o) }}}
	if len(b.Crews[c].Shifts) > 0 {
		list = append(list, quantity{metric: "overtime", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Crews[c].Over, hands(o) }})
	}
	return scoped("crew:"+b.Crews[c].Name, append(list, []quantity{
		{metric: "wait", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Crews[c].Line, float64(o.Crews[c].Jobs) }},
		{metric: "waited", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return float64(o.Crews[c].Waited), float64(o.Crews[c].Jobs)
			}},
	}...))
}

func watchQuantities(b *models.Blueprint, d int) []quantity {
	mistakes := func(o *models.Outcome) int { return o.Watches[d].Mistakes }
	messages := b.Messages(d)
	return scoped("detector:"+b.Watches[d].Name, []quantity{
		{metric: "messages", unit: "1/s", family: level,
			read: func(*models.Outcome) (top, bottom float64) { return messages, 1 }},
		{metric: "detection_time", unit: "s", family: ratio,
			lives: func(o *models.Outcome, l *lifetimes) { l.addWatch(&o.Watches[d]) },
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Watches[d].Delays, float64(o.Watches[d].Detections)
			}},
		{metric: "false_alarms", unit: "1/y", family: positive, scale: year, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(mistakes(o)), o.Measured }},
		{metric: "mistake_recurrence", unit: "s", family: between, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Watches[d].Healthy, float64(mistakes(o)) }},
		{metric: "mistake_duration", unit: "s", family: ratio, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Watches[d].Mistaken, float64(mistakes(o)) }},
		{metric: "query_accuracy", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Watches[d].Healthy - o.Watches[d].Mistaken, o.Watches[d].Healthy
			}},
	})
}
