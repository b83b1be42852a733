package sight

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/models/fleet"
	"nines/sim"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. What is kept up
// to date in small steps is computed anew from what it stands for. Cost: O(everything).
func (s *Sight) Check() error {
	if err := s.checkBeliefs(); err != nil {
		return err
	}
	if err := s.checkGroups(); err != nil {
		return err
	}
	if err := s.checkRoom(); err != nil {
		return err
	}
	if err := s.checkStalls(); err != nil {
		return err
	}
	if err := s.checkDeaf(); err != nil {
		return err
	}
	return s.checkTrust()
}

// checkRoom: a bounded detector counts the nodes that it suspects, which are no more than it may, and whoever is kept
// back stands in line, once.
func (s *Sight) checkRoom() error {
	waiting := 0
	for _, r := range s.room.stage {
		if r == kept {
			waiting++
		}
	}
	line := slices.Compact(slices.Sorted(slices.Values(s.room.line)))
	if n := len(s.room.line); len(line) != n || n != waiting {
		return fmt.Errorf("%d wait for room, %d of %d in line are different", waiting, len(line), n)
	}
	for d, counted := range s.room.taken {
		taken := int32(0)
		for leaf := range s.regards {
			if s.mind(int32(leaf), d).suspected {
				taken++
			}
		}
		if taken != counted || taken > s.most[d] {
			return fmt.Errorf("detector %d: suspects %d nodes, %d at most, counted %d", d, taken, s.most[d], counted)
		}
	}
	return nil
}

// checkBeliefs: a belief sees what shows, and what is pending is what the table at belief says (or lies beyond the end,
// when the timer is zero).
func (s *Sight) checkBeliefs() error {
	for i := range s.beliefs {
		b := &s.beliefs[i]
		leaf, watch := int32(i/len(s.Watches)), i%len(s.Watches)
		visible, noticed := s.countSeen(leaf, watch)
		waits := s.waits(s.mind(leaf, watch))
		idle := b.suspected && b.visible+b.severed > 0 && noticed == visible || waits == kept
		severed := s.countSevered(leaf, watch)
		pending := s.calendar.IsPending(b.timer)
		switch {
		case visible != b.visible:
			return fmt.Errorf("node %d, detector %d: %d faults show, counted %d", leaf, watch, visible, b.visible)
		case severed != b.severed:
			return fmt.Errorf("node %d, detector %d: %d times severed, counted %d", leaf, watch, severed, b.severed)
		case b.severed > 0 && b.suspected && b.visible == 0 && !b.mistaken:
			return fmt.Errorf("node %d, detector %d: severed and not mistaken", leaf, watch)
		case waits != unhindered && (b.suspected || b.visible+b.severed == 0), waits == kept && !s.full(watch):
			return fmt.Errorf("node %d, detector %d: waits for room without need", leaf, watch)
		case b.mistaken && !(b.suspected && visible == 0):
			return fmt.Errorf("node %d, detector %d: mistaken with cause", leaf, watch)
		case s.stalled(watch):
			if pending {
				return fmt.Errorf("node %d, detector %d: it has stopped, and something is pending", leaf, watch)
			}
		case idle && pending, !idle && !pending && b.timer != (sim.Timer{}):
			return fmt.Errorf("node %d, detector %d: what is pending is not what should be", leaf, watch)
		case b.suspected && noticed != visible && s.looking[watch] == nil && s.meters>>watch&1 == 0,
			!b.suspected && noticed > 0:
			return fmt.Errorf("node %d, detector %d: %d of %d faults noticed", leaf, watch, noticed, visible)
		}
	}
	return nil
}

// countSeen counts the holds on a node that show to a detector, and those that it has noticed.
func (s *Sight) countSeen(leaf int32, watch int) (visible, noticed int32) {
	for h := s.fleet.On(leaf); h != fleet.None; h = s.fleet.Hold(h).Behind() {
		if int(h) < len(s.marks) {
			visible += int32(s.marks[h].seen >> watch & 1)
			noticed += int32(s.marks[h].noticed >> watch & 1)
		}
	}
	return visible, noticed
}

// countSevered counts the partitions between a detector and a node.
func (s *Sight) countSevered(leaf int32, watch int) (n int32) {
	_ = s.fleet.Each(func(_ int32, x *fleet.Case) error {
		if x.Genuine() && x.Symptom().Effect == models.Partition && s.severs(x, leaf, watch) {
			n++
		}
		return nil
	})
	return n
}

