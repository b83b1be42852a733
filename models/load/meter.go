package load

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/flat"
)

// meter is what those who look at requests have to see, see models.Meter: a record of how many fail, and because of
// whom. Rates are constant between changes of the flow and, where demand varies, within each hour, so the next look at
// which an alert begins or is over is known until something changes: one event, and none while nothing fails. Without
// such detectors nothing here costs anything.
type meter struct {
	views  []view // by flow
	alerts []alert
	spoilt []sim.Time // by node: until when requests have failed because of it, the last time
}

// view is what there is to see of a flow.
type view struct {
	record models.Tolls
	short  lasting // requests are refused because there is more to do than can be done
	cut    lasting // requests fail because of what the service needs or calls, or because it is suspended
	news   bool    // the present event bears on what is to be seen
}

// lasting is something that comes and goes.
type lasting struct {
	on    bool
	until sim.Time // when it was last, if it is not
}

func (x *lasting) set(on bool, now sim.Time) {
	if x.on {
		x.until = now
	}
	x.on = on
}

// since reports whether it is, or has been after a time.
func (x *lasting) since(t sim.Time) bool { return x.on || x.until > t }

// alert is one of a detector that looks at requests.
type alert struct {
	timer  sim.Timer   // of the next look that matters, or of the end of the hour
	looks  models.Grid // by the time of the numbers that are looked at
	next   sim.Time    // look that is awaited
	looked sim.Time    // looks before this are over
	on     bool
	fresh  bool // something has changed since the last look while it is on
}

// alertPlan is what one of the detectors waits for.
type alertPlan struct {
	models.Alert
	watch int
	flow  int // that it looks at
}

// planAlerts finds the detectors that look at requests.
func (p *Plan) planAlerts() error {
	for i, w := range p.Watches {
		m, ok := w.Detector.(models.Meter)
		if !ok {
			continue
		}
		if len(p.Traffic) == 0 {
			return models.At("detection."+w.Name, fmt.Errorf("detector %s looks at the requests that fail, and there is "+
				"no traffic; add traffic with its service and arrivals", w.Name))
		}
		flow := slices.Index(p.Flows(), p.Overseen(m.Alert()))
		if flow < 0 {
			return models.At("detection."+w.Name+".service", fmt.Errorf("detector %s looks at the requests of service %q, and "+
				"none go to it; name one that users or other services call", w.Name, m.Alert().Service))
		}
		p.alerts = append(p.alerts, alertPlan{m.Alert(), i, flow})
		p.longest = max(p.longest, m.Alert().Longest()+m.Alert().Lag)
	}
	return nil
}

func (l *Load) resetMeter() {
	m := &l.meter
	m.alerts, m.spoilt = m.alerts[:0], m.spoilt[:0]
	if len(l.alerts) == 0 {
		m.views = m.views[:0]
		return
	}
	m.spoilt = flat.Fill(m.spoilt, len(l.Topology.Leaves), 0)
	m.views = flat.Resize(m.views, len(l.flows))
	for k := range l.flows {
		d, from := &l.streams[k].demand, -float64(l.Time.Warmup)
		to := min(d.NextHour(from+1e-3), from+hour)
		arrives := d.Integral(from, to) / (to - from)
		m.views[k] = view{record: m.views[k].record}
		m.views[k].record.Reset(arrives, l.longest)
	}
	for _, p := range l.alerts {
		m.views[p.flow].news = true
		phase := l.chance.Ask(chance.Look, l.Watcher(p.watch), 0, 0).Part() * float64(p.Every)
		m.alerts = append(m.alerts, alert{looks: models.Grid{Phase: sim.Time(phase), Every: p.Every}, looked: -1})
	}
}

func (m *meter) copyFrom(src *meter) {
	m.views = flat.CopyEach(m.views, src.views, func(d *view, s view) {
		d.record.CopyFrom(&s.record)
		s.record = d.record
		*d = s
	})
	m.alerts, m.spoilt = flat.Copy(m.alerts, src.alerts), flat.Copy(m.spoilt, src.spoilt)
}

// hark is called when a flow has changed.
func (l *Load) hark(flow int) {
	for k := range l.meter.alerts {
		if l.alerts[k].flow == flow {
			l.meter.views[flow].news, l.meter.alerts[k].fresh = true, true
		}
	}
}

// spoil notes until when requests have failed because of a node that is about to be counted anew.
func (l *Load) spoil(leaf int32) {
	if len(l.meter.spoilt) > 0 && l.spoils(leaf) {
		l.meter.spoilt[leaf] = l.now()
	}
}

