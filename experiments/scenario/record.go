package scenario

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
)

// record is a fault whose strikes are known: one by script, or many from a file. Their times count from the start of
// the measured time. Nil after an error.
func (c *compiler) record(f *FaultSpec, way string, targets []models.ComponentID, path string) models.Failure {
	for _, other := range []struct {
		key   string
		given bool
	}{{"repair", f.Repair != nil}, {"heals", f.Heals != nil}, {"lemons", f.Lemons != 0}, {"needs", f.Needs != nil},
		{"ages", f.Ages == "operating"}, {"repair_each", f.RepairEach}} {
		if other.given {
			c.failAt(join(path, other.key), "leave it out", "%s says when its outages end, so %s has no meaning", path,
				other.key)
		}
	}
	if way == "replay" {
		return c.replay(f, targets, path)
	}
	if f.At == nil || f.For == nil || *f.For == 0 {
		c.failAt(path, "write for: 2h", "%s needs how long it lasts", path)
		return nil
	}
	strike := failure.Strike{At: c.measured(float64(*f.At)), Lasts: sim.Duration(*f.For), Loss: 1}
	if f.Effect.Effect == models.Lossy {
		strike.Loss = float64(f.Effect.Loss)
	}
	strikes := make([][]failure.Strike, len(targets))
	for i := range strikes {
		strikes[i] = []failure.Strike{strike}
	}
	return failure.Record{Strikes: strikes}
}

func (c *compiler) measured(t float64) sim.Time { return sim.Time(float64(c.spec.Time.Warmup) + t) }

// replay reads recorded outages. One without a target strikes everything that the fault is on.
func (c *compiler) replay(f *FaultSpec, targets []models.ComponentID, path string) models.Failure {
	at := join(path, "replay")
	if f.Effect.Effect != models.Down {
		c.failAt(join(path, "effect"), "put it into the column severity of the file",
			"a replay takes its effect from its file")
	}
	if len(targets) > maxReplayed {
		c.failAt(at, "put the fault on an outer level", "a replay on %d components; at most %d are possible",
			len(targets),
			maxReplayed)
		return nil
	}
	file, err := openData(c.document.folder, f.Replay)
	if err != nil {
		c.failAt(at, "name a CSV file with the columns start_s and end_s", "%s: %s", at, err)
		return nil
	}
	defer file.Close()
	reader := recordReader{name: f.Replay, index: c.indexTargets(targets), strikes: make([][]failure.Strike,
		len(targets))}
	err = reader.read(io.TeeReader(io.LimitReader(file, maxData), c.digest), c.measured)
	if err != nil {
		c.failAt(at, "the columns are start_s, end_s and, if wanted, target and severity", "%s", err)
		return nil
	}
	if structural := c.spec.Traffic == nil || c.spec.Traffic.Fidelity == "structural"; structural && reader.partial {
		c.failAt(at, "describe the traffic at fidelity flow, or leave the column severity out to take every outage for whole",
			"%s has outages of a severity below 1, which lose requests, and there are none at structural fidelity",
			printable(f.Replay))
	}
	if reader.harmless > 0 {
		c.warnAt(at, "", "%s: %d outages of severity 0 or no length are left out", printable(f.Replay), reader.harmless)
	}
	for _, name := range reader.ignored {
		c.warnAt(at, "the columns are start_s, end_s, target and severity", "%s: the column %s is not used",
			printable(f.Replay), quote(name))
	}
	return failure.Record{Strikes: reader.strikes}
}

// indexTargets finds targets by path.
func (c *compiler) indexTargets(targets []models.ComponentID) map[string]int {
	index := make(map[string]int, len(targets))
	for i, t := range targets {
		index[c.blueprint.Topology.Path(t)] = i
	}
	return index
}

// recordReader reads a CSV file of outages.
type recordReader struct {
	name     string
	index    map[string]int // targets by path
	strikes  [][]failure.Strike
	columns  map[string]int
	ignored  []string
	harmless int  // rows that say nothing failed
	partial  bool // some outage fails only a share of the requests
}

// columnNames leads from the headings that records use to what they mean.
var columnNames = map[string]string{"start_s": "start", "start_time": "start", "end_s": "end", "end_time": "end",
	"target": "target", "severity": "severity", "status": "severity"}

// Bounds of a replay, which keeps all of its strikes in memory.
const (
	maxReplayed = 100_000    // targets
	maxStrikes  = 10_000_000 // over all targets
)

func (r *recordReader) read(from io.Reader, when func(float64) sim.Time) error {
	rows := csv.NewReader(from)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("%s has no line of column names", printable(r.name))
	}
	r.columns = map[string]int{}
	for i, name := range header {
		if meaning, ok := columnNames[strings.TrimPrefix(name, "\ufeff")]; ok {
			r.columns[meaning] = i
		} else {
			r.ignored = append(r.ignored, name)
		}
	}
	for _, need := range []string{"start", "end"} {
		if _, ok := r.columns[need]; !ok {
			return fmt.Errorf("%s:1: there is no column %s_s", printable(r.name), need)
		}
	}
	for total := 0; ; {
		row, err := rows.Read()
		switch {
		case err == io.EOF:
			r.sort()
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", printable(r.name), err)
		}
		line, _ := rows.FieldPos(0)
		hit, err := r.row(row, when)
		if total += hit; err == nil && total > maxStrikes {
			err = fmt.Errorf("more than %d outages, counted on every target", maxStrikes)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", printable(r.name), line, err)
		}
	}
}

// row adds one outage and returns how many targets it strikes.
func (r *recordReader) row(row []string, when func(float64) sim.Time) (int, error) {
	start, err1 := seconds(row[r.columns["start"]])
	end, err2 := seconds(row[r.columns["end"]])
	loss, err3 := r.severity(row)
	switch {
	case err1 != nil || err2 != nil || err3 != nil:
		return 0, errors.Join(err1, err2, err3)
	case end == start: // as rounded records have
		r.harmless++
		return 0, nil
	case end < start:
		return 0, fmt.Errorf("the outage ends at %g, before its start at %g", end, start)
	}
	if loss == 0 {
		r.harmless++
		return 0, nil
	}
	r.partial = r.partial || loss < 1
	strike := failure.Strike{At: when(start), Lasts: sim.Duration(end - start), Loss: loss}
	if i, ok := r.columns["target"]; ok && row[i] != "" {
		target, ok := r.index[row[i]]
		if !ok {
			return 0, fmt.Errorf("the fault is not on %s", quote(row[i]))
		}
		r.strikes[target] = append(r.strikes[target], strike)
		return 1, nil
	}
	for target := range r.strikes {
		r.strikes[target] = append(r.strikes[target], strike)
	}
	return len(r.strikes), nil
}

// severity is the share of requests that fail; 1 where the file does not say.
func (r *recordReader) severity(row []string) (float64, error) {
	i, ok := r.columns["severity"]
	if !ok || row[i] == "" {
		return 1, nil
	}
	loss, err := strconv.ParseFloat(row[i], 64)
	if err != nil || !(loss >= 0 && loss <= 1) {
		return 0, fmt.Errorf("want a severity from 0 to 1, got %s", quote(row[i]))
	}
	return loss, nil
}

func seconds(text string) (float64, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(x >= 0) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("want a number of seconds, got %s", quote(text))
	}
	return x, nil
}

// sort puts every target's strikes into the order of time.
func (r *recordReader) sort() {
	for _, list := range r.strikes {
		slices.SortStableFunc(list, func(a, b failure.Strike) int { return cmp.Compare(a.At, b.At) })
	}
}