// checkTrust: a node is suspected by the detectors that it says, and by enough of them or not.
func (s *Sight) checkTrust() error {
	untrusted := 0
	for i := range s.regards {
		r, suspecting := &s.regards[i], uint16(0)
		for d := range s.Watches {
			if s.mind(int32(i), d).suspected {
				suspecting |= 1 << d
			}
		}
		suspected := s.convinced(suspecting)
		shunned := r.drains > 0 || s.convinced(suspecting&s.audible)
		believed := s.board.Suspected(int32(i))
		if suspecting != r.suspecting || suspected != believed || shunned != r.shunned {
			return fmt.Errorf("node %d: suspected by %b (%v, shunned %v), counted %b (%v, shunned %v)", i, suspecting,
				suspected, shunned, r.suspecting, believed, r.shunned)
		}
		if suspected {
			untrusted++
		}
	}
	if untrusted != s.board.Untrusted() {
		return fmt.Errorf("%d nodes are suspected, counted %d", untrusted, s.board.Untrusted())
	}
	return nil
}

// CheckDrains holds the reasons to keep work from nodes to how many there are by node.
func (s *Sight) CheckDrains(drains []int8) error {
	for i, n := range drains {
		if s.regards[i].drains != n {
			return fmt.Errorf("node %d: kept from work for %d reasons, counted %d", i, n, s.regards[i].drains)
		}
	}
	return nil
}

// Knows reports whether enough detectors have noticed a case on some node.
func (s *Sight) Knows(x *fleet.Case) bool {
	for h := x.Holds(); h != fleet.None; h = s.fleet.Hold(h).Next() {
		if int(h) < len(s.marks) && (s.marks[h].known || s.convinced(s.marks[h].noticed)) {
			return true
		}
	}
	return false
}

// Mistaken is how many mistakes each detector makes now.
func (s *Sight) Mistaken() []int {
	mistaken := make([]int, len(s.Watches))
	for i := range s.beliefs {
		if s.beliefs[i].mistaken {
			mistaken[i%len(s.Watches)]++
		}
	}
	return mistaken
}

// checkStalls: a detector is stopped by what takes down the node on which it runs.
func (s *Sight) checkStalls() error {
	for d := range s.stalls {
		counted := int32(0)
		for h := s.on(s.runsOn[d]); h != fleet.None; h = s.fleet.Hold(h).Behind() {
			if s.stops(h) {
				counted++
			}
		}
		if n := s.stalls[d].holds; n != counted {
			return fmt.Errorf("detector %d: %d holds stop it, counted %d", d, counted, n)
		}
	}
	return nil
}

// on is the first hold on a node, if it is one.
func (s *Sight) on(leaf int32) int32 {
	if leaf == fleet.None {
		return fleet.None
	}
	return s.fleet.On(leaf)
}

// checkGroups: whom detectors that are the nodes themselves do not hear, and whom they suspect, is as they count it.
func (s *Sight) checkGroups() error {
	for d := range s.groups {
		if s.mutual[d] == nil {
			continue
		}
		var counted standings
		for leaf := range s.regards {
			counted[s.mind(int32(leaf), d).standing()]++
		}
		if g := s.groups[d].standings; g != counted {
			return fmt.Errorf("detector %d: %v nodes are heard, silent and suspected, counted %v", d, counted, g)
		}
	}
	return nil
}

// checkDeaf: who accuses others is ill.
func (s *Sight) checkDeaf() error {
	for i := range s.deaf {
		h := int32(i / len(s.Watches))
		if s.calendar.IsPending(s.deaf[i].timer) && !s.fleet.Hold(h).Felt() {
			return fmt.Errorf("node %d: accuses others, and is well", s.fleet.Hold(h).Node())
		}
	}
	return nil
}

// Pending is how many events of this room are pending.
func (s *Sight) Pending() (n int) {
	for i := range s.deaf {
		if s.calendar.IsPending(s.deaf[i].timer) {
			n++
		}
	}
	for i := range s.groups {
		if s.calendar.IsPending(s.groups[i].timer) {
			n++
		}
	}
	for i := range s.beliefs {
		if s.calendar.IsPending(s.beliefs[i].timer) {
			n++
		}
	}
	return n
}