// spoils reports whether requests fail because of a node, as it is counted now.
func (l *Load) spoils(leaf int32) bool {
	n, k := l.nodes[leaf], l.flowOf[l.fleet.Class(leaf)]
	if k == fleet.None || n.times == 0 || n.condition.answers == 1 {
		return false
	}
	sent := l.flows[k].sent
	return sent == models.ToAll || sent == models.ToTrusted && n.chosen
}

// panicked notes that from now on other nodes of a flow are sent work.
func (l *Load) panicked(f *flow) {
	for leaf := range l.meter.spoilt {
		if f.serves(l.fleet.Class(int32(leaf))) && l.nodes[leaf].condition.answers < 1 {
			l.meter.spoilt[leaf] = l.now()
		}
	}
}

// Failed reports whether requests that a detector looks at have failed because of a node since a time: they were sent
// to it; they were more than could be done, and the node would have done some; or what the service needs has failed, of
// which any node may be.
func (l *Load) Failed(watch int, leaf int32, since sim.Time) bool {
	k := l.looksAt(watch)
	v := &l.meter.views[k]
	if v.cut.since(since) {
		return true
	}
	return l.flows[k].serves(l.fleet.Class(leaf)) &&
		(l.spoils(leaf) || l.meter.spoilt[leaf] > since || v.short.since(since))
}

// looksAt is the flow that a detector of requests looks at.
func (p *Plan) looksAt(watch int) int {
	for k := range p.alerts {
		if p.alerts[k].watch == watch {
			return p.alerts[k].flow
		}
	}
	panic("load: a detector that looks at no requests")
}

// measure puts down what has changed and sets the alerts anew.
func (l *Load) measure() {
	for k := range l.meter.views {
		if v := &l.meter.views[k]; v.news {
			v.news = false
			l.measureFlow(k, v)
		}
	}
}

func (l *Load) measureFlow(flow int, v *view) {
	l.Settle()
	f := &l.flows[flow]
	x, lasts := l.ahead(flow)
	const rounding = 1e-9
	fails := (x.arrived - x.answered) / lasts
	if fails < rounding*x.arrived/lasts {
		fails = 0
	}
	v.record.Forget(l.now() - sim.Time(l.longest))
	v.record.Add(models.Toll{At: l.now(), Arrived: f.arrived, Failed: f.failed}, x.arrived/lasts, fails)
	v.short.set(x.refused > 0, l.now())
	v.cut.set(f.told.cut() || x.missed > rounding*x.arrived, l.now())
	for k := range l.meter.alerts {
		if l.alerts[k].flow == flow {
			l.setAlert(k)
		}
	}
}

// setAlert schedules the next look of a detector that matters.
func (l *Load) setAlert(k int) {
	p, x := &l.alerts[k], &l.meter.alerts[k]
	record := &l.meter.views[p.flow].record
	lag, now := sim.Time(p.Lag), l.now()
	l.calendar.Cancel(&x.timer)
	hourEnds := now + sim.Time(l.untilHour(p.flow))
	from := max(now-lag, x.looked)
	at, what := hourEnds, int32(goesOn)
	if x.on || record.Fails() > 0 || !math.IsInf(float64(hourEnds), 1) {
		next, turns := p.Next(record, x.looks, from, hourEnds, !x.on)
		if at, x.next = next+lag, next; turns {
			what = turnsOver
		}
	}
	if again := x.looks.Next(max(now, x.looked)); x.on && x.fresh && again+lag < at {
		at, what = again+lag, seesMore
	}
	if at > hourEnds {
		at, what = hourEnds, goesOn
	}
	if at < l.End() {
		x.timer = l.calendar.At(max(at, now), sim.Event{Kind: looks, Who: int32(k), Arg: what})
	}
}

// What a look comes to, as the Arg of an event.
const (
	goesOn    = iota // nothing: the hour is over, or the record has to be gone through further
	seesMore         // an alert that is on finds what has come since it began
	turnsOver        // an alert begins or is over
)

// untilHour is how long the demand on a flow stays as it is counted.
func (l *Load) untilHour(flow int) sim.Duration {
	now := float64(l.now()) - float64(l.Time.Warmup)
	return sim.Duration(l.demand(flow).NextHour(now+1e-3) - now)
}

// onLook plays a look.
func (l *Load) onLook(k int, what int32) {
	p, x := &l.alerts[k], &l.meter.alerts[k]
	l.meter.views[p.flow].news = true
	if what == goesOn {
		return
	}
	if what == turnsOver {
		x.on, x.looked = !x.on, x.next+sim.Time(p.Every/2)
	}
	if x.fresh = false; x.on {
		l.sight.Alert(p.watch, l.now()-sim.Time(p.Longest()+p.Lag), l)
	}
}
