package worldtest

import "nines/models"

// ComingAndGoing is the course of an effect that is there and gone for so many hours on average.
func ComingAndGoing(there, gone float64) models.Course {
	return models.Course{Repeats: true, Phases: []models.Phase{
		{Share: 1, Lasts: Exponential(there)}, {Share: 0, Lasts: Exponential(gone)}}}
}

// Growing is the course of a rollout, the last of whose stages has no end and the others so many hours.
func Growing(shares []float64, hours ...float64) models.Course {
	c := models.Course{Halts: true}
	for i, share := range shares {
		phase := models.Phase{Share: share}
		if i < len(hours) {
			phase.Lasts = Constant(hours[i])
		}
		c.Phases = append(c.Phases, phase)
	}
	return c
}
