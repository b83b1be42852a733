// Package page is one HTML file that a person can forward: it holds its pictures and its data, asks nobody for
// anything, runs no script, and reads well in the dark, on a telephone and on paper.
//
// Read it in this order: page.go (what a page is made of), link.go (data that it carries), write.go with page.tmpl and
// page.css (how it becomes bytes).
//
// The package knows words and pictures alone: it neither reads results nor judges them. Every text that it is given is
// shown as it is, whatever is in it; pictures alone are trusted to be markup, and are what package plots has drawn.
package page
