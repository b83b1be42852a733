// Package flat copies and fills slices in the memory that is there, so that a world can be copied and used again
// without garbage.
package flat
