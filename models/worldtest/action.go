package worldtest

import "nines/models"

// Only is a recoverer with one treatment that it always chooses.
type Only struct{ models.Action }

func (r Only) Actions() []models.Action { return []models.Action{r.Action} }

func (Only) Recover(models.View, models.Suspect) models.Decision { return models.Decision{} }

// Surely is a recoverer whose only treatment ends every fault.
func Surely(t models.Action) Only {
	t.Clears = Evenly(1)
	return Only{Action: t}
}

// Stander is a recoverer that has nodes stood in for when the cause is known, and repairs by hand what can be repaired.
type Stander struct{ models.Action }

func (r Stander) Actions() []models.Action { return []models.Action{r.Action} }

// InTurn is a Stander whose stand-ins come at once to whose turn it is, at a pace.
func InTurn(p models.Pace) Stander {
	return Stander{Action: models.Action{Name: "elsewhere", Elsewhere: true, Tries: 1, Clears: Evenly(1), Pace: p}}
}

func (Stander) Bridge(_ models.View, _ models.Suspect, dst []models.Relief) []models.Relief {
	return append(dst, models.Relief{After: Hour / 2})
}

func (Stander) Recover(models.View, models.Suspect) models.Decision {
	return models.Decision{Action: models.Repair}
}

// Evenly is the same chance against every effect.
func Evenly(p float64) map[string]float64 {
	all := map[string]float64{}
	for e := range models.Effects {
		all[e.String()] = p
	}
	return all
}

// Repair is the decision for work by hand.
var Repair = models.Decision{Action: models.Repair}
