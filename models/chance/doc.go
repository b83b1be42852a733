// Package chance is where chance comes into a run: no room of the model opens a stream of random numbers or draws from
// a law itself.
//
// Read draw.go, then purpose.go (what is drawn, and by which name) and renew.go (runs that part). Whoever must know
// asks a question, which names the stream, and has it answered: yes or no, one of several, or how long.
package chance
