package pack

import (
	"fmt"
	"reflect"
	"strings"
)

// describe writes a type out, down to its numbers.
func describe(t reflect.Type) string {
	if p := reflect.PointerTo(t); p.Implements(appender) && p.Implements(unmarshaler) {
		return t.String()
	}
	switch t.Kind() {
	case reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), describe(t.Elem()))
	case reflect.Slice:
		return "[]" + describe(t.Elem())
	case reflect.Struct:
		fields := make([]string, t.NumField())
		for i := range fields {
			fields[i] = t.Field(i).Name + " " + describe(t.Field(i).Type)
		}
		return "{" + strings.Join(fields, "; ") + "}"
	}
	return t.Kind().String()
}
