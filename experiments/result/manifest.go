package result

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// FormatVersion is the version of the folder's layout that this package writes, and the only one it reads.
const FormatVersion = 3

// Status tells how far a run has come.
type Status string

const (
	Interrupted Status = "interrupted" // on request; what was finished is saved
	Finished    Status = "finished"
)

// Manifest says where the numbers of a folder come from; with it a run can be repeated. It is the only file of a folder
// that holds wall times.
type Manifest struct {
	FormatVersion int       `json:"format_version"` // set by Writer
	ToolVersion   string    `json:"tool_version"`
	Commit        string    `json:"commit,omitempty"`
	Build         string    `json:"build,omitempty"` // of the program, by its content, where the commit does not say it
	RunID         string    `json:"run_id"`          // as in every row of the folder
	Verb          string    `json:"verb"`            // "run", "sweep", "compare" or "plan"
	Command       []string  `json:"command"`
	Scenario      string    `json:"scenario"` // its name
	ScenarioHash  string    `json:"scenario_hash"`
	PlanHash      string    `json:"plan_hash,omitempty"` // of sweep, compare and plan files; empty for a plain run
	Seed          uint64    `json:"seed"`
	Horizon       float64   `json:"horizon_s"`           // measured simulated seconds per replication
	Replications  int       `json:"replications"`        // finished, of the configuration that has the most
	Confidence    float64   `json:"confidence"`          // of the intervals, 0.95 for 95 %
	Precision     *Goal     `json:"precision,omitempty"` // at which replications may end; nil: their number is fixed
	Axes          []Axis    `json:"axes,omitempty"`      // of a sweep or a plan, in the order of Key.Params
	Metrics       []string  `json:"metrics,omitempty"`   // of a sweep: those asked for, the most wanted first
	Base          *Base     `json:"base,omitempty"`      // of a sweep or comparison that plays its base as well
	Service       string    `json:"service,omitempty"`   // scope of the service that matters most, "service:api"
	Entry         string    `json:"entry,omitempty"`     // scope of the service that users send to first of all
	Fast          float64   `json:"fast_s,omitempty"`    // latency_threshold of what they send there; 0: none
	Earlier       []Origin  `json:"earlier,omitempty"`   // of a comparison: variants that were not played for it
	Shards        []int     `json:"shards,omitempty"`    // that are in the folder, which then has no summary
	ShardsOf      int       `json:"shards_of,omitempty"`
	Status        Status    `json:"status"`
	Started       time.Time `json:"started"`
	Finished      time.Time `json:"finished,omitzero"`
	Files         []File    `json:"files,omitempty"` // set by Writer: those that it has written, by name
}

// Axis is a swept parameter as people call it.
type Axis struct {
	Path  string `json:"path"`            // as in Param.Path
	Label string `json:"label,omitempty"` // such as "mean time to failure"; empty: the path must do
}

// Goal is how well a metric is to be known: to a relative half-width of its interval, 0.05 for ±5 %, or of that of what
// it lacks where it is a share of success. The scope is "" where only one can be meant.
type Goal struct {
	Metric   string  `json:"metric"`
	Scope    string  `json:"scope,omitempty"`
	Relative float64 `json:"relative"`
}

// Base is the configuration that the others are changes of: the point of a sweep that changes nothing, the baseline of
// a comparison.
type Base struct {
	Variant string `json:"variant,omitempty"`
	Point   int    `json:"point"`
}

// Origin says where the replications of a variant come from that were played for another folder.
type Origin struct {
	Variant      string    `json:"variant"`
	RunID        string    `json:"run_id"`
	ToolVersion  string    `json:"tool_version"`
	Commit       string    `json:"commit,omitempty"`
	Build        string    `json:"build,omitempty"`
	Seed         uint64    `json:"seed"`
	Replications int       `json:"replications"` // that it holds
	Ledger       string    `json:"ledger"`       // SHA-256 of what its ledger says of the variant
	Finished     time.Time `json:"finished"`
}

// Is tells whether a row is of the base. A folder without a base, a nil *Base, has none.
func (b *Base) Is(k *Key) bool { return b != nil && k.Variant == b.Variant && k.Point == b.Point }

// encode writes the manifest as JSON, with its seal.
func (m *Manifest) encode(w io.Writer) error {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return err
	}
	_, err := w.Write(withSeal(b.Bytes()))
	return err
}

// decodeManifest reads a manifest and checks that it is as it was written.
func decodeManifest(data []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("not a manifest: %w", inWords(err))
	}
	if m.FormatVersion != FormatVersion {
		return m, fmt.Errorf("format version %d; this program reads version %d", m.FormatVersion, FormatVersion)
	}
	if err := checkSeal(data); err != nil {
		return m, err
	}
	return m, m.check()
}

// written are the names of the files that a manifest lists, itself first, whatever its version and state; nil where
// the data are no manifest at all.
func written(data []byte) []string {
	var m struct {
		FormatVersion int    `json:"format_version"`
		RunID         string `json:"run_id"`
		Files         []File `json:"files"`
	}
	if json.Unmarshal(data, &m) != nil || m.FormatVersion < 1 || m.RunID == "" {
		return nil
	}
	names := []string{ManifestFile}
	for _, f := range m.Files {
		names = append(names, f.Name)
	}
	return names
}
