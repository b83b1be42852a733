package alarm

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
)

// Quorum believes some number of detectors, whichever they are. Of k that see a fault independently with probability q
// it notices Σ C(k,j) q^j (1−q)^(k−j) over j ≥ votes, when the last of the votes needed is in.
type Quorum struct{ votes int }

var _ models.Agreement = Quorum{}

// QuorumConfig is what a user may choose.
type QuorumConfig struct {
	Votes int `key:"votes" doc:"detectors that must agree, 1 or more, and no more than there are"`
}

var quorumRow = catalog.Define("quorum",
	"Believes so many detectors, whichever they are: what one of them invents raises no alarm.",
	QuorumConfig{Votes: 2}, NewQuorum).WithExample("votes: 2")

// NewQuorum checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewQuorum(c QuorumConfig) (models.Agreement, error) {
	if c.Votes < 1 {
		return nil, fmt.Errorf("votes is %d; it must be 1 or more", c.Votes)
	}
	return Quorum{c.Votes}, nil
}

func counted(detectors int) string {
	if detectors == 1 {
		return "1 detector"
	}
	return fmt.Sprintf("%d detectors", detectors)
}

// Votes is the number from the configuration.
func (q Quorum) Votes(detectors int) (int, error) {
	if q.votes > detectors {
		return 0, fmt.Errorf("%d votes are asked of %s; add detectors, or ask for fewer votes", q.votes,
			counted(detectors))
	}
	return q.votes, nil
}
