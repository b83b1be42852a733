package experiments

import (
	"slices"

	"nines/models"
	"nines/sim/stat"
)

// requestQuantities are about the requests of a flow, played one by one.
func requestQuantities(b *models.Blueprint, flow int) []quantity {
	service := b.Flows()[flow]
	name := b.Services[service].Name
	served := func(o *models.Outcome) float64 { return o.Lanes[flow].Fared[models.Served] }
	over := func(o *models.Outcome) float64 { return o.Lanes[flow].Judged() }
	list := []quantity{
		{metric: "request_success", unit: "ratio", family: shareRatio, causes: causesOf(b, b.LosesWith(service), false),
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), over(o) }},
		{metric: "lost_rate", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return over(o) - served(o), o.Measured }},
		{metric: "goodput", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), o.Measured }},
		{metric: "latency", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Took, served(o) }},
	}
	list = append(list, percentiles(func(o *models.Outcome) *stat.Weighted { return &o.Lanes[flow].Latency })...)
	slots := b.LaneOf(service).Serving.Slots
	list = append(list,
		quantity{metric: "arrival_rate", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Arrived, o.Measured }},
		quantity{metric: "try_rate", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Tries, o.Measured }},
		quantity{metric: "tries", unit: "count", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Tries, o.Lanes[flow].Arrived
			}},
		quantity{metric: "in_progress", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Held, o.Measured }},
		quantity{metric: "utilization", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) {
				return sum(o.Lanes[flow].Busy), o.Measured * float64(slots*len(o.Lanes[flow].Busy))
			}},
		quantity{metric: "wasted_work", unit: "ratio", family: shareRatio, sure: thrifty(b, service),
			causes: causesOf(b, b.LosesWith(service), false),
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Wasted, o.Lanes[flow].Wasted + o.Lanes[flow].Useful
			}})
	if b.Glimpses == nil { // else nodes differ by what was seen of them
		list = append(list, evenness(flow)...)
	}
	if b.LaneOf(service).Client.Hedge != nil {
		list = append(list, ofHedges(flow)...)
	}
	if b.LaneOf(service).Fast > 0 {
		list = append(list, quantity{metric: "fast_requests", unit: "ratio", family: shareRatio,
			causes: causesOf(b, b.Hard(service), false),
			read:   func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Fast, over(o) }})
	}
	if b.LaneOf(service).Ejecting != nil {
		list = append(list, quantity{metric: "ejected_nodes", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Ejected, o.Measured }})
	}
	if b.LaneOf(service).Serving.Brownout != nil {
		list = append(list, quantity{metric: "full_answers", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Full, o.Lanes[flow].Fared[models.Served]
			}})
	}
	if k := b.LaneOf(service).Cache; k != nil {
		list = append(list, ofCache(k, flow, causesOf(b, b.LosesWith(service), false), over)...)
	}
	if b.LaneOf(service).Encryption != nil {
		list = append(list, made("handshakes", flow, models.InFull), made("resumptions", flow, models.Resumed))
	}
	list = append(list, ofUsers(b, flow)...)
	list = scoped("service:"+name, list)
	list = append(list, failures(b, flow, over)...)
	list = append(list, parts(b, flow)...)
	return ofRequests(list, name, unfailing(b, service))
}

// ofUsers are about users who send one request after the other. Those of windows have hardly begun.
func ofUsers(b *models.Blueprint, flow int) (list []quantity) {
	service := b.Flows()[flow]
	lane, users := b.LaneOf(service), func(o *models.Outcome) *models.UsersSums { return &o.Lanes[flow].Users }
	if !lane.HasUsers() || b.Glimpses != nil {
		return nil
	}
	list = append(list, quantity{metric: "user_uptime", unit: "ratio", family: shareRatio,
		causes: causesOf(b, b.LosesWith(service), false),
		read:   func(o *models.Outcome) (top, bottom float64) { return users(o).Up, users(o).Up + users(o).Down }})
	if lane.Session == nil {
		return list
	}
	list = append(list, quantity{metric: "users", unit: "count", family: positive,
		read: func(o *models.Outcome) (top, bottom float64) { return users(o).Present, o.Measured }})
	if lane.Session.Leaves > 0 {
		list = append(list, quantity{metric: "users_left", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return users(o).Left, users(o).Left + users(o).Finished
			}})
	}
	return list
}

