package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"
)

// damages are ways in which a file changes. Each returns what becomes of its bytes, which are at least one.
var damages = []func(r *rand.Rand, data []byte) []byte{
	func(r *rand.Rand, data []byte) []byte { // a bit turns
		data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		return data
	},
	func(r *rand.Rand, data []byte) []byte { return data[:r.IntN(len(data))] },
	func(r *rand.Rand, data []byte) []byte { // something is written over
		for i, at := 0, r.IntN(len(data)); i < 64 && at+i < len(data); i++ {
			data[at+i] = byte(r.Uint32())
		}
		return data
	},
	func(r *rand.Rand, data []byte) []byte { // a part is gone
		from := r.IntN(len(data))
		return slices.Delete(data, from, min(len(data), from+1+r.IntN(512)))
	},
	func(r *rand.Rand, data []byte) []byte { // a part is there twice
		from := r.IntN(len(data))
		part := slices.Clone(data[from:min(len(data), from+1+r.IntN(512))])
		return slices.Insert(data, from, part...)
	},
	func(r *rand.Rand, data []byte) []byte { // a digit becomes another
		for range 1000 {
			if at := r.IntN(len(data)); data[at] >= '0' && data[at] <= '9' {
				data[at] = '0' + (data[at]-'0'+1+byte(r.IntN(9)))%10
				break
			}
		}
		return data
	},
	func(r *rand.Rand, data []byte) []byte { // a disk gave zeros
		from := r.IntN(len(data))
		clear(data[from:min(len(data), from+4096)])
		return data
	},
}

// Whatever happens to a file of a folder, the folder is refused, or what is shown of it is what was shown before. Asked
// for with NINES_DAMAGE, a number of changes.
func TestDamageIsNeverSilent(t *testing.T) {
	changes, err := strconv.Atoi(os.Getenv("NINES_DAMAGE"))
	if err != nil {
		t.Skip("set NINES_DAMAGE=10000 to change so many things in folders of results")
	}
	m := newMortals(t)
	m.play(t, nil, []string{"sweep", "sweep.yaml"}, "--out", "shard", "--shard", "1/2")
	verbs := [][]string{{"show"}, {"check"}, {"export", "csv"}, {"show", "--format", "json"}, {"merge"}}
	whole := map[string][]byte{}
	said := func(words ...string) ([]byte, bool) {
		cmd := exec.Command(m.nines, append(words, "-q")...)
		cmd.Dir = m.dir
		out, err := cmd.Output()
		return out, err == nil
	}
	folders := []string{"run", "sweep", "compare", "shard"}
	for _, folder := range folders {
		for i, verb := range verbs {
			whole[folder+strconv.Itoa(i)], _ = said(append(verb, folder)...)
		}
	}
	random, refused := rand.New(rand.NewPCG(1, 2)), 0
	for range changes {
		folder := folders[random.IntN(len(folders))]
		files, err := filepath.Glob(filepath.Join(m.dir, folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		path := files[random.IntN(len(files))]
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		kind, i := random.IntN(len(damages)), random.IntN(len(verbs))
		damaged := damages[kind](random, slices.Clone(data))
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		out, ok := said(append(verbs[i], folder)...)
		if !ok {
			refused++
		} else if !bytes.Equal(out, whole[folder+strconv.Itoa(i)]) {
			t.Errorf("change %d of %s: %s says something else", kind, path, verbs[i])
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d changes were refused, and the others shown right", refused, changes)
}

// What a killed experiment has left may be damaged as well: it goes on from what is sound, or is refused, and never
// ends with other numbers.
func TestDamagedRemainsGoOn(t *testing.T) {
	changes, err := strconv.Atoi(os.Getenv("NINES_DAMAGE"))
	if err != nil {
		t.Skip("set NINES_DAMAGE=10000 to change a tenth of so many things in what killed experiments leave")
	}
	m := newMortals(t)
	random, refused := rand.New(rand.NewPCG(3, 4)), 0
	for n := 0; n < changes/10; {
		command := m.commands[random.IntN(len(m.commands))]
		m.clear(t, "killed")
		if !m.killedSoon(t, command, "--resume", time.Duration(20+random.IntN(60))*time.Millisecond) {
			continue
		}
		files, _ := filepath.Glob(filepath.Join(m.dir, "killed", ".nines-unfinished", "*"))
		more, _ := filepath.Glob(filepath.Join(m.dir, "killed", "*"))
		if files = append(files, more...); len(files) == 0 {
			continue
		}
		path := files[random.IntN(len(files))]
		data, err := os.ReadFile(path)
		if err != nil || len(data) == 0 {
			continue
		}
		n++
		kind := random.IntN(len(damages))
		if err := os.WriteFile(path, damages[kind](random, data), 0o600); err != nil {
			t.Fatal(err)
		}
		resumed := exec.Command(m.nines, append(slices.Clone(command), "--out", "killed", "--resume", "-q")...)
		resumed.Dir = m.dir
		if complaints, err := resumed.CombinedOutput(); err != nil {
			refused++
			if !bytes.Contains(complaints, []byte("error: ")) || !bytes.Contains(complaints, []byte(" help: ")) {
				t.Errorf("change %d of %s: %v\n%s", kind, path, err, complaints)
			}
			continue
		}
		m.same(t, "killed", command[0])
	}
	t.Logf("%d of %d were refused, and the others went on to the same bytes", refused, changes/10)
}
