package result

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Memo knows the replications that one or several ledgers of an experiment hold. It keeps where each is, some fifty
// bytes, and the frames that were read last: replications of shards take turns, and each shard has frames of
// its own. It may be used by several goroutines.
type Memo struct {
	Damaged int64 // bytes of frames that are damaged, which are not used

	sources        []source
	configurations map[int]Configuration
	places         map[unit]place
	twice          []unit // replications that two ledgers hold

	lock   sync.Mutex
	unpack *zstd.Decoder
	frames map[address][]byte // their items
	order  []address          // of the frames that are held, by when they were read
	held   int                // bytes of items
}

// source is a ledger. Thousands are not held open, but opened when they are read.
type source struct {
	path string
	file *os.File // nil where it is not held open
}

// A memo holds so many ledgers open, and so many bytes of items beyond the frame that was read last.
const (
	mostOpen = 200
	mostHeld = 32 << 20
)

// address is where a frame is: in which source, at which offset.
type address struct {
	source int
	offset int64
}

// unit names one replication of one configuration.
type unit struct{ point, replication int }

// place is where a replication is: in which frame, and where in the items of that.
type place struct {
	address
	from, end int
}

// newMemo reads where everything is in ledgers with the same head. A frame that is broken off or damaged is not used. A
// *FolderError names a file that is no ledger, a *ForeignError one of another experiment.
func newMemo(head LedgerHead, paths ...string) (*Memo, error) {
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(largestFrame))
	if err != nil {
		return nil, err
	}
	m := &Memo{configurations: map[int]Configuration{}, places: map[unit]place{}, unpack: unpack,
		frames: map[address][]byte{}}
	for _, path := range paths {
		if err := m.add(path, headOf(head)); err != nil {
			return nil, errors.Join(err, m.Close())
		}
	}
	return m, nil
}

// Len is how many replications there are; 0 for no memo.
func (m *Memo) Len() int {
	if m == nil {
		return 0
	}
	return len(m.places)
}

// units lists the replications by point and number; none for no memo.
func (m *Memo) units() []unit {
	if m == nil {
		return nil
	}
	return slices.SortedFunc(maps.Keys(m.places), func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.point, b.point), cmp.Compare(a.replication, b.replication))
	})
}

// Close closes the files.
func (m *Memo) Close() error {
	if m == nil {
		return nil
	}
	var err error
	for _, s := range m.sources {
		if s.file != nil {
			err = errors.Join(err, s.file.Close())
		}
	}
	m.sources, m.places = nil, nil
	return err
}

func (m *Memo) add(path string, head []byte) error {
	file, err := openRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &FolderError{Path: path, Reason: "missing"}
	}
	if err != nil {
		return err
	}
	s := source{path: path}
	if len(m.sources) < mostOpen {
		s.file = file
	} else {
		defer file.Close()
	}
	m.sources = append(m.sources, s)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !bytes.Equal(beginning(file, len(head)), head) {
		return foreignLedger(path, beginning(file, longestLine))
	}
	for at := int64(len(head)); at < info.Size(); {
		items, next, err := m.frame(file, at, info.Size())
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil // broken off, as the last frame of a killed program may be
		}
		if err != nil {
			m.Damaged += next - at
			at = next
			continue
		}
		if err := m.index(address{len(m.sources) - 1, at}, items); err != nil {
			return &FolderError{Path: path, Reason: err.Error()}
		}
		at = next
	}
	return nil
}

// beginning is up to n bytes of a file.
func beginning(file *os.File, n int) []byte {
	data, _ := io.ReadAll(io.NewSectionReader(file, 0, int64(n)))
	return data
}

// foreignLedger says why a file with such a beginning is not the ledger that it should be.
func foreignLedger(path string, data []byte) error {
	head, _, err := parseHead(data)
	if err != nil {
		return &FolderError{Path: path, Reason: err.Error()}
	}
	return &ForeignError{Path: path, Head: head}
}

// ForeignError says that a ledger is of another experiment, or was written by another program.
type ForeignError struct {
	Path string
	Head LedgerHead // of the ledger
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s is of the experiment %s, by nines %s", e.Path, e.Head.RunID, e.Head.ToolVersion)
}

// frame reads the frame at an offset: its items, and where the next begins.
func (m *Memo) frame(file *os.File, at, size int64) (items []byte, next int64, err error) {
	var header [8]byte
	if at+int64(len(header)) > size {
		return nil, 0, io.ErrUnexpectedEOF
	}
	if _, err := file.ReadAt(header[:], at); err != nil {
		return nil, 0, err
	}
	length := int64(binary.LittleEndian.Uint32(header[:]))
	if at+int64(len(header))+length > size {
		return nil, 0, io.ErrUnexpectedEOF
	}
	packed := make([]byte, length)
	next = at + int64(len(header)) + length
	if _, err := file.ReadAt(packed, at+int64(len(header))); err != nil {
		return nil, next, err
	}
	if crc32.Checksum(packed, castagnoli) != binary.LittleEndian.Uint32(header[4:]) {
		return nil, next, errors.New("its checksum is wrong")
	}
	items, err = m.unpack.DecodeAll(packed, nil)
	return items, next, err
}

