// Package exact holds the answers that are known without simulating: closed forms, small Markov chains and numerical
// renewal equations. The simulator is held to them by tests and by `nines verify`.
//
// It is independent on purpose: it imports nothing of this program, shares no code with what it checks, and where two
// ways to an answer exist (a closed form and a chain) the tests hold them to each other to ten digits.
//
// Units: times are in any one unit, rates in its inverse, and a result is in the unit of its arguments; probabilities
// and shares are 1 = 100 %. A mean of +Inf means "never" wherever a formula allows it. Arguments are not validated:
// each comment says the range in which a formula holds, and outside it the answer means nothing.
//
// How to read it: ctmc.go, transient.go, passage.go and birthdeath.go are the Markov toolbox. On them stand
// repairman.go (nodes and crews), kofn.go with counts.go (services), and domains.go, shock.go and sparing.go (common
// causes); integrate.go does the integrals that have no closed form. twostate.go, downtime.go, alternating.go,
// renewal.go and faults.go are about one component; hazards.go, imperfect.go and agereplacement.go about its age;
// frailty.go about fleets of unequal nodes; demand.go about load.
//
// Detection: heartbeat.go with mistakes.go (fixed timeout), chen.go (NFD-S), phi.go (accrual thresholds), probe.go
// (rise and fall), swim.go with suspicion.go (membership), observers.go (votes). Localization: trials.go. Recovery:
// constantrepair.go (one crew), priority.go, shifts.go, standby.go (fail-over), ladder.go (escalation), restore.go
// (shared bandwidth), spares.go.
//
// Data: storage.go, latent.go, election.go (leaders and commits) and commit.go (transactions).
//
// Requests: queues.go (stations, orders, patience, retries) with breakdowns.go, brownout.go and retrials.go; empty.go
// (a line that begins), choices.go and board.go (who joins which of several lines) with bins.go; caches.go.
//
// What it does not do: sample, estimate, or read scenarios.
package exact
