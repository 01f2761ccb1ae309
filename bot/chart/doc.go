// Package chart draws figures as PNG pictures with Chinese labels, legible on a
// phone: large type, dark on an opaque white, so that a light and a dark theme
// show the same.
//
// A [Pen] holds the font, which is embedded (Noto Sans SC, see OFL.txt, cut to
// GB 2312); a character it lacks is drawn as □ and returned by [Pen.Missing],
// for the log. What stands in a picture is given as words and numbers; nothing
// is counted and no word is made here.
package chart
