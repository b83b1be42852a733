package scenario

import (
	"strconv"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// FlapsSpec is how the effect of an incident comes and goes.
type FlapsSpec struct {
	On  dist.Law `key:"on" required:"true"`
	Off dist.Law `key:"off" required:"true"`
}

// StageSpec is a stage of a rollout.
type StageSpec struct {
	Share unit.Ratio    `key:"share" required:"true"`
	For   unit.Duration `key:"for" omit:"zero"`
}

// maxStages bounds a rollout.
const maxStages = 100

// flaps is how the effect of a fault comes and goes; nil where it does not, or after an error.
func (c *compiler) flaps(f *FaultSpec, path string) *models.Flaps {
	s := f.Flaps
	if s == nil || s.On == nil || s.Off == nil {
		return nil
	}
	path = join(path, "flaps")
	total := float64(c.spec.Time.Warmup + c.spec.Time.Horizon)
	cycle := cutMean(s.On, total) + cutMean(s.Off, total)
	if cycle == 0 || total/cycle*float64(len(c.blueprint.Topology.Leaves)) > maxEvents {
		c.failAt(path, "write longer phases", "the effect would come and go more often than a run has events")
		return nil
	}
	return &models.Flaps{On: s.On, Off: s.Off}
}

// stages are those of a rollout; nil where there are none, or after an error.
func (c *compiler) stages(f *FaultSpec, leaf bool, path string) []models.Exposure {
	if len(f.Stages) == 0 {
		return nil
	}
	at := join(path, "stages")
	switch {
	case leaf:
		c.failAt(at, "put the fault on a level above the nodes", "stages are shares of the nodes below a domain")
		return nil
	case f.RepairEach || f.Flaps != nil:
		c.failAt(at, "leave out repair_each and flaps", "a fault that grows in stages is one incident that does not flap")
		return nil
	case len(f.Stages) > maxStages:
		c.failAt(at, "", "%d stages; at most %d are possible", len(f.Stages), maxStages)
		return nil
	}
	stages, before := make([]models.Exposure, len(f.Stages)), unit.Ratio(0)
	for i, s := range f.Stages {
		here := join(at, strconv.Itoa(i))
		switch last := i == len(f.Stages)-1; {
		case s.Share <= before:
			c.failAt(join(here, "share"), "list them as they are entered, as in 1%, 10%, 100%",
				"the shares of stages rise, and %s is not above %s", s.Share, before)
		case !last && s.For == 0:
			c.failAt(here, "write for example for: 10m", "%s has no end, and another stage follows", here)
		case last && s.For > 0:
			c.failAt(join(here, "for"), "leave it out", "the last stage has no end")
		}
		before = s.Share
		stages[i] = models.Exposure{Share: float64(s.Share), For: sim.Duration(s.For)}
	}
	return stages
}
