package detection

import "nines/sim/dist"

// ChenSTwin plays chen-s.
func ChenSTwin(interval, shift, loss float64, transit dist.Law) BeatsTwin {
	judge := func() judge { return &fresh{valid: shift + interval, until: never} }
	before := before(shift/interval + 1)
	return BeatsTwin{interval: interval, loss: loss, transit: transit, judge: judge, before: before}
}

// fresh trusts until the freshness point of the beat after the youngest heard.
type fresh struct {
	valid float64 // from sending a beat to the freshness point of the next
	until float64
}

func (f *fresh) hear(sent, at float64) (until float64) {
	if sent+f.valid < at {
		return sent + f.valid
	}
	f.until = max(f.until, sent+f.valid)
	return f.until
}

// ChenETwin plays chen-e with a window of that many beats.
func ChenETwin(interval, margin, loss float64, transit dist.Law, window int) BeatsTwin {
	judge := func() judge {
		return &expecting{interval: interval, margin: margin, youngest: never, delays: newWindow(window)}
	}
	t := ChenSTwin(interval, margin, loss, transit)
	t.judge, t.memory = judge, int(float64(window)/(1-loss))
	return t
}

// expecting trusts until a margin after the expected arrival of the beat after the youngest heard. A monitor without a
// clock in common with the node sees its beats' numbers; with numbers in place of times of sending, it makes the same
// estimate.
type expecting struct {
	interval, margin float64
	youngest         float64 // when it was sent
	until            float64
	delays           *window
}

func (e *expecting) hear(sent, at float64) (until float64) {
	e.delays.add(at - sent)
	if sent > e.youngest {
		e.youngest, e.until = sent, sent+e.delays.mean()+e.margin+e.interval
	}
	return e.until
}

// window holds the latest of some numbers.
type window struct {
	of         []float64
	next       int
	sum, ofSqs float64
}

func newWindow(size int) *window { return &window{of: make([]float64, 0, size)} }

func (w *window) add(x float64) {
	w.sum += x
	w.ofSqs += float64(x * x)
	if len(w.of) < cap(w.of) {
		w.of = append(w.of, x)
		return
	}
	old := w.of[w.next]
	w.sum -= old
	w.ofSqs -= float64(old * old)
	w.of[w.next] = x
	w.next = (w.next + 1) % len(w.of)
}

func (w *window) mean() float64 { return w.sum / float64(len(w.of)) }

// variance may come out negative by rounding.
func (w *window) variance() float64 {
	return max(0, w.ofSqs/float64(len(w.of))-float64(w.mean()*w.mean()))
}
