// Package chart draws figures as PNG pictures with Chinese labels, legible on a
// phone in a light and in a dark theme by one and the same picture: dark type on
// a paper of its own, with an edge that stands out from both grounds, no type
// smaller than eleven points where a phone shows it 390 points wide. Words that
// are longer than their place go on in a next line; nothing is cut.
//
// A [Pen] holds the font, which is embedded (Noto Sans SC, see OFL.txt, cut to
// GB 2312); a character it lacks is drawn as □, and whoever made the pen
// is told, for the log. What stands in a picture is given as words and numbers; nothing
// is counted and no word is made here.
//
// A picture is drawn on a sheet from the top down (pen.go): bars with their
// labels above them (chart.go), a line in time (line.go), a board of tiles
// (board.go). The sheet remembers where it wrote, so that words which have no
// room are left out where they may be, and the tests see that none stands over
// another.
package chart
