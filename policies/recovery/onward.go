package recovery

import (
	"nines/models"
	"nines/sim"
)

// onward is the policy inside another. Its treatments follow those of the outer in the list, so its decisions are
// renumbered.
type onward struct {
	then      models.Recoverer
	mitigator models.Mitigator // then, if it is one
	first     int              // number of its first treatment
}

// before makes the way on to a policy that comes after so many treatments; nil is hands-on repair.
func before(then models.Recoverer, treatments int) onward {
	if then == nil {
		then = HandsOn{}
	}
	mitigator, _ := then.(models.Mitigator)
	return onward{then, mitigator, treatments}
}

// Treatments are those of the policy inside.
func (o onward) Treatments() []models.Treatment { return o.then.Treatments() }

// recover is the decision of the policy inside.
func (o onward) recover(v models.View, x models.Suspect) models.Decision {
	return o.renumbered(o.then.Recover(v, x))
}

// Mitigate passes on what the policy inside does at once.
func (o onward) Mitigate(v models.View, about models.ComponentID) models.Decision {
	if o.mitigator == nil {
		return models.Decision{Treatment: models.Leave}
	}
	return o.renumbered(o.mitigator.Mitigate(v, about))
}

// Probation is that of the policy inside, 0 where it remembers nothing.
func (o onward) Probation() sim.Duration {
	if p, ok := o.then.(models.Patient); ok {
		return p.Probation()
	}
	return 0
}

func (o onward) renumbered(d models.Decision) models.Decision {
	if d.Treatment >= 0 {
		d.Treatment += o.first
	}
	return d
}
