package result

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Summary is what a run has to say: its estimates, with the warnings that concern all of them. It is kept twice:
// summary.json has all of it, summary.csv the estimates without warnings.
type Summary struct {
	Warnings  []string
	Estimates []Estimate // in the order of the table
}

// EncodeJSON writes the summary as one JSON object with members warnings and estimates.
func (s *Summary) EncodeJSON(w io.Writer) error {
	warnings, err := json.Marshal(append([]string{}, s.Warnings...))
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"warnings\":%s,\n\"estimates\":", warnings); err != nil {
		return err
	}
	if err := Estimates.EncodeJSON(w, slices.Values(s.Estimates)); err != nil {
		return err
	}
	_, err = io.WriteString(w, "}\n")
	return err
}

func decodeSummary(data []byte) (Summary, error) {
	var parts struct {
		Warnings  []string        `json:"warnings"`
		Estimates json.RawMessage `json:"estimates"`
	}
	if err := json.Unmarshal(data, &parts); err != nil {
		return Summary{}, inWords(err)
	}
	if parts.Estimates == nil {
		return Summary{}, fmt.Errorf("%q is missing", "estimates")
	}
	rows, err := Estimates.decodeJSON(parts.Estimates)
	if len(parts.Warnings) == 0 {
		parts.Warnings = nil
	}
	return Summary{parts.Warnings, rows}, err
}
