// Command kubernetes reads a manifest on stdin and refuses what the types of the Kubernetes API do not know. It is a
// module of its own, so that nobody who builds nines fetches those types.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	manifest, err := io.ReadAll(os.Stdin)
	if err != nil {
		fatal(err)
	}
	for i, document := range bytes.Split(manifest, []byte("\n---\n")) {
		if err := check(document); err != nil {
			fatal(fmt.Errorf("document %d: %w", i, err))
		}
	}
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// check reads a document strictly into the type that it says it is of.
func check(document []byte) error {
	var kind meta.TypeMeta
	if err := yaml.Unmarshal(document, &kind); err != nil {
		return err
	}
	var into any
	switch kind.APIVersion + " " + kind.Kind {
	case "v1 ConfigMap":
		into = &core.ConfigMap{}
	case "batch/v1 Job":
		into = &batch.Job{}
	default:
		return fmt.Errorf("%s of %s is no kind that is expected", kind.Kind, kind.APIVersion)
	}
	if err := yaml.UnmarshalStrict(document, into); err != nil {
		return err
	}
	fmt.Println(kind.Kind, "is of", kind.APIVersion)
	return nil
}
