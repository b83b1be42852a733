package localization

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// walk visits a graph of dependencies, to count what can be reached and to find a cycle.
type walk struct {
	graph map[string][]string
	done  map[string]bool
	path  []string // from where the walk began to where it is
}

// mostComponents bounds a graph, for the sake of the search.
const mostComponents = 1000

// reach is how many components can be reached from one, itself included; from "", how many there are.
func reach(graph map[string][]string, from string) (int, error) {
	w := walk{graph: graph, done: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(graph)) {
		if err := w.visit(name); err != nil {
			return 0, err
		}
	}
	if from == "" {
		return len(w.done), nil
	}
	if !w.done[from] {
		return 0, fmt.Errorf("from is %q, which is not in the graph; write one of %s", from, w.names())
	}
	clear(w.done)
	err := w.visit(from)
	return len(w.done), err
}

// visit goes to a component and to all that it depends on. Something that depends on itself has no first cause.
func (w *walk) visit(name string) error {
	if i := slices.Index(w.path, name); i >= 0 {
		return fmt.Errorf("graph has the cycle %s; leave out one of these dependencies",
			strings.Join(append(w.path[i:], name), " → "))
	}
	if w.done[name] {
		return nil
	}
	if len(w.path)+len(w.done) >= mostComponents {
		return fmt.Errorf("graph has more than %d components; leave out what is never the cause", mostComponents)
	}
	w.path = append(w.path, name)
	for _, below := range w.graph[name] {
		if err := w.visit(below); err != nil {
			return err
		}
	}
	w.path = w.path[:len(w.path)-1]
	w.done[name] = true
	return nil
}

// names lists some components.
func (w *walk) names() string {
	const most = 10
	all := slices.Sorted(maps.Keys(w.done))
	if len(all) > most {
		all = append(all[:most], "…")
	}
	return strings.Join(all, ", ")
}
