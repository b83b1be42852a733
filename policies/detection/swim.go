package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Swim is membership by random probing with suspicion (A. Das, I. Gupta and A. Motivala, "SWIM: scalable weakly
// consistent infection-style process group membership protocol", DSN 2002), with the timers of HashiCorp memberlist:
//
//   - Each period a member probes a random other, at a phase of its own, directly and, after a timeout, through some
//     others. If no answer has come by the end of the period it suspects the member and tells others.
//   - A suspicion that is not refuted becomes a death. Its timer runs for max at first and for less the more others
//     have come to suspect by themselves: max − (max − min)·ln(C+1)/ln(K+1) after C of K confirmations, with min =
//     multiplier·max(1, log₁₀ n) periods and max a multiple of min.
//   - Suspicions, deaths and refutations spread by gossip. The observer is a random member; to it a member is suspected
//     when it has heard of the death.
//
// The time to the first probe of a dead member is exact: the number of periods is geometric with the mean
// 1/(1−(1−1/(n−1))ⁿ⁻¹), which tends to e/(e−1). So are the probes that confirm.
//
// What is approximated: only the timer of the first to suspect counts, which is nearly always the first to end; and
// gossip spreads as spread.go says, and without an end. Of 2 to 16 members who are played the mean delay agrees to 0.15
// periods. A false death needs a lost probe and a refutation that comes too late; with losses alone that is rarer than
// anything else, unless suspicion is switched off by a multiplier of 0.
//
// Members who are silent probe nobody, help nobody and tell nobody. Until their death is known they are asked to help
// all the same, so a false suspicion is likelier; once it is known they are off the list, and the rest go on as a
// smaller group (Errs). What this does to delays is left out: those who are left find the next dead member up to n/live
// periods later. Left out, too, is the fallback to TCP.
//
// A member may be deaf: it sends and does not read in time (swim_deaf.go).
//
// Units: times in seconds. Cost: some ten draws per answer, two more per confirmation; no allocation.
type Swim struct {
	config   SwimConfig
	period   float64
	members  float64
	confirms int     // K
	min, max float64 // of the timer, in seconds
	step     float64 // between two rounds of gossip
	spread
	falsely float64 // rate of false deaths, per second
	deaf    sight
	sight
}

var (
	_ models.Detector  = (*Swim)(nil)
	_ models.Sized     = (*Swim)(nil)
	_ models.Messenger = (*Swim)(nil)
	_ models.Mutual    = (*Swim)(nil)
	_ models.Accusing  = (*Swim)(nil)
)

// SwimConfig is what a user may choose.
type SwimConfig struct {
	Period     unit.Duration `key:"period" doc:"time between two probes of a member, above 0"`
	Timeout    unit.Duration `key:"timeout" doc:"when others are asked to probe too, below the period"`
	Indirect   int           `key:"indirect" doc:"how many others are asked, from 0 to 100"`
	Multiplier float64       `key:"suspicion" doc:"shortest suspicion in periods, times max(1, log10 n); 0: none"`
	Longest    float64       `key:"longest" doc:"longest suspicion as a multiple of the shortest, 1 or more"`
	Gossip     unit.Duration `key:"gossip" doc:"time between two rounds of gossip of a member, above 0"`
	FanOut     int           `key:"fan_out" doc:"random members whom each tells per round, from 1 to 100"`
	Loss       unit.Ratio    `key:"loss" doc:"share of messages that get lost, independently of each other, up to 90%"`
	Sees       Sight         `key:"sees" doc:"which effects keep a member from answering probes, for each"`
	Deafens    Sight         `key:"deafens" doc:"which let a member send but not read: it takes others for dead"`
	Awareness  int           `key:"awareness" doc:"how many times slower a member in doubt of itself probes; 1: not"`
}

// The defaults are those of memberlist for a local network. A member that hangs may answer probes, as agents are
// processes of their own, and one that is slow does so, and reads, in time.
var swimRow = catalog.Define("swim",
	"Probes random members, directly and through others, and suspects before it buries; SWIM, Das et al. 2002.",
	SwimConfig{
		Period: unit.Second, Timeout: unit.Second / 2, Indirect: 3, Multiplier: 4, Longest: 6,
		Gossip: unit.Second / 5, FanOut: 3, Sees: Sight{Down: 1, Partition: 1}, Awareness: 8,
	},
	built(NewSwim)).
	WithExample("period: 1s, timeout: 500ms, indirect: 3, suspicion: 4, loss: 0.1%")

const mostHelpers = 100

// NewSwim checks a configuration. The detector counts on 100 members until For tells it otherwise.
func NewSwim(c SwimConfig) (*Swim, error) {
	sees, err := c.Sees.checked()
	deaf, wrong := c.Deafens.checkedAs("deafens")
	if err := firstOf(err, wrong, speechless(c.Deafens), between("awareness", c.Awareness, 1, 100),
		positive("period", c.Period), between("indirect", c.Indirect, 0, mostHelpers), positive("gossip", c.Gossip),
		between("fan_out", c.FanOut, 1, 100), within("loss", c.Loss, 0.9)); err != nil {
		return nil, err
	}
	switch {
	case !(c.Timeout > 0 && c.Timeout < c.Period):
		return nil, fmt.Errorf("timeout is %s; it must be above 0 and below the period, %s", c.Timeout, c.Period)
	case !(c.Multiplier >= 0 && c.Multiplier <= 1000):
		return nil, fmt.Errorf("suspicion is %g; write a multiple from 0 to 1000", c.Multiplier)
	case !(c.Longest >= 1 && c.Longest <= 1000):
		return nil, fmt.Errorf("longest is %g; write a multiple from 1 to 1000", c.Longest)
	}
	w := &Swim{config: c, period: float64(c.Period), step: float64(c.Gossip), sight: sees, deaf: deaf}
	return w.among(usualMembers)
}

// For is the detector among that many members, 2 or more.
func (w *Swim) For(nodes int) (models.Detector, error) {
	return built(w.among)(nodes)
}

func (w *Swim) among(nodes int) (*Swim, error) {
	if nodes < 2 {
		return nil, errAlone
	}
	sized := *w
	sized.resize(nodes, 0)
	return &sized, nil
}

// resize makes w the detector among that many members, some of whom are silent.
func (w *Swim) resize(members, silent int) {
	c := w.config
	w.members = float64(members)
	reached := 1 - float64(silent)/float64(members-1) // a random other, of those whom a member may tell
	w.spread = newSpread(members-1, c.FanOut, 1-float64((1-float64(c.Loss))*reached))
	w.min = c.Multiplier * max(1, num.Log10(w.members)) * w.period
	w.max = w.min * c.Longest
	w.confirms = max(0, int(math.Ceil(c.Multiplier))-2)
	if members-2 < w.confirms || c.Longest == 1 {
		w.confirms = 0
	}
	if w.confirms == 0 {
		w.max = w.min
	}
	w.falsely = w.probes(silent) * w.failsFalsely(silent) / w.period * w.refutedLate()
}

// timer is how long a suspicion lasts with that many confirmations.
func (w *Swim) timer(confirmed int) float64 {
	if w.confirms == 0 {
		return w.min
	}
	return w.max - (w.max-w.min)*num.Log1p(float64(confirmed))/num.Log1p(float64(w.confirms))
}

// Delay is the time to the first probe, to the end of its period, of the suspicion, and until the observer has heard.
func (w *Swim) Delay(models.Symptom) models.Wait { return models.Wait{Play: (*swimDelay)(w)} }

type swimDelay Swim

func (d *swimDelay) Play(_ models.Wait, s *rng.Stream) float64 {
	w := (*Swim)(d)
	free := 1.0 // probability that a member has not probed the dead one yet
	unaware := w.others
	next := func() float64 { // probe by a further member
		free *= num.Pow(s.Float64(), 1/unaware)
		unaware--
		return w.probed(free)
	}
	first := next()
	ends := w.timer(0)
	for c := 1; c <= w.confirms && unaware > 0; c++ {
		heard := float64((next()-first)*w.period) + float64(w.step*w.reaches(1, 0, s))
		if heard >= ends {
			break
		}
		ends = min(ends, max(heard, w.timer(c)))
	}
	return float64((first+1)*w.period) + ends + float64(w.step*w.reaches(1, 0, s))
}

// probed is the time, in periods, by which a member has probed a given other with probability 1 − free.
func (w *Swim) probed(free float64) float64 {
	if w.others == 1 {
		return 1 - free
	}
	missed := 1 - 1/w.others
	whole := math.Floor(num.Log(free) / num.Log(missed))
	return whole + float64((1-free/num.Pow(missed, whole))*w.others)
}

// Clear is the time until the news of a member that has joined again has reached the observer.
func (w *Swim) Clear() models.Wait { return models.Wait{Play: (*swimClear)(w)} }

type swimClear Swim

func (w *swimClear) Play(_ models.Wait, s *rng.Stream) float64 { return w.step * w.reaches(1, 0, s) }

// Mistake is a false death. It is undone when the member has heard of it and the observer of the refutation.
func (w *Swim) Mistake() models.Mistakes { return (*swimMistakes)(w) }

type swimMistakes Swim

// Rate is that of false deaths.
func (w *swimMistakes) Rate() float64 { return w.falsely }

func (w *swimMistakes) Sample(s *rng.Stream) (after, lasting sim.Duration) {
	return poisson(w.falsely, s), max(instantly, sim.Duration(w.step*(w.reaches(1, 0, s)+w.reaches(1, 0, s))))
}

// Errs is the rate of false deaths among those who are left.
func (w *Swim) Errs(members, silent int) float64 {
	if members-silent < 2 {
		return 0 // nobody is left to probe it
	}
	left := *w
	left.resize(members, silent)
	return left.falsely
}

// probes is how often a healthy member is probed in a period: by every other who is not silent, once in n − 1 periods.
func (w *Swim) probes(silent int) float64 { return 1 - float64(silent)/w.others }

// failsFalsely is the probability that a probe of a healthy member fails: the direct way, of two messages, and all
// indirect ones, of four each, lose one.
func (w *Swim) failsFalsely(silent int) float64 {
	arrives := 1 - float64(w.config.Loss)
	return (1 - float64(arrives*arrives)) * w.unhelped(1-num.Pow(arrives, 4), silent)
}

// unhelped is the probability that all helpers fail, each who is not silent with probability fails. They are drawn one
// after the other from the members but the one who probes and the one probed; byNow[i] is the probability that nobody
// has helped and i of them were silent.
func (w *Swim) unhelped(fails float64, silent int) float64 {
	from := int(w.members) - 2
	var byNow [mostHelpers + 1]float64
	byNow[0] = 1
	for asked := range min(w.config.Indirect, from) {
		for mute := min(asked, silent); mute >= 0; mute-- {
			isMute := float64(silent-mute) / float64(from-asked)
			byNow[mute+1] += float64(byNow[mute] * isMute)
			byNow[mute] *= float64(fails * (1 - isMute))
		}
	}
	total := 0.0
	for _, p := range byNow {
		total += p
	}
	return total
}

// refutedLate is the probability that a suspicion ends before its refutation has come: that the times of two rumors,
// each logistic around ln n by now, are longer than the timer together. Nobody is taken to confirm what is false.
func (w *Swim) refutedLate() float64 {
	if w.max == 0 {
		return 1
	}
	return logisticPair(w.rate*w.max/w.step - float64(2*num.Log(w.others)))
}

// logisticPair is the probability that the sum of two standard logistic variables exceeds x.
func logisticPair(x float64) float64 {
	switch {
	case x < -1e-3:
		return 1 - logisticPair(-x)
	case x < 1e-3:
		return 0.5 - x/6
	}
	e := num.Exp(-x)
	return (x - 1 + e) * e / ((1 - e) * (1 - e))
}

// Messages counts what probes send: a ping, its answer and, where either is lost, a request, a ping and two answers for
// each who is asked, as far as they get. Gossip is silent while nothing changes.
func (w *Swim) Messages(nodes int) float64 {
	arrives := 1 - float64(w.config.Loss)
	helpers := max(0, math.Min(float64(w.config.Indirect), float64(nodes-2)))
	indirect := 1 + arrives + float64(arrives*arrives) + float64(arrives*arrives*arrives)
	each := 1 + arrives + float64((1-float64(arrives*arrives))*helpers*indirect)
	return float64(nodes) * each / w.period
}
