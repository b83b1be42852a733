package scenario

import (
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
	wants := map[reflect.Kind]string{reflect.String: "a text", reflect.Bool: "true or false",
		reflect.Float64: "a number"}
	want := wants[v.Kind()]
	if want == "" {
		want = "a whole number"
	}
	if !d.want(n, yaml.ScalarNode, want, path) {
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
		d.fail(n, help, "%s: want %s, got %s", named(path), want, quote(n.Value))
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

// text decodes a type that reads itself, such as the units; kind is what to call it.
func (d *decoder) text(n *yaml.Node, into encoding.TextUnmarshaler, kind, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "a "+kind, path) {
		return nil
	}
	err := into.UnmarshalText([]byte(n.Value))
	var bad *unit.Error
	switch {
	case errors.As(err, &bad):
		d.fail(n, bad.Remedy, "%s: %s", path, bad.Message())
		return nil
	case err != nil:
		d.fail(n, "", "%s: %s", path, err)
		return nil
	}
	return encode(reflect.ValueOf(into).Elem())
}
