package scenario

import "nines/models"

// CourseSpec is how the effect of an incident goes on: all of it to the end, or in one of these ways.
type CourseSpec struct {
	Flaps  *FlapsSpec  `key:"flaps"`
	Stages []StageSpec `key:"stages"`
}

func (CourseSpec) notes() notes {
	return notes{
		"flaps": {"The effect comes and goes while the incident lasts; every detector sees each phase afresh.",
			"{ on: 2m, off: 20m }", ""},
		"stages": {"A rollout: each node below the domain gets it in the stage that one draw decides. It grows from stage " +
			"to stage until the incident is over or alarmed; the last stage has no for.",
			"[ { share: 1%, for: 10m }, { share: 10%, for: 1h }, { share: 100% } ]", ""},
	}
}

// course is a way in which an effect goes on.
type course struct {
	key   string
	given func(s *CourseSpec) bool
	// compile is what it means; the zero Course after an error.
	compile func(c *compiler, f *FaultSpec, leaf bool, path string) models.Course
}

// courses are the ways, in the order in which they are listed.
func courses() []course { return []course{stagesCourse, flapsCourse} }

// course is how the effect of a fault goes on; the zero Course where nothing is said of it, or after an error.
func (c *compiler) course(f *FaultSpec, leaf bool, path string) (out models.Course) {
	before := ""
	for _, way := range courses() {
		switch {
		case !way.given(&f.CourseSpec):
			continue
		case before != "":
			c.failAt(join(path, way.key), "leave one of them out", "%s and %s both say how the effect goes on", before,
				way.key)
		default:
			out = way.compile(c, f, leaf, path)
		}
		before = way.key
	}
	return out
}
