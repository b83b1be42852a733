// Package requests plays the traffic of a service request by request: clients that send, wait, give up and try again, a
// balancer that decides who serves them, and nodes with queues, which may be slow, stand still or fail.
//
// Read it in this order:
//   - plan.go is what is fixed for all runs, lane.go the state of a service in a run, run.go what happens in it, and
//     road.go what happens next, in which lane, with standstill.go (an instant that does not end).
//   - Nodes: servers.go is what is at them, with pool.go (tries) and list.go (how they stand in a row); line.go,
//     slots.go and sharing.go say who is served there, and how fast, with shedding.go and brownout.go who is not, or in
//     part; condition.go what becomes of that when a node changes, and duty.go how long it is in service; cache.go with
//     ranking.go and coalescing.go, and connections.go, what a request takes of its node.
//   - Clients: clients.go is what becomes of a request, tries.go of each time that it is sent, with admission.go,
//     retries.go and hedging.go; network.go is how long that is on its way. users.go is who sends several, one after
//     the other.
//   - Balancers: balancers.go is what each knows, trust.go whom they send requests to, with ejection.go and
//     slowstart.go.
//   - Calls: calls.go is what a request asks of other services, calling.go how it waits for that at its node, and
//     fetching.go what that means to a cache.
//   - account.go is what is counted, and parts.go of which part of the requests. draw.go draws, and check.go with
//     check_calls.go, check_flights.go and check_users.go holds it all to its invariants.
//
// # What a request costs
//
// A request is a record and each of its tries another, under numbers that are used again: once a lane is warm nothing
// is allocated, however long it plays. Requests that come are not on the calendar of the road. One that is neither
// timed nor hedged nor on its way, and makes no calls, has one event there, the end of its service. What a plan does
// without is found once, by varies, screens, heeds and times of plan.go, and costs a request one question. The next two
// arrivals are drawn ahead, so that nothing waits for them. BenchmarkRequest has what comes of it under every balancer,
// and BenchmarkGuarded with time-outs, retries and caches.
//
// # What it does not know
//
// Lanes know nothing of a world: each is told when a node changes, in truth or as the balancer may know, and the road
// plays what happens between two such times by itself, so that a request costs no event of the world's calendar. It is
// the only part of a model that has a calendar of its own.
package requests
