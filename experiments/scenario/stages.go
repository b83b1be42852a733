package scenario

import (
	"strconv"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// StageSpec is a stage of a rollout.
type StageSpec struct {
	Share unit.Ratio    `key:"share" required:"true"`
	For   unit.Duration `key:"for" omit:"zero"`
}

func (StageSpec) notes() notes {
	return notes{
		"share": {"Share of the nodes below the domain that have it from this stage on; it rises from stage to stage.",
			"10%", ""},
		"for": {"How long the stage lasts; left out of the last, which ends with the incident.", "1h", ""},
	}
}

// maxStages bounds a rollout.
const maxStages = 100

var stagesCourse = course{
	key:     "stages",
	given:   func(s *CourseSpec) bool { return len(s.Stages) > 0 },
	compile: (*compiler).stages,
}

// stages is an effect that a rollout brings to more and more nodes.
func (c *compiler) stages(f *FaultSpec, leaf bool, path string) (none models.Course) {
	at := join(path, "stages")
	switch {
	case leaf:
		c.failAt(at, "put the fault on a level above the nodes", "stages are shares of the nodes below a domain")
		return none
	case f.RepairEach:
		c.failAt(at, "leave out repair_each", "a fault that grows in stages is one incident, which is repaired as one")
		return none
	case len(f.Stages) > maxStages:
		c.failAt(at, "", "%d stages; at most %d are possible", len(f.Stages), maxStages)
		return none
	}
	rollout := models.Course{Trait: "in " + plural(len(f.Stages), "stage"), Halts: true}
	before := unit.Ratio(0)
	for i, s := range f.Stages {
		here, last := join(at, strconv.Itoa(i)), i == len(f.Stages)-1
		switch {
		case s.Share <= before:
			c.failAt(join(here, "share"), "list them as they are entered, as in 1%, 10%, 100%",
				"the shares of stages rise, and %s is not above %s", s.Share, before)
		case !last && s.For == 0:
			c.failAt(here, "write for example for: 10m", "%s has no end, and another stage follows", here)
		case last && s.For > 0:
			c.failAt(join(here, "for"), "leave it out", "the last stage has no end")
		}
		before = s.Share
		phase := models.Phase{Share: float64(s.Share)}
		if law, err := dist.NewConstant(float64(s.For)); err == nil && !last {
			phase.Lasts = law
		}
		rollout.Phases = append(rollout.Phases, phase)
	}
	return rollout
}
