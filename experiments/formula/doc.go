// Package formula reads and works out conditions and sums over the settings of a scenario, as a study's where states
// them:
//
//	detection.heartbeat.timeout >= 3 * detection.heartbeat.interval
//	balancing.policy == random or topology.node.count <= 2 * 12
//
// A name is a path of dotted keys; what stands there is looked up by who asks. Quantities are written as everywhere in
// a scenario (5s, 70%, 420k/s, 4GiB, 310/month) and keep their unit: times divided by times are plain numbers, and a
// time is never compared with a count. Words (random, 'least work') can be told apart and are not in order. Operators,
// the loosest first:
//
//	or    and    not    == != < <= > >=    + -    * /    - (of one quantity)    ( )
//
// A hyphen inside a name belongs to it, so that a difference of two names has spaces around its sign.
package formula