// index takes in where the items of a frame are.
func (m *Memo) index(at address, items []byte) error {
	for item, err := range itemsIn(items) {
		if err != nil {
			return err
		}
		body := items[item.from:item.end]
		if item.kind == configurationItem {
			var c Configuration
			if err := json.Unmarshal(body, &c); err != nil {
				return fmt.Errorf("a configuration is damaged: %w", inWords(err))
			}
			m.configurations[c.Point] = c
			continue
		}
		c, err := contributionIn(body)
		if err != nil {
			return err
		}
		u := unit{c.Point, c.Replication}
		if old, there := m.places[u]; there && old.source != at.source {
			m.twice = append(m.twice, u)
		}
		m.places[u] = place{at, item.from, item.end}
	}
	return nil
}

// item is where one item of a frame is.
type item struct {
	kind      byte
	from, end int
}

var errBrokenItem = errors.New("an entry of the ledger is damaged")

func itemsIn(items []byte) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for at := 0; at < len(items); {
			length, n := binary.Uvarint(items[at+1:])
			from := at + 1 + n
			sound := n > 0 && length <= uint64(len(items)-from) &&
				(items[at] == configurationItem || items[at] == replicationItem)
			if !sound {
				yield(item{}, errBrokenItem)
				return
			}
			next := from + int(length)
			if !yield(item{items[at], from, next}, nil) {
				return
			}
			at = next
		}
	}
}

// contributionIn reads an item of a replication. Its record is part of the body.
func contributionIn(body []byte) (c Contribution, err error) {
	count := func() int {
		x, n := binary.Uvarint(body)
		if n <= 0 || x > math.MaxInt32 {
			err = errBrokenItem
			return 0
		}
		body = body[n:]
		return int(x)
	}
	float := func() float64 {
		if len(body) < 8 {
			err = errBrokenItem
			return 0
		}
		x := math.Float64frombits(binary.LittleEndian.Uint64(body))
		body = body[8:]
		return x
	}
	c.Point, c.Replication = count(), count()
	n := count()
	const least = 18 // bytes of a number
	if n > len(body)/least {
		return c, errBrokenItem
	}
	c.Numbers = make([]Number, n)
	for i := range c.Numbers {
		c.Numbers[i] = Number{float(), float(), count(), count()}
	}
	c.Record = body
	return c, err
}

// read is the contribution at a place.
func (m *Memo) read(at place) (Contribution, error) {
	m.lock.Lock()
	items, err := m.items(at.address)
	m.lock.Unlock()
	if err != nil {
		return Contribution{}, &FolderError{Path: m.sources[at.source].path, Reason: err.Error()}
	}
	return contributionIn(items[at.from:at.end])
}

// items are those of a frame, which is held until there is no room for it.
func (m *Memo) items(at address) ([]byte, error) {
	if items, ok := m.frames[at]; ok {
		return items, nil
	}
	file := m.sources[at.source].file
	if file == nil {
		var err error
		if file, err = openRegular(m.sources[at.source].path); err != nil {
			return nil, err
		}
		defer file.Close()
	}
	items, _, err := m.frame(file, at.offset, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	for m.held > 0 && m.held+len(items) > mostHeld {
		first := m.order[0]
		m.held -= len(m.frames[first])
		m.order = m.order[1:]
		delete(m.frames, first)
	}
	m.frames[at], m.order, m.held = items, append(m.order, at), m.held+len(items)
	return items, nil
}

// Recall is the record of a replication.
func (m *Memo) Recall(point, replication int) (record []byte, ok bool) {
	if m == nil {
		return nil, false
	}
	at, ok := m.places[unit{point, replication}]
	if !ok {
		return nil, false
	}
	c, err := m.read(at)
	return c.Record, err == nil
}

// rows yields the numbers of every replication of every configuration, in the order of the table.
func (m *Memo) rows(runID, scenario string) iter.Seq2[ReplicationRow, error] {
	return func(yield func(ReplicationRow, error) bool) {
		replications := map[int][]int{}
		for u := range m.places {
			replications[u.point] = append(replications[u.point], u.replication)
		}
		for _, point := range slices.Sorted(maps.Keys(m.configurations)) {
			c := m.configurations[point]
			key := Key{RunID: runID, Scenario: scenario, Variant: c.Variant, Point: point, Params: c.Params}
			order := c.inOrder()
			for _, replication := range slices.Sorted(slices.Values(replications[point])) {
				x, err := m.read(m.places[unit{point, replication}])
				if err == nil && len(x.Numbers) != len(c.Columns) {
					err = errBrokenItem
				}
				if err != nil {
					yield(ReplicationRow{}, err)
					return
				}
				for _, i := range order {
					n, column := x.Numbers[i], &c.Columns[i]
					row := ReplicationRow{Key: key, Replication: replication, Metric: column.Metric, Scope: column.Scope,
						Unit: column.Unit, Value: n.Value(column), Censored: n.Censored}
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}
}

// inOrder lists the columns as the table of replications has them.
func (c *Configuration) inOrder() []int {
	order := make([]int, len(c.Columns))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &c.Columns[i], &c.Columns[j]
		return cmp.Or(strings.Compare(a.Metric, b.Metric), strings.Compare(a.Scope, b.Scope))
	})
	return order
}
