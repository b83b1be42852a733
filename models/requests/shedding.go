package requests

import "nines/models"

// sheds decides whether a node refuses a try that has come to it.
func (s *servers) sheds(x *try, n *node) bool {
	share := s.serving.Shedding.Sheds(int(n.waiting+n.served+n.calling), s.serving.Slots)
	return s.draws.sheds(models.ShedOf(share, s.classes, int(x.rank)))
}
