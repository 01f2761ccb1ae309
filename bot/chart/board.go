package chart

// A Tile is one figure of a board: its name, its value large, what stands
// beneath it.
type Tile struct {
	Name  string
	Value string // 66.7 %
	Words string // 2/3 · 目标 60 %，已达到
	Tenth int64  // of the bar under it
	None  bool
	Good  bool // the target is reached
	Aim   bool // there is a target
}

// A Board is the district's figures at a glance, for the big screen.
type Board struct {
	Title string
	Foot  string
	Tiles []Tile
	Rows  []Value // the funnel: how many stand at each stage; Tenth is of the largest
}

const (
	tileHeight = 210
	tilesARow  = 2
	stageRow   = 60
)

// Draw draws the board.
func (p *Pen) Board(b Board) ([]byte, error) {
	rows := (len(b.Tiles) + tilesARow - 1) / tilesARow
	s := p.sheet(head + rows*tileHeight + 40 + len(b.Rows)*stageRow + footRow)
	s.title(Chart{Title: b.Title, Foot: b.Foot})
	w := (width - 2*margin) / tilesARow
	for i, t := range b.Tiles {
		s.tile(t, margin+i%tilesARow*w, head+i/tilesARow*tileHeight, w-24)
	}
	top := head + rows*tileHeight + 20
	for i, v := range b.Rows {
		y := top + i*stageRow
		left, right := margin+160, width-margin-130
		s.text(v.Label, margin, y+36, 22, ink)
		s.rect(left, y+12, max(4, int(int64(right-left)*v.Tenth/1000)), 32, blue)
		s.right(v.Words, width-margin, y+36, 22, ink)
	}
	return s.png()
}

func (s *sheet) tile(t Tile, x, y, w int) {
	s.text(t.Name, x, y+34, 24, grey)
	s.text(t.Value, x, y+108, 52, ink)
	s.text(t.Words, x, y+146, 20, ink)
	s.rect(x, y+164, w, 14, pale)
	bar := blue
	if t.Aim && t.Good {
		bar = green
	}
	if !t.None {
		s.rect(x, y+164, int(int64(w)*min(t.Tenth, 1000)/1000), 14, bar)
	}
}
