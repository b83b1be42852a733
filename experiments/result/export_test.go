package result

import "os"

// Raw writes a file whatever it holds, as a broken program might.
func (w *Writer) Raw(name, text string) error { return w.text(name, []byte(text)) }

// Commit does all of Publish up to the step that cannot be taken back, and Steps of what comes after it, as if the
// program were killed then. It returns how many steps there were.
func (w *Writer) Commit(m Manifest, steps int) (all int, err error) {
	if err := w.commit(m); err != nil {
		return 0, err
	}
	list := installing(w.dir)
	for _, step := range list[:min(steps, len(list))] {
		if err := step(); err != nil {
			return 0, err
		}
	}
	w.Abandon()
	return len(list), nil
}

// Claim keeps everybody else from putting a folder in order, until what it returns is called.
func Claim(dir string) (release func() error, err error) {
	l, err := claim(dir)
	if err != nil {
		return nil, err
	}
	return l.release, nil
}

// Abandon leaves everything as it is, as a program does that is killed.
func (w *Writer) Abandon() { w.lock.file.Close() }

// Unseal is a manifest whose seal fits what somebody has made of it.
func Unseal(path string, change func([]byte) []byte) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	body := data[:len(data)-len(sealField)-64-len("\"\n}\n")]
	return os.WriteFile(path, withSeal(append(change(body), "\n}\n"...)), 0o666)
}

// MembersOf gives the names and values of the members of an object, in their order.
func MembersOf(object string) (names, values []string, err error) {
	members, err := membersOf([]byte(object), nil)
	for _, m := range members {
		names, values = append(names, m.name), append(values, string(m.value))
	}
	return names, values, err
}
