package verify

import (
	"nines/models"
	"nines/policies/balancing"
	"nines/policies/brownout"
	"nines/policies/hedging"
	"nines/policies/shedding"
	"nines/sim/dist"
)

// requestMistakes are errors in how requests are played one by one.
var requestMistakes = []mistake{
	{"request-mm1", "work 5 % longer", played(func(l *models.Lane) { l.Work = slower{l.Work, 1.05} })},
	{"request-mmc", "work 5 % longer", played(func(l *models.Lane) { l.Work = slower{l.Work, 1.05} })},
	{"request-limit", "room for one more", played(func(l *models.Lane) { l.Serving.Limit++ })},
	{"request-brownout", "above one more", played(func(l *models.Lane) {
		l.Serving.Brownout = brownout.Threshold{Above: 4}
	})},
	{"request-shedding", "one more taken in", played(func(l *models.Lane) {
		l.Serving.Shedding = shedding.Linear{From: 2, To: 7}
	})},
	{"request-loss", "room for one to wait", played(func(l *models.Lane) { l.Serving.Limit++ })},
	{"request-mg1", "work that varies less", played(func(l *models.Lane) { l.Work, _ = dist.NewExponential(1) })},
	{"request-md1", "work that varies a little", played(func(l *models.Lane) { l.Work, _ = dist.NewGamma(5, 0.2) })},
	{"request-in-turn", "at random", played(func(l *models.Lane) { l.Balancer = balancing.Random{} })},
	{"request-priority", "the other way round", played(func(l *models.Lane) {
		l.Priorities = []models.Priority{{Name: "low", Share: 0.4}, {Name: "high", Share: 0.6}}
	})},
	{"request-shared", "in a line", played(func(l *models.Lane) { l.Serving.Sharing = false })},
	{"request-sessions", "20 % more to think", played(func(l *models.Lane) {
		l.Session.Think = slower{l.Session.Think, 1.2}
	})},
	{"request-user-uptime", "one at a time", played(func(l *models.Lane) { l.Serving.Slots = 1 })},
	{"request-patience", "5 % more patience", played(func(l *models.Lane) { l.Client.Timeout *= 1.05 })},
	{"request-handshakes", "closed 5 % later", played(func(l *models.Lane) { l.Encryption.Idle *= 1.05 })},
	{"request-zombies", "what is given up leaves", played(func(l *models.Lane) { l.Client.GivesUp = models.Canceled })},
	{"request-tries", "a fourth try", played(func(l *models.Lane) { l.Client.Retry.Tries++ })},
	{"request-hedge", "hedged 5 % later", played(func(l *models.Lane) {
		l.Client.Hedge.Waits = hedging.Fixed{After: 0.735}
	})},
	{"request-tied", "not tied", played(func(l *models.Lane) { l.Client.Hedge.Tied = false })},
	{"request-fork", "the first part counts", played(func(l *models.Lane) { l.Client.Quorum.Needs = 1 })},
	{"request-resume", "lost instead", played(func(l *models.Lane) { l.Serving.Fate = models.Lose })},
	{"request-restart", "lost instead", played(func(l *models.Lane) { l.Serving.Fate = models.Lose })},
	{"request-lose", "work 5 % longer", played(func(l *models.Lane) { l.Work = slower{l.Work, 1.05} })},
	{"request-crew", "a second crew", func(b *models.Blueprint) { b.Crews[0].Count = 2 }},
	{"request-requeue", "lost instead", played(func(l *models.Lane) { l.Serving.Fate = models.Lose })},
	{"request-tandem", "called work 5 % longer", called(5)},
	{"request-held", "called work 10 % longer", called(10)},
	{"request-fan-out", "called work 5 % longer", called(5)},
	{"request-enough", "one answer more", func(b *models.Blueprint) { b.Services[0].Calls[0].Enough++ }},
	{"request-calls-fail", "one try more", func(b *models.Blueprint) {
		b.Traffic[len(b.Traffic)-1].Lane.Client.Retry.Tries++
	}},
	{"request-network", "the way across 10 % shorter", func(b *models.Blueprint) {
		across := &b.Traffic[1].Lane.Network.Across
		*across = slower{*across, 0.9}
	}},
	{"request-choices", "three are drawn", played(func(l *models.Lane) {
		l.Balancer = balancing.Choices{Of: 3, Different: true}
	})},
	{"request-board", "read twice as often", played(func(l *models.Lane) { l.Staleness /= 2 })},
	{"request-coalescing", "kept for 100 ms", played(func(l *models.Lane) { l.Cache.Lives = 0.1 })},
	{"request-coalescing", "fetches 5 % longer", called(5)},
	{"request-stale", "for a second only", played(func(l *models.Lane) { l.Cache.Stale = 1 })},
	{"request-stale", "back 30 % later", repaired(1.3)},
	{"request-tokens", "kept 5 % longer", played(func(l *models.Lane) { l.Cache.Lives *= 1.05 })},
	{"request-tokens", "no call on hits", func(b *models.Blueprint) { b.Services[0].Calls[1].OnHits = false }},
	{"windows-tail", "work 5 % longer", played(func(l *models.Lane) { l.Work = slower{l.Work, 1.05} })},
	{"windows-lose", "repairs 20 % longer", repaired(1.2)},
	{"windows-crew", "a second crew", func(b *models.Blueprint) { b.Crews[0].Count = 2 }},
	{"windows-transient", "a lead of 10 s", func(b *models.Blueprint) {
		x := *b.Glimpses
		x.Lead = 10
		b.Glimpses = &x
	}},
	{"windows-calls", "answers of the second not needed", func(b *models.Blueprint) {
		b.Services[0].Calls[1].Optional = true
	}},
	{"windows-calls", "repairs 20 % longer", repaired(1.2)},
}

func played(change func(*models.Lane)) func(*models.Blueprint) {
	return func(b *models.Blueprint) { change(b.Traffic[0].Lane) }
}

// called makes the work of what is called longer by a share in per cent.
func called(percent float64) func(*models.Blueprint) {
	return func(b *models.Blueprint) {
		l := b.Traffic[len(b.Traffic)-1].Lane
		l.Work = slower{l.Work, 1 + percent/100}
	}
}

// repaired makes all repairs so many times longer.
func repaired(times float64) func(*models.Blueprint) {
	return func(b *models.Blueprint) {
		for i := range b.Faults {
			b.Faults[i].Repair = slower{b.Faults[i].Repair, times}
		}
	}
}
