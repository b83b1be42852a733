// Package verify holds the program to answers that are known without simulating. Each case is a scenario in the
// language of users together with exact answers from package exact; it goes all the way through decoding, compiling,
// replicating and estimating, and then every estimate is compared with its answer.
//
// Read case.go first (what a case is, and the list), then question.go (how an answer is read off a run), verify.go
// (playing the cases and the verdicts) and chance.go (p-values). The cases stand in one file per story: renewal.go,
// faults.go, ages.go, kofn.go, repairman.go, shocks.go, lemons.go, lanl.go, flow.go, demand.go; and on the way from a
// fault to its end heartbeat.go, detectors.go, kubernetes.go, storm.go, diagnosis.go, escalation.go, standby.go,
// resources.go; and of requests requests.go, balancers.go, requests_copies.go, calls.go, caches.go, windows.go. In
// each, the YAML and the parameters of the exact answer stand side by side; what is exact for one case alone is derived
// there.
//
// A check fails when its estimate lies so far from the exact answer that chance would do that, over all checks
// together, once in a million runs of the program (Alpha, shared out by Holm's method), and also when its interval is
// too wide for agreement to mean anything. The seed is the caller's; no case is tuned to one.
//
// The package prints nothing, compares with no other simulator, and checks no policy beyond those that the cases name.
package verify
