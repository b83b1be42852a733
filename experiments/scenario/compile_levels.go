package scenario

import (
	"slices"
	"strconv"

	"nines/models"
	"nines/sim/unit"
)

// levels carries the levels over, outermost first, as far as they can be read.
func (c *compiler) levels() []models.Level {
	levels := make([]models.Level, len(c.spec.Topology))
	parents := 1
	for i := range c.spec.Topology {
		spec, out, path := &c.spec.Topology[i], &levels[i], join("topology", strconv.Itoa(i))
		c.levelName(i, path)
		out.Name, out.Names = spec.Level, spec.Names
		switch {
		case i == len(levels)-1:
			c.nodes(out, spec, path)
		case spec.Class != "" || len(spec.Classes) > 0:
			c.failAt(path, "give classes at the last level", "level %s is not the last and cannot have classes", spec.Level)
		default:
			c.domainCounts(out, spec, path)
		}
		parents = c.members(i, out, parents, path)
	}
	return levels
}

func (c *compiler) domainCounts(out *models.Level, spec *LevelSpec, path string) {
	path = join(path, "count")
	for k, n := range spec.Count {
		if n < 1 {
			c.failAt(spec.Count.at(path, k), "write count: 3", "level %s needs a count of at least 1 per parent", spec.Level)
		}
	}
	if len(spec.Count) == 0 {
		c.failAt(path, "write count: 3", "level %s needs a count of at least 1 per parent", spec.Level)
	}
	out.Counts = spec.Count
}

// members counts a level as a whole, which has so many parents, and judges its names; 0 where that cannot be said.
func (c *compiler) members(i int, level *models.Level, parents int, path string) int {
	given, key := max(len(level.Counts), len(level.Nodes)), "count"
	if len(c.spec.Topology[i].Classes) > 0 {
		key = "classes"
	}
	members := 0
	switch {
	case given > 1 && i == 0:
		c.failAt(join(path, key), "write one value", "level %s is the outermost: it is under one fleet, not under %d parents",
			level.Name, given)
	case given > 1 && parents > 0 && given != parents:
		above := c.spec.Topology[i-1].Level
		c.failAt(join(path, key), "give a value for each "+above+", or one for all",
			"level %s counts for %s, and there are %s", level.Name, plural(given, above), unit.Count(parents))
	case given == 1 || given == parents:
		members, _ = level.Members(parents)
	}
	c.memberNames(level, parents, members, join(path, "names"))
	return members
}

// memberNames judges the names of the members of a level.
func (c *compiler) memberNames(level *models.Level, parents, members int, path string) {
	n := len(level.Names)
	switch each := members / max(parents, 1); {
	case n > maxNames:
		c.failAt(path, "leave the names out", "%d names; at most %d are kept", n, maxNames)
		return
	case level.Names == nil || members == 0 || n == members || level.Even() && n == each:
	case !level.Even():
		c.failAt(path, "give a name for each member, or none", "level %s has %s for %s in all", level.Name,
			plural(n, "name"), plural(members, "member"))
	default:
		c.failAt(path, "give a name for each, or none", "level %s has %s for %s", level.Name, plural(n, "name"),
			plural(each, "member"))
	}
	seen := map[string]bool{}
	for i, name := range level.Names {
		if !isName(name) || seen[name] {
			c.failAt(join(path, strconv.Itoa(i)), "use different names of ASCII letters, digits, - and _",
				"%s cannot name a member of level %s", quote(name), level.Name)
		}
		seen[name] = true
	}
}

// nodes fills the last level, whose members are nodes of one or several classes.
func (c *compiler) nodes(out *models.Level, spec *LevelSpec, path string) {
	classes := spec.Classes
	switch {
	case len(classes) > 0 && (len(spec.Count) > 0 || spec.Class != ""):
		c.failAt(join(path, "classes"), "give classes, or count and class",
			"level %s has both classes and a count or class", spec.Level)
	case len(classes) == 0 && len(spec.Count) == 0:
		c.failAt(join(path, "count"), "write for example count: 20", "level %s needs 1 to %s nodes of class %s per parent",
			spec.Level, unit.Count(models.MaxComponents), spec.class())
	case len(classes) == 0:
		for _, n := range spec.Count {
			classes = append(classes, Ordered[unit.Count]{{spec.class(), unit.Count(n)}})
		}
	}
	for k, held := range classes {
		if len(c.blueprint.Classes) > maxClasses {
			c.failAt(path, "", "more than %d classes cannot be simulated", maxClasses)
			return
		}
		at := spec.Count.at(join(path, "count"), k)
		if len(spec.Classes) > 0 {
			at = spec.Classes.at(join(path, "classes"), k)
		}
		out.Nodes = append(out.Nodes, c.held(spec, held, path, at))
	}
}

// class is the only class of the nodes of a level that names none, or one.
func (l *LevelSpec) class() string {
	if l.Class != "" {
		return l.Class
	}
	return l.Level
}

// held are the nodes of one parent, of each class.
func (c *compiler) held(spec *LevelSpec, classes Ordered[unit.Count], path, at string) (held []models.ClassCount) {
	if len(classes) > maxClasses {
		c.failAt(path, "", "%d classes; at most %d can be simulated", len(classes), maxClasses)
		return nil
	}
	for _, k := range classes {
		if k.Value < 1 || k.Value > models.MaxComponents {
			where := at
			if len(spec.Classes) > 0 {
				where = join(at, k.Name)
			}
			c.failAt(where, "write for example count: 20", "level %s needs 1 to %s nodes of class %s per parent",
				spec.Level, unit.Count(models.MaxComponents), k.Name)
			continue
		}
		id, known := c.classID(k.Name)
		if !known {
			id = c.class(k.Name, path)
		}
		held = append(held, models.ClassCount{Class: id, Count: int(k.Value), Label: k.Name})
	}
	if len(classes) == 0 {
		c.failAt(at, "write for example {web: 3}", "level %s needs nodes under every parent", spec.Level)
	}
	return held
}

func (c *compiler) levelName(i int, path string) {
	name := c.spec.Topology[i].Level
	twice := slices.ContainsFunc(c.spec.Topology[:i], func(l LevelSpec) bool { return l.Level == name })
	switch {
	case !isName(name):
		c.failAt(join(path, "level"), nameHelp, "%s is not a name", quote(name))
	case name == "fleet" || twice:
		c.failAt(join(path, "level"), "choose another name", "the level name %s is taken", name)
	}
}
