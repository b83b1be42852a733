package result

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// The ledger is what each replication contributed, written as it was finished: the source of truth from which all else
// in a folder can be computed again. It begins with a line of text and one of JSON, which says whose it is. Then come
// frames, each so many bytes of Zstandard with their number and their checksum (CRC-32C) before them, little endian. A
// program that is killed leaves whole frames and perhaps the beginning of one.
//
// Unpacked and put together, frames are items: a kind, the number of bytes and the bytes. An item of a configuration is
// JSON and names the numbers that its replications have; one of a replication has the configuration, the replication,
// how many numbers there are, and the numbers: numerator and denominator as floats, events and censored as varints.
// What is left of it is the replication's record, in the form of the program that wrote it.

// LedgerFile is the name of the ledger in a folder.
const LedgerFile = "ledger.bin"

const ledgerTitle = "nines ledger 1\n"

const (
	configurationItem = 'c'
	replicationItem   = 'r'
)

// A frame is closed when it holds so many bytes, or so much work (in events, some second's worth) that it would be a
// pity to lose it. Neither depends on the clock, so that equal experiments have equal ledgers.
const (
	frameBytes = 64 << 10
	frameWork  = 1e6
)

const largestFrame = 256 << 20 // bytes, unpacked

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// LedgerHead says whose a ledger is: one goes on with another only if their heads are equal.
type LedgerHead struct {
	RunID        string `json:"run_id"`
	Scenario     string `json:"scenario"`
	ScenarioHash string `json:"scenario_hash"`
	PlanHash     string `json:"plan_hash,omitempty"`
	Seed         uint64 `json:"seed"`
	ToolVersion  string `json:"tool_version"`
	Commit       string `json:"commit,omitempty"`
	Build        string `json:"build,omitempty"`
}

// Head is the head of the ledger that belongs to a manifest.
func (m *Manifest) Head() LedgerHead {
	return LedgerHead{m.RunID, m.Scenario, m.ScenarioHash, m.PlanHash, m.Seed, m.ToolVersion, m.Commit, m.Build}
}

// Configuration is what the replications of one point, or of one variant, have in common.
type Configuration struct {
	Point   int      `json:"point"`
	Variant string   `json:"variant,omitempty"`
	Params  []Param  `json:"params,omitempty"`
	Columns []Column `json:"columns"`
}

// Column names one number of a replication.
type Column struct {
	Metric string  `json:"metric"`
	Scope  string  `json:"scope"`
	Unit   string  `json:"unit"`
	Scale  float64 `json:"scale,omitempty"` // of numerator over denominator, to the unit; 0 for 1
}

// Number is what one replication says of one metric: its value is Top over Bottom, times the scale of its column; there
// is none where Bottom is 0.
type Number struct {
	Top, Bottom float64
	Events      int // that it rests on, where these are counted
	Censored    int // times in it that were cut off before they had ended
}

// Value is the number in the unit of its column; NaN where there is none.
func (n Number) Value(c *Column) float64 {
	switch {
	case n.Bottom == 0:
		return math.NaN()
	case c.Scale == 0:
		return n.Top / n.Bottom
	}
	return n.Top / n.Bottom * c.Scale
}

// Contribution is what one replication adds to a ledger.
type Contribution struct {
	Point, Replication int
	Numbers            []Number // by the columns of its configuration
	Record             []byte   // all that it measured, for the program that played it
	Work               float64  // that it took, in events; not written
}

// Ledger is a ledger that is being written. The first error stays: what comes after it is not written.
type Ledger struct {
	file         *os.File
	pack         *zstd.Encoder
	sum          hash.Hash
	size         int64
	items        []byte // of the frame that is open
	body, packed []byte // memory for an item, and for a frame
	work         float64
	known        map[int]bool // configurations that were named
	added        map[unit]bool
	sound        int // of those added, in whole frames that were written
	memo         *Memo
	err          error
}

// newLedger begins a ledger in a folder. Memo is what earlier attempts have left; it may be nil.
func newLedger(dir string, head LedgerHead, memo *Memo) (*Ledger, error) {
	path := filepath.Join(dir, LedgerFile)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, err
	}
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, err
	}
	l := &Ledger{file: file, pack: pack, sum: sha256.New(), known: map[int]bool{}, added: map[unit]bool{},
		memo: memo}
	l.write(headOf(head))
	return l, l.err
}

// headOf is how a ledger begins.
func headOf(head LedgerHead) []byte {
	line, err := json.Marshal(head)
	if err != nil {
		panic(err) // it is made of text and a number
	}
	return append(append([]byte(ledgerTitle), line...), '\n')
}

