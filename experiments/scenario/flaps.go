package scenario

import (
	"nines/models"
	"nines/sim/dist"
)

// FlapsSpec is how the effect of an incident comes and goes.
type FlapsSpec struct {
	On  dist.Law `key:"on" required:"true"`
	Off dist.Law `key:"off" required:"true"`
}

func (FlapsSpec) notes() notes {
	return notes{
		"on":  {"How long the effect shows at a time.", "2m", ""},
		"off": {"How long it does not show in between.", "20m", ""},
	}
}

var flapsCourse = course{
	key:     "flaps",
	given:   func(s *CourseSpec) bool { return s.Flaps != nil },
	compile: (*compiler).flaps,
}

// flaps is an effect that comes and goes.
func (c *compiler) flaps(f *FaultSpec, _ bool, path string) models.Course {
	s := f.Flaps
	if s.On == nil || s.Off == nil {
		return models.Course{} // they could not be read, and are reported
	}
	total := float64(c.spec.Time.Warmup.Length + c.spec.Time.Horizon)
	cycle := cutMean(s.On, total) + cutMean(s.Off, total)
	if cycle == 0 || total/cycle*float64(len(c.blueprint.Topology.Leaves)) > maxEvents {
		c.failAt(join(path, "flaps"), "write longer phases",
			"the effect would come and go more often than a run has events")
		return models.Course{}
	}
	return models.Course{Trait: "flaps", Repeats: true, Phases: []models.Phase{
		{Name: "flaps on", Share: 1, Lasts: s.On},
		{Name: "flaps off", Share: 0, Lasts: s.Off},
	}}
}
