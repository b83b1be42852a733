package scenario

import "nines/models"

// CourseSpec is how the effect of an incident goes on: all of it to the end, or in one of these ways.
type CourseSpec struct {
	Flaps  *FlapsSpec  `key:"flaps"`
	Stages []StageSpec `key:"stages"`
}

// Word is a key of the language, for those who look it up.
type Word struct {
	Name, Doc string
	On        string // a level of which it can be said
	Example   string
}

// course is a way in which an effect goes on.
type course struct {
	Word
	given func(s *CourseSpec) bool
	// compile is what it means; the zero Course after an error.
	compile func(c *compiler, f *FaultSpec, leaf bool, path string) models.Course
}

// courses are the ways, in the order in which they are listed.
func courses() []course { return []course{stagesCourse, flapsCourse} }

// Courses are the keys that say how an effect goes on.
func Courses() []Word {
	var words []Word
	for _, way := range courses() {
		words = append(words, way.Word)
	}
	return words
}

// course is how the effect of a fault goes on; the zero Course where nothing is said of it, or after an error.
func (c *compiler) course(f *FaultSpec, leaf bool, path string) (out models.Course) {
	before := ""
	for _, way := range courses() {
		switch {
		case !way.given(&f.CourseSpec):
			continue
		case before != "":
			c.failAt(join(path, way.Name), "leave one of them out", "%s and %s both say how the effect goes on", before,
				way.Name)
		default:
			out = way.compile(c, f, leaf, path)
		}
		before = way.Name
	}
	return out
}
