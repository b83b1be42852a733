package models

// Flaw is an error about one part of a blueprint. It names the part as a value, so that whoever has the text that the
// blueprint was made of finds its place there without reading the message.
type Flaw struct {
	Place string // as the scenario language has it: "faults.crash", "services.api.up_when"
	Err   error
}

// At says of an error which part it is about; nil for nil.
func At(place string, err error) error {
	if err == nil {
		return nil
	}
	return &Flaw{place, err}
}

// Error is the message, which says for itself what it is about.
func (f *Flaw) Error() string { return f.Err.Error() }

// Unwrap returns the error without its place.
func (f *Flaw) Unwrap() error { return f.Err }
