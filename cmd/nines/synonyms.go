package main

import (
	"strings"
	"sync"
)

// others are what people call things, and what they are called here: words of names and descriptions.
const others = `
policy, strategy, algorithm: detection, localization, recovery, balancing
verdict, violated, undecided, compliance: slo, in
cloud, provider: topology, replay
service, api, website, app, application: services, traffic
contagious, infection: triggers
quarter, monthly, period, rolling window: over, rolling
result, output, json, summary, manifest: show, format
published, literature, typical values, source: presets
censored, truncated, survival: replay, fit
role, leader, primary, secondary, master, slave, replica, active, passive, standby, hot spare: failover, role
sla, promise, target, goal, commitment, error budget, penalty, objective: slo
erasure coding, reed solomon, mirror, replication factor, ceph, hdfs, placement group, shard of data: stores, code
person, people, team, staff, engineer, technician, operator, headcount: crew
on call, oncall, call out, pager, page: call out, alarm
night, weekend, weekday, timetable, schedule: days, shifts, hours
business hours, working hours, office hours: days, shifts, hours
shelf, stock, inventory, part, consumable: spare
price, money, budget, dollar, euro, currency, expense, bill, capex, opex, tco: cost
region, datacenter, data center, dc, az, availability zone, site, room, row, pdu, switch, domain: topology, level
host, server, vm, machine, instance, pod, container, replicas, box, size, scale out: node, count
disk, drive, ssd, gpu, psu, component, hardware: faults, spare
alert, page, incident, notification: alarm
health check, ping, liveness, readiness, keepalive, watchdog: probe, heartbeat
patch, upgrade, downtime window, maintenance window, planned, drain, rolling upgrade: every, maintenance
deploy, deployment, release, rollout, canary, configuration, bug, human error: change, rollback
batch, cluster, slurm, hyperqueue, hq, kubernetes job, hpc, job array, pbs, grid engine: submit, shard
rebuild, raid, resilver, rereplicate, recopy, backfill, throttle: restore, bandwidth, stores
mttf, mtbf, failure rate, fit, lambda: time to failure, rate, probability
hazard, lifetime, life, afr, annual failure rate: time to failure, rate, probability
mttr, repair time, time to repair, fix time, rto: repair, heals, mttr
rpo, durability, data loss, mttdl: work lost, restore, stores, data_loss
std, stdev, stddev, standard deviation, variance, spread, variation: sd, cv
percentile, quantile, p50, p90, p99, tail, heavy tail: p95, median
wear, aging, wearout, bathtub curve, infant mortality, burn in: shape, ages, bathtub
preventive, replacement, preventive maintenance, overhaul, block replacement, inspection: at age, renews
queueing discipline, dispatch rule, priorities, urgent, severity, triage, fifo, sjf: dispatch
after hours, overrun, end of shift: at end, overtime
as good as new, renewal, kijima, minimal repair, imperfect: after repair
correlated, correlation, common cause, beta factor, blast radius, shock, simultaneous: hits, correlation
cascade, domino, knock on, trigger, chain: triggers, overload
shed, headroom, spare capacity, load, demand, saturation, n+1, n+2: capacity, throughput
latency, response time, queue, timeout, p99 latency: fidelity, traffic
session, think time, user journey, sticky, affinity, abandonment, meaningful availability: session, user_uptime
rps, qps, requests, users, customers, load profile, peak, diurnal, season: traffic, arrivals, profile
dependency, upstream, downstream, tier, stack, call graph: needs
raft, paxos, etcd, consensus, zookeeper, consul: majority, logs
k of n, redundancy, redundant, parallel, series, n of m: up when, at least
chaos, game day, drill, script, scripted, what if: at
history, record, log, past, real data, postmortem, ticket, jira: replay, fit
spreadsheet, csv, excel, sheet, data, file: replay, fit
picture, graph, figure, diagram, visualize: plot, charts
html, pdf, png, svg, image, slide: plot, format
monte carlo, iterations, repetitions, trials, repeat, samples, accuracy: replications, precision
random, randomness, reproducible, repeatable, deterministic: seed
parallelism, cores, cpu, threads, speed, fast: jobs
uptime, nines, five nines, sla credit: availability, unavailability
split brain, cap, ap, eventual consistency, dynamo, cassandra, couchdb, riak, anti entropy: updates, partition
vector clock, siblings, last writer wins, lww, divergence, merge, reconcile: updates, diverged
bit rot, silent corruption, scrub, checksum, integrity: corrupt, consistency, latent_errors
network, split brain, netsplit, connectivity, link: partition
gray failure, limping, degraded, straggler: slow, lossy
brownout, brown-out, dimmer, graceful degradation, optional work: brownout, full_answers
flapping, intermittent, transient: flaps, heals
false positive, false alert, noise, spurious: false alarms
blackout, power, outage, storm: on, at
retry, backoff, jitter, retry storm, metastable: tries, full-jitter, retry_budget
breaker, circuit, hystrix, throttling, load shedding, admission control: shedding, admission, circuit-breaker
early drop, red, overload protection, reject: shedding, limit
passive health check, outlier detection, black hole, blackhole, outlier ejection: ejection, outlier
herd behavior, thundering herd, stale, bulletin board, several load balancers: staleness, balancers
warm up of nodes, ramp, slow start: slow_start
load balancer, lb, proxy, haproxy, envoy, nginx: balancing, outlier, probe
kubernetes, k8s, eviction, toleration: node lease, evict
gossip, membership, cluster: swim, gossip
unit, hours, minutes, days, years, month: duration
law, random variable, probability distribution, pdf, distribution: list laws, dist
equilibrium, steady state, stationary, transient start: start, warmup
sensitivity, design of experiments, grid, parameter study, vary: sweep
optimize, cheapest, best, versus, ab test, difference: compare
timeline, events, story, debug, replay a run: trace
validate, lint, syntax, test: check, verify
template, example, start, starter, tutorial: init, templates
schema, editor, autocomplete, vscode: schema, completion
exit, ci, gate, pipeline: slo, check
permanent, hard failure, soft failure, mode: modes, permanent
lemon, bad batch, heterogeneity, frailty, weak: lemons
first in first out, fifo, priority, dispatch: crews, wait, queue discipline, priorities
qos, quality of service, criticality, request class, importance: priorities
bufferbloat, active queue management, aqm, controlled delay: queue discipline, codel, server-codel
last in first out: queue discipline, lifo
autoscaling, elastic, replacement capacity, stand in: autoscale
2pc, two phase commit, xa, distributed transaction, atomic commitment, in doubt, blocking: transactions
orchestrator, compensation, choreography, long lived transaction: saga, compensate
dns, switchover, takeover, promote, promotion: failover
`

// synonyms are what things are called here, by the stems of what people call them.
var synonyms = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(others)) {
		said, here, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for word := range strings.SplitSeq(said, ", ") {
			all[stem(word)] = append(all[stem(word)], strings.Split(here, ", ")...)
		}
	}
	return all
})
