package admission

import "nines/models"

// What those remember first that limit tries under way: the limit, and how many are.
const (
	limit = iota
	underWay
)

// admits counts a try under way, if there is room.
func admits(m *models.AdmissionMemory) bool {
	if m[underWay]+1 > m[limit] {
		return false
	}
	m[underWay]++
	return true
}
