package reading

import "strings"

// sheet writes out what was pasted from a sheet, as the sentences its rows say:
// each cell becomes a clause that begins with its column's heading. Other text
// stays as it is. It reports whether there was anything to write out.
func (n *Names) sheet(text string) (string, bool) {
	if !strings.ContainsAny(text, "\t\n") {
		return text, false
	}
	lines := strings.Split(text, "\n")
	var heads []string
	read := false
	for i, line := range lines {
		cells := sheetCells(line, len(heads))
		switch {
		case len(cells) < 2:
			heads = nil
		case heads == nil && n.sheetHeads(cells):
			heads, lines[i], read = cells, "", true
		case heads != nil && len(cells) <= len(heads), strings.Contains(line, "\t"):
			lines[i], read = n.sheetRow(heads, cells), true
		default:
			heads = nil
		}
	}
	if !read {
		return text, false
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), true
}

// sheetCells parts a line into cells; where single spaces part them, into as
// many as there are headings (any number, while there are none).
func sheetCells(line string, want int) []string {
	if all := cells(line); len(all) > 1 {
		return all
	}
	all := strings.Fields(line)
	if want > 0 && len(all) != want {
		return nil
	}
	return all
}

// sheetHeads reports whether the cells of a line are headings: one of them is
// that of the projects' names, and all are known.
func (n *Names) sheetHeads(cells []string) bool {
	named := false
	for _, c := range cells {
		head, _ := headUnit(c)
		named = named || n.lex.lists["namecolumn"].is(head)
		if !n.lex.lists["namecolumn"].is(head) && !n.lex.lists["column"].in(head) {
			return false
		}
	}
	return named
}

// headUnit parts 总投资(亿元) into the heading and its unit.
func headUnit(c string) (head, unit string) {
	c = strings.NewReplacer("（", "(", "）", ")", " ", "").Replace(c)
	head, rest, ok := strings.Cut(c, "(")
	if !ok {
		return head, ""
	}
	unit = strings.TrimSuffix(rest, ")")
	return head, strings.TrimPrefix(unit, "单位:")
}

// sheetRow writes a row as clauses, the project's name first.
func (n *Names) sheetRow(heads, cells []string) string {
	var name string
	var known *Project
	var clauses []string
	for i, c := range cells {
		c = strings.TrimSpace(c)
		head, unit := "", ""
		if i < len(heads) {
			head, unit = headUnit(heads[i])
		}
		switch {
		case emptyCell(c), n.lex.lists["skipcolumn"].is(head):
		case heads != nil && n.lex.lists["namecolumn"].is(head), heads == nil && name == "" && n.wholeName(c) != nil:
			name, known = c, n.wholeName(c)
		case known != nil && (c == known.Stage || c == known.Reg): // a sheet lists what stands
		case name == "" && heads == nil && isDigit([]rune(c)[0]) && len(c) < 3: // a row's number
		default:
			clauses = append(clauses, n.sheetCell(head, unit, c))
		}
	}
	if name == "" {
		return strings.Join(cells, "，")
	}
	return strings.Join(append([]string{name}, clauses...), "，")
}

// sheetCell writes one value under its heading.
func (n *Names) sheetCell(head, unit, c string) string {
	if r := []rune(c); unit != "" && isDigit(r[len(r)-1]) {
		c += unit
	}
	if n.lex.lists["textcolumn"].is(head) {
		return c
	}
	if m, ok := n.lex.scanMoney(newScript(c), 0); head == "" && ok && m.amount.Raw == c {
		return "总投资" + c
	}
	if head == "" && strings.HasSuffix(c, "%") {
		return "形象进度" + c
	}
	return head + c
}

// wholeName returns the project that a cell names, nil if none.
func (n *Names) wholeName(c string) *Project {
	r := newScript(c).r
	f := n.wholeAt(r, 0)
	for _, ref := range f.refs {
		if ref.kind == refProject && f.end == len(r) {
			return &n.ledger.Projects[ref.index]
		}
	}
	return nil
}

func emptyCell(c string) bool {
	return strings.Trim(c, "-—/ 　") == ""
}
