package scenario

import (
	"cmp"
	"encoding"
	"errors"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/unit"
)

// scalar decodes the plain kinds. A scalar is its text: quoting makes no difference, so that `name: 010` stays "010".
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	want, example := "a whole number", "3"
	switch v.Kind() {
	case reflect.String:
		want, example = "a text", "word"
	case reflect.Bool:
		want, example = "true or false", "true"
	case reflect.Float64:
		want, example = "a number", "1.5"
	}
	if !d.want(n, yaml.ScalarNode, want, path, "write for example "+keyOf(path)+example) {
		return nil
	}
	if !setScalar(v, n.Value) {
		help := d.forExample(n, path, "")
		if strings.ContainsAny(help, "[{") {
			help = "" // of another form that the key may have
		}
		if v.CanInt() && len(n.Value) > 0 && strings.Trim(n.Value, "0123456789") == "" {
			want = "a smaller number"
		}
		d.fail(n, cmp.Or(help, "write for example "+keyOf(path)+example), "%s: want %s, got %s", named(path), want,
			quote(n.Value))
		return nil
	}
	return encode(v)
}

func setScalar(v reflect.Value, text string) bool {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(text == "true")
		return text == "true" || text == "false"
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		v.SetFloat(x)
		return err == nil && !math.IsInf(x, 0) && strings.Trim(text, "0123456789.+-eE") == ""
	default:
		x, err := unit.ParseCount(strings.TrimPrefix(text, "-"))
		if strings.HasPrefix(text, "-") {
			x = -x
		}
		if err != nil || v.OverflowInt(int64(x)) {
			return false
		}
		v.SetInt(int64(x))
	}
	return true
}

// text decodes a type that reads itself, such as the units; kind is what to call it, and example how it is written.
func (d *decoder) text(n *yaml.Node, into encoding.TextUnmarshaler, kind, example, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "a "+kind, path, "write "+example) {
		return nil
	}
	err := into.UnmarshalText([]byte(n.Value))
	var bad *unit.Error
	switch {
	case errors.As(err, &bad):
		d.fail(n, bad.Remedy, "%s: %s", path, bad.Message())
		return nil
	case err != nil:
		d.fail(n, d.forExample(n, path, "write "+example), "%s: %s", path, err)
		return nil
	}
	return encode(reflect.ValueOf(into).Elem())
}
