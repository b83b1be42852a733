package result

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// A manifest ends with its seal: a hash over every byte before it. Since the manifest holds the hashes of all other
// files, nothing in a folder can change without being noticed. A seal is no signature: it tells damage and edits from
// what was written, not a forger who seals anew.

const sealField = ",\n  \"seal\": \""

// withSeal appends the seal to a JSON object that ends with "\n}\n".
func withSeal(object []byte) []byte {
	body := bytes.TrimSuffix(object, []byte("\n}\n"))
	return append(bytes.Clone(body), sealField+sealOf(body)+"\"\n}\n"...)
}

// checkSeal reports a manifest that is not as it was written.
func checkSeal(data []byte) error {
	i := bytes.LastIndex(data, []byte(sealField))
	if i < 0 {
		return errors.New("not what was written: its seal is missing")
	}
	if !bytes.Equal(data, withSeal(append(bytes.Clone(data[:i]), "\n}\n"...))) {
		return errors.New("not what was written: its seal is broken")
	}
	return nil
}

func sealOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// check reports what no run writes, whoever has sealed it.
func (m *Manifest) check() error {
	switch {
	case !slices.Contains([]string{"run", "sweep", "compare", "plan"}, m.Verb):
		return fmt.Errorf("unknown verb %q", m.Verb)
	case m.Status != Finished && m.Status != Interrupted:
		return fmt.Errorf("unknown status %q", m.Status)
	case m.Replications < 1 && m.ShardsOf == 0 && m.Verb != "plan": // a shard, or a plan, may be left without work
		return fmt.Errorf("%d replications", m.Replications)
	case !(m.Confidence > 0 && m.Confidence < 1):
		return fmt.Errorf("a confidence of %g", m.Confidence)
	case !(m.Horizon > 0):
		return fmt.Errorf("a horizon of %g s", m.Horizon)
	}
	return nil
}
