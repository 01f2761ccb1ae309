package chart

import "strings"

// wrap breaks words into lines no wider than a width, in pixels. Between two
// Chinese characters a line may break anywhere, but a number is kept whole, and
// what closes stays with what it closes.
func (s *sheet) wrap(words string, w int, size float64) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(words) {
		if line != "" && s.measure(line+strings.TrimRight(piece, " "), size) > w {
			lines = append(lines, strings.TrimRight(line, " "))
			line, piece = "", strings.TrimLeft(piece, " ")
		}
		line += piece
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	return lines
}

const (
	closing = "，、。；：）”》% 个·" // never begin a line
	opening = "（“《"          // never end one
)

// pieces cuts words where a line may break.
func pieces(words string) []string {
	var all []string
	var before rune
	for _, r := range words {
		joined := before != 0 && (strings.ContainsRune(closing, r) || strings.ContainsRune(opening, before) || latin(before) && latin(r))
		if joined {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		before = r
	}
	return all
}

// latin reports whether a character is of a number or of a word of letters.
func latin(r rune) bool { return r > ' ' && r < 0x250 }