// Kept is how many replications the ledger has, or knows from earlier attempts; if it could not be written further, how
// many can be read from it.
func (l *Ledger) Kept() int {
	if l.err != nil {
		return max(l.sound, l.memo.Len())
	}
	return max(len(l.added), l.memo.Len())
}

// Added is how many replications the ledger has.
func (l *Ledger) Added() int { return len(l.added) }

// Damaged is how many bytes of what earlier attempts have left are not used, because they are not what was written.
func (l *Ledger) Damaged() int64 {
	if l.memo == nil {
		return 0
	}
	return l.memo.Damaged
}

// Recall is the record of a replication that an earlier attempt has finished. It may be called by several goroutines.
func (l *Ledger) Recall(point, replication int) (record []byte, ok bool) {
	return l.memo.Recall(point, replication)
}

// Name says what the replications of a configuration have in common, before the first of them; saying it again does
// nothing.
func (l *Ledger) Name(c Configuration) error {
	if l.err == nil && !l.known[c.Point] {
		text, err := json.Marshal(c)
		if err != nil {
			return err
		}
		l.known[c.Point] = true
		l.item(configurationItem, text)
	}
	return l.err
}

// Add enters a replication.
func (l *Ledger) Add(c *Contribution) error {
	if l.err != nil {
		return l.err
	}
	body := binary.AppendUvarint(l.body[:0], uint64(c.Point))
	body = binary.AppendUvarint(body, uint64(c.Replication))
	body = binary.AppendUvarint(body, uint64(len(c.Numbers)))
	for _, n := range c.Numbers {
		body = binary.LittleEndian.AppendUint64(body, math.Float64bits(n.Top))
		body = binary.LittleEndian.AppendUint64(body, math.Float64bits(n.Bottom))
		body = binary.AppendUvarint(body, uint64(n.Events))
		body = binary.AppendUvarint(body, uint64(n.Censored))
	}
	l.body = append(body, c.Record...)
	l.item(replicationItem, l.body)
	l.added[unit{c.Point, c.Replication}] = true
	if l.work += c.Work; len(l.items) >= frameBytes || l.work >= frameWork {
		l.flush()
	}
	return l.err
}

// adopt enters the replications of earlier attempts that have not been asked for: an attempt that is stopped before it
// has come to them loses none.
func (l *Ledger) adopt() error {
	for _, u := range l.memo.units() {
		if l.added[u] {
			continue
		}
		c, err := l.memo.read(l.memo.places[u])
		if configuration, named := l.memo.configurations[u.point]; err == nil && named {
			err = errors.Join(l.Name(configuration), l.Add(&c))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) item(kind byte, body []byte) {
	l.items = append(binary.AppendUvarint(append(l.items, kind), uint64(len(body))), body...)
}

// flush closes the frame that is open.
func (l *Ledger) flush() {
	if len(l.items) > 0 {
		l.packed = l.pack.EncodeAll(l.items, l.packed[:0])
		l.write(framed(l.packed))
	}
	l.items, l.work = l.items[:0], 0
}

// framed is a frame of packed items.
func framed(packed []byte) []byte {
	frame := binary.LittleEndian.AppendUint32(nil, uint32(len(packed)))
	return append(binary.LittleEndian.AppendUint32(frame, crc32.Checksum(packed, castagnoli)), packed...)
}

// write appends bytes, all or none of them: where a disk is full, what was written before stays sound.
func (l *Ledger) write(data []byte) {
	if l.err != nil {
		return
	}
	if _, err := l.file.Write(data); err != nil {
		l.err = fmt.Errorf("writing %s: %w", LedgerFile, err)
		_ = l.file.Truncate(l.size) // if this fails, too, readers stop at what is broken
		return
	}
	l.sum.Write(data)
	l.size += int64(len(data))
	l.sound = len(l.added)
}

// close ends the ledger and says what is in it.
func (l *Ledger) close() (File, error) {
	l.flush()
	if l.err == nil {
		l.err = l.file.Sync()
	}
	if err := l.file.Close(); l.err == nil {
		l.err = err
	}
	return File{LedgerFile, l.size, hex.EncodeToString(l.sum.Sum(nil))}, l.err
}

// parseHead takes the head off the beginning of a ledger.
func parseHead(data []byte) (head LedgerHead, rest []byte, err error) {
	after, found := bytes.CutPrefix(data, []byte(ledgerTitle))
	line, rest, complete := bytes.Cut(after, []byte{'\n'})
	if !found || !complete {
		return head, nil, fmt.Errorf("not a ledger that this program reads")
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return head, nil, fmt.Errorf("not the head of a ledger: %w", inWords(err))
	}
	return head, rest, nil
}
