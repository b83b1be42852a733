package glimpses

import (
	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/sim"
	"nines/sim/flat"
)

// Tape is what the lanes of a run are told, and what is then played of it. All of it lies in flat slices, so that it
// can be copied and used again.
type Tape struct {
	plan    *Plan
	chance  *chance.Draws
	news    []news    // in the order of time
	fails   []float64 // by lane: by the last of them
	scene   scene     // up to the lead of the present glimpse
	survey  survey
	chosen  []glimpse // in the order of time; nil before the whole tape is known
	players players
	playing playing
	account account
}

// news is something that a lane is told.
type news struct {
	at         sim.Time
	lane, node int32
	what       what
	trusted    bool
	condition  requests.Condition
	fails      float64
}

// what news are about.
type what uint8

const (
	becomes what = iota
	trusts
	needs
)

// Reset makes a tape ready for a run in which all nodes are well and trusted.
func (t *Tape) Reset(p *Plan, from *chance.Draws) {
	t.plan, t.chance = p, from
	t.news, t.chosen = t.news[:0], nil
	t.fails = flat.Fill(t.fails, len(p.lanes), 0)
	t.scene.reset(p)
	t.survey.reset()
	t.playing = playing{}
	t.account.reset(len(p.lanes))
}

// CopyFrom makes t equal to src in its own memory; it draws from what it is given.
func (t *Tape) CopyFrom(src *Tape, from *chance.Draws) {
	t.plan, t.chance = src.plan, from
	t.news, t.chosen = flat.Copy(t.news, src.news), flat.Copy(t.chosen, src.chosen)
	t.fails = flat.Copy(t.fails, src.fails)
	t.scene.copyFrom(&src.scene)
	t.survey.copyFrom(&src.survey)
	t.players.copyFrom(&src.players)
	t.playing = src.playing
	t.account.copyFrom(&src.account)
}

// Become records the truth about a node of a lane.
func (t *Tape) Become(lane int, node int32, c requests.Condition, now sim.Time) {
	t.news = append(t.news, news{at: now, lane: int32(lane), node: node, what: becomes, condition: c})
}

// Trust records whether a node is trusted.
func (t *Tape) Trust(lane int, node int32, trusted bool, now sim.Time) {
	t.news = append(t.news, news{at: now, lane: int32(lane), node: node, what: trusts, trusted: trusted})
}

// Need records which share of requests fails because what the service needs is not there.
func (t *Tape) Need(lane int, fails float64, now sim.Time) {
	if fails == t.fails[lane] {
		return
	}
	t.fails[lane] = fails
	t.news = append(t.news, news{at: now, lane: int32(lane), what: needs, fails: fails})
}

// Advance plays some of the glimpses of a tape that is complete: how many events, and whether that was all.
func (t *Tape) Advance() (played int, done bool) {
	if t.chosen == nil {
		t.survey.look(t.plan, t.news)
		t.chosen = choose(t.plan, &t.survey, t.chance)
	}
	for played < burst {
		if t.playing.at == len(t.chosen) || t.playing.stuck {
			return played, true
		}
		played += t.step()
	}
	return played, false
}

// Stuck is that of the lanes of the glimpse that is played, see requests.Road.Stuck: no other is played after it.
func (t *Tape) Stuck() (lane int, at sim.Time, stuck bool) {
	lane, at, _ = t.players.road.Stuck()
	return lane, at, t.playing.stuck
}

// burst is how many events are played before whoever runs the tape is asked whether to go on.
const burst = 1 << 14

// Finish hands over what was counted, in memory of its own. All has been played.
func (t *Tape) Finish() ([]models.LaneSums, models.GlimpsesOutcome) {
	return t.account.finish(&t.survey)
}
