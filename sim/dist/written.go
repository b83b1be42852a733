package dist

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"

	"nines/sim/catalog"
)

// Written is a law together with the words that make it. Policies have such laws as defaults, so that users are shown
// what applies where they say nothing, in the form in which they could say it.
type Written struct {
	Law
	Family string // its name in Table
	Config any    // its parameters: the configuration of that row
}

// Write makes a law from the name of its row in Table and from keys and values as users write them:
// Write("lognormal", "median", "5m", "sigma", "0.8"). It is meant for constants; a mistake panics.
func Write(family string, words ...string) Law {
	entry, ok := Table().Find(family)
	if !ok {
		panic(fmt.Sprintf("dist: there is no law %q", family))
	}
	w := Written{Family: family}
	law, err := entry.Build(func(config any) error {
		for i := 0; i+1 < len(words); i += 2 {
			setWord(reflect.ValueOf(config).Elem(), words[i], words[i+1])
		}
		w.Config = reflect.ValueOf(config).Elem().Interface()
		return nil
	})
	if err != nil {
		panic(fmt.Sprintf("dist: %v", err))
	}
	w.Law = law
	return w
}

// setWord sets the field of a configuration that a key names, a number or a quantity with its unit.
func setWord(config reflect.Value, key, value string) {
	for i, p := range catalog.ParamsOf(config.Interface()) {
		if p.Key != key {
			continue
		}
		field := config.Field(i)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		if quantity, ok := field.Addr().Interface().(encoding.TextUnmarshaler); ok {
			if err := quantity.UnmarshalText([]byte(value)); err != nil {
				panic(fmt.Sprintf("dist: %s: %v", key, err))
			}
			return
		}
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			panic(fmt.Sprintf("dist: %s: %v", key, err))
		}
		field.SetFloat(number)
		return
	}
	panic(fmt.Sprintf("dist: no parameter is called %q", key))
}
