package reading

import "strings"

// A table pasted from Excel is a line of headings and a line for each lead,
// the cells parted by tabs, bars or wide gaps. Each line is read as the form
// (form.go) that its headings and cells make.

// pasted writes the lines of a table as forms; none, if the text is no table
// of new leads.
func (n *Names) pasted(text string) []string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines[:max(0, len(lines)-1)] {
		if heads := n.headings(cells(lines[i])); heads != nil {
			return n.rows(heads, lines[i+1:])
		}
	}
	return nil
}

// A heading is a column's label and the unit that its numbers are counted in.
type heading struct{ label, unit string }

// headings reads a line of headings: two of a form's labels at least, the
// project's or the investor's among them. Other columns have no label.
func (n *Names) headings(line []string) []heading {
	heads := make([]heading, len(line))
	known, named := 0, false
	for i, cell := range line {
		title, unit, _ := strings.Cut(strings.NewReplacer("（", "(", "）", ")", "/", "(").Replace(cell), "(")
		label, what := n.labelEnding(plainRunes(strings.TrimSpace(title)))
		if label == "" {
			continue
		}
		heads[i] = heading{label: label, unit: strings.TrimSuffix(unit, ")")}
		known++
		named = named || what == "project" || what == "investor" || what == "product"
	}
	if known < 2 || !named {
		return nil
	}
	return heads
}

// labelEnding is the longest of a form's labels with which a heading ends:
// 拟投项目 is the project.
func (n *Names) labelEnding(r []rune) (label, what string) {
	for i := range r {
		if what, end := n.lex.longest(r, i, cLabel); end == len(r) {
			return string(r[i:]), what
		}
	}
	return "", ""
}

// rows makes a form of each line; a line that names a project of the ledger
// is a report, and the text no table of leads.
func (n *Names) rows(heads []heading, lines []string) []string {
	var forms []string
	for _, line := range lines {
		var form strings.Builder
		for i, cell := range cells(line) {
			if i >= len(heads) || heads[i].label == "" || cell == "" {
				continue
			}
			if n.names(cell) {
				return nil
			}
			form.WriteString(heads[i].label + ":" + counted(cell, heads[i].unit) + "\n")
		}
		if form.Len() > 0 {
			forms = append(forms, form.String())
		}
	}
	return forms
}

// names reports whether a cell is the name of a project that is known.
func (n *Names) names(cell string) bool {
	for _, r := range n.wholeAt(plainRunes(cell), 0).refs {
		if r.kind == refProject {
			return true
		}
	}
	return false
}

// counted adds the heading's unit to a bare number: 1.6 below 总投资(亿元).
func counted(cell, unit string) string {
	cell = strings.NewReplacer(",", " ", "，", " ", "；", " ", ";", " ", ":", " ", "：", " ").Replace(cell)
	if strings.Trim(cell, "0123456789.") == "" && (strings.HasPrefix(unit, "亿") || strings.HasPrefix(unit, "万") || unit == "亩") {
		return cell + unit
	}
	return cell
}

// cells parts a line at tabs, bars or, without them, at wide gaps.
func cells(line string) []string {
	mark := "  "
	for _, m := range []string{"\t", "|", "｜"} {
		if strings.Contains(line, m) {
			mark = m
			break
		}
	}
	if mark != "\t" {
		line = strings.Trim(line, " |｜")
	}
	var all []string
	for _, c := range strings.Split(line, mark) {
		if c = strings.TrimSpace(c); c != "" || mark != "  " {
			all = append(all, c)
		}
	}
	return all
}
