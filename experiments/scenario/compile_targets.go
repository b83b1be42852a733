package scenario

import (
	"fmt"
	"slices"
	"strings"

	"nines/models"
)

// targets are the components that `on` names: fleet, a class, a level, one member of a level or class ("zone b") or a
// path ("zone-b/rack-3"). leaf says that they are single nodes.
func (c *compiler) targets(on, path string) (found []models.ComponentID, leaf, ok bool) {
	t := c.blueprint.Topology
	class, isClass := c.classID(on)
	depth, isLevel := c.depth(on)
	switch {
	case on == "fleet":
		return []models.ComponentID{models.Fleet}, false, true
	case isClass && isLevel && depth < len(t.Levels):
		c.failAt(path, "rename one of them", "%s is the name of both a level and a class", on)
		return nil, false, false
	case isClass && !(isLevel && depth == len(t.Levels)):
		return t.OfClass(class), true, true
	case isLevel:
		return t.AtDepth(depth), depth == len(t.Levels), true
	}
	if found = c.called(on); len(found) > 0 {
		_, leaf = t.Leaf(found[0])
		return found, leaf, true
	}
	c.failAt(path, hint(on, "places", c.places())+c.exampleMember(), "nothing is called %s", quote(on))
	return nil, false, false
}

// exampleMember says how to name one member, by one that is there.
func (c *compiler) exampleMember() string {
	t := c.blueprint.Topology
	members := t.AtDepth(1)
	if len(members) == 0 {
		return ""
	}
	name := strings.TrimPrefix(t.NameOf(members[len(members)-1]), t.LevelName(1)+"-")
	last := models.ComponentID(len(t.Domains) + len(t.Leaves) - 1)
	return fmt.Sprintf(", one member as %q, or a path as %q", t.LevelName(1)+" "+name, t.Path(last))
}

// places are the words for kinds of components: fleet, levels and classes.
func (c *compiler) places() []string {
	known := append([]string{"fleet"}, c.levelNames()...)
	for _, class := range c.classNames() { // nodes without a class have one called like their level
		if !slices.Contains(known, class) {
			known = append(known, class)
		}
	}
	return known
}

// called are the components called "zone b" or "web 3" at every place, or the one with the path "zone-a/rack-3".
func (c *compiler) called(on string) []models.ComponentID {
	t := c.blueprint.Topology
	word, member, ok := strings.Cut(on, " ")
	if !ok {
		if x, ok := t.Find(on); ok {
			return []models.ComponentID{x}
		}
		return nil
	}
	var among []models.ComponentID
	if depth, ok := c.depth(word); ok {
		among = t.AtDepth(depth)
	} else if class, ok := c.classID(word); ok {
		among = t.OfClass(class)
	}
	return slices.DeleteFunc(among, func(x models.ComponentID) bool { return t.NameOf(x) != member })
}