// made is the share of requests whose connection was made in this way when their turn came.
func made(metric string, flow int, how models.Making) quantity {
	return quantity{metric: metric, unit: "ratio", family: ratio,
		read: func(o *models.Outcome) (top, bottom float64) {
			all := &o.Lanes[flow].Made
			return all[how], all[models.Open] + all[models.InFull] + all[models.Resumed]
		}}
}

// ofCache are about what the nodes of a flow keep.
func ofCache(k *models.Cache, flow int, causes []cause, over func(o *models.Outcome) float64) []quantity {
	looks := func(o *models.Outcome) float64 { return o.Lanes[flow].Hits + o.Lanes[flow].Misses }
	list := []quantity{{metric: "hit_ratio", unit: "ratio", family: shareRatio,
		read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Hits, looks(o) }}}
	if k.Coalesces {
		list = append(list, quantity{metric: "coalesced", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Joined, looks(o) }})
	}
	if k.Stale > 0 {
		list = append(list, quantity{metric: "stale_requests", unit: "ratio", family: shareRatio, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Lanes[flow].Stale, over(o) }})
	}
	return list
}

// ofHedges are about the tries of a flow that are sent because no answer has come in time.
func ofHedges(flow int) []quantity {
	return []quantity{
		{metric: "hedges", unit: "count", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Hedges, o.Lanes[flow].Arrived
			}},
		{metric: "hedges_won", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Won, o.Lanes[flow].Hedges
			}},
	}
}

// failures are the shares of requests that fail in one way or another.
func failures(b *models.Blueprint, flow int, over func(o *models.Outcome) float64) (list []quantity) {
	service := b.Flows()[flow]
	causes := causesOf(b, b.LosesWith(service), false)
	for how := models.Served + 1; how < models.Recalled; how++ {
		list = append(list, quantity{metric: "failed_requests",
			scope: "failure:" + how.String() + "@" + b.Services[service].Name, unit: "ratio", family: shareRatio,
			causes: causes, sure: impossible(b, service, how), read: func(o *models.Outcome) (top, bottom float64) {
				return o.Lanes[flow].Fared[how], over(o)
			}})
	}
	return list
}

// percentiles are times that shares of the requests that were served do not exceed.
func percentiles(of func(o *models.Outcome) *stat.Weighted) (list []quantity) {
	spells := func(o *models.Outcome) []stat.Spell { return spellsOf(of(o).Buckets()) }
	for _, p := range []struct {
		metric string
		share  float64
	}{{"latency_p50", 0.5}, {"latency_p90", 0.9}, {"latency_p99", 0.99}, {"latency_p999", 0.999},
		{"latency_p9999", 0.9999}} {
		list = append(list, quantity{metric: p.metric, unit: "s", family: quantile, share: p.share, spells: spells})
	}
	return list
}

// evenness is how alike the nodes of a flow are in what they do.
func evenness(flow int) []quantity {
	return []quantity{{metric: "imbalance", unit: "ratio", family: ratio, read: imbalance(flow)},
		{metric: "fairness", unit: "ratio", family: shareRatio, read: fairness(flow)}}
}

// imbalance is what the node that got the most tries got, over what each got on average.
func imbalance(flow int) func(o *models.Outcome) (top, bottom float64) {
	return func(o *models.Outcome) (top, bottom float64) {
		all := 0.0
		for _, n := range o.Lanes[flow].Sent {
			all += n
		}
		return slices.Max(o.Lanes[flow].Sent), all / float64(len(o.Lanes[flow].Sent))
	}
}

// fairness is Jain's index of how busy nodes are while they are in service (R. Jain, D. M. Chiu and W. Hawe,
// DEC-TR-301, 1984), with each weighed by how long that is: the square of their mean over the mean of their squares. A
// node that is never in service does not count.
func fairness(flow int) func(o *models.Outcome) (top, bottom float64) {
	return func(o *models.Outcome) (top, bottom float64) {
		inService, busy, squares := 0.0, 0.0, 0.0
		for _, d := range o.Lanes[flow].Duties {
			if d.Seconds > 0 {
				inService += d.Seconds
				busy += d.Busy
				squares += float64(d.Busy * d.Busy / d.Seconds)
			}
		}
		return busy * busy, inService * squares
	}
}
