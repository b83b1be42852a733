package recovery

import (
	"nines/models"
	"nines/sim/catalog"
)

// HandsOn repairs every diagnosed fault by hand: it waits for the part and the crew that the fault needs and works for
// the time that the fault's repair law draws, which always ends it. A fault without a repair law is left to heal.
type HandsOn struct{}

var (
	_ models.Recoverer = HandsOn{}
	_ models.Unvarying = HandsOn{}
)

var repairRow = catalog.Define("repair",
	"Repairs by hand, with the fault's crew and part, first come first served; what has no repair law is left to heal.",
	HandsOn{}, func(HandsOn) (Action, error) { return Hands(), nil })

// Hands is hands-on repair as an action of a runbook.
func Hands() Action {
	return Action{Attempts: 1, hands: true, Action: models.Action{Name: "repair"}}
}

// Actions is empty: hands-on repair is everybody's.
func (HandsOn) Actions() []models.Action { return nil }

// Recover answers Repair wherever that is possible.
func (HandsOn) Recover(_ models.View, x models.Suspect) models.Decision { return climb(nil, &x, 0) }

// Always is to Repair.
func (HandsOn) Always() (models.Decision, bool) { return models.Decision{Action: models.Repair}, true }

// String is the name of its row: other policies have it as a default.
func (HandsOn) String() string { return "repair" }
