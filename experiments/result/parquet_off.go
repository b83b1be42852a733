//go:build !parquet

package result

import (
	"errors"
	"io"
	"iter"
)

// HasParquet tells whether the program can write Parquet.
const HasParquet = false

// EncodeParquet needs a program that was built with the tag parquet, which makes it larger.
func (t *Table[R]) EncodeParquet(io.Writer, iter.Seq[R]) error {
	return errors.New("this program was built without Parquet")
}
