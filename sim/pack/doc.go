// Package pack writes plain values in few bytes and reads them back to the last bit: numbers, truth values, strings,
// and arrays, slices and structs of them. It is for what a simulation leaves in great numbers and all of one type, such
// as the outcomes of its replications.
//
// The form follows the type and nothing but values is written, so that whoever reads has to know the type: Layout
// describes it, and two programs whose layouts differ do not understand each other. Read pack.go (the form), then
// layout.go.
//
// What it does not do: pointers, maps, interfaces and fields that are not exported, for which a type brings its own
// form (encoding.BinaryAppender and encoding.BinaryUnmarshaler).
package pack
