package page

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"html/template"
)

// File is a file that belongs to what a page tells.
type File struct {
	Name string
	Size int64        // bytes, of the whole file
	Save string       // the name that a reader saves it under; "" where the page does not carry it
	Href template.URL // with its contents
	Note string       // where it is else
}

// Room is how many bytes of data a page may still carry.
type Room struct{ Left int }

// Smallest is how much is not worth packing: whoever saves it can read it at once.
const Smallest = 48 << 10

// Carry puts a file into the page, packed where it is large, if there is room for it. The contents decide alone: the
// same files in the same order give the same bytes.
func (r *Room) Carry(name, media string, data []byte) File {
	f := File{Name: name, Size: int64(len(data))}
	save, body := name, data
	if len(data) > Smallest {
		save, media, body = name+".gz", "application/gzip", packed(data)
	}
	length := base64.StdEncoding.EncodedLen(len(body))
	if length > r.Left {
		return f
	}
	r.Left -= length
	f.Save = save
	f.Href = template.URL(fmt.Sprintf("data:%s;base64,%s", media, base64.StdEncoding.EncodeToString(body)))
	return f
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // a level that exists
	_, _ = w.Write(data)                                  // to memory
	_ = w.Close()
	return b.Bytes()
}
