package chart

// A Tile is one figure of a board: its name, its value large, what stands
// beneath it.
type Tile struct {
	Name  string
	Value string // 66.7 %
	Words string // 2/3 · 目标 60 %，已达到

	Tenth   int64 // of the bar under it
	None    bool
	Target  int64 // tenths of a per cent; 0: none
	Reached bool
}

// A Board is the district's figures at a glance, for the big screen.
type Board struct {
	Title string
	Foot  string
	Tiles []Tile

	Stages string  // what the rows are
	Rows   []Value // the funnel: how many stand at each stage; Tenth is of the largest
}

const (
	tilesARow = 2
	tileGap   = 40
	tileWidth = (inner - (tilesARow-1)*tileGap) / tilesARow
	bigSize   = 48
	bigLine   = 80
	stageLine = 52
	stageLeft = margin + 130 // behind the names of stages
)

// Board draws the board.
func (p *Pen) Board(b Board) ([]byte, error) { return p.draw(b.draw).png() }

func (b Board) draw(s *sheet) {
	s.head(b.Title)
	for len(b.Tiles) > 0 {
		n := min(tilesARow, len(b.Tiles))
		s.tiles(b.Tiles[:n])
		b.Tiles = b.Tiles[n:]
	}
	s.lines(b.Stages, margin, inner, bodySize, bodyLine, grey)
	room := 0
	for _, v := range b.Rows {
		room = max(room, s.measure(v.Words, bodySize))
	}
	for _, v := range b.Rows {
		s.y += stageLine
		s.text(v.Label, margin, s.y-stageLine/4, bodySize, ink)
		s.rect(stageLeft, s.y-stageLine+14, int(int64(inner-stageLeft+margin-room-24)*v.Tenth/1000), barHigh, blue)
		s.right(v.Words, width-margin, s.y-stageLine/4, bodySize, ink)
	}
	s.foot(b.Foot)
}

// tiles draws a row of tiles, as high as the highest of them.
func (s *sheet) tiles(row []Tile) {
	top, bottom := s.y, s.y
	for i, t := range row {
		s.y = top
		s.tile(t, margin+i*(tileWidth+tileGap))
		bottom = max(bottom, s.y)
	}
	s.y = bottom + 2*barGap
}

func (s *sheet) tile(t Tile, x int) {
	s.lines(t.Name, x, tileWidth, bodySize, bodyLine, grey)
	s.y += bigLine
	s.text(t.Value, x, s.y-bigLine/4, bigSize, ink)
	s.y += 10
	s.bar(Value{Tenth: t.Tenth, None: t.None, Reached: t.Reached}, t.Target, x, tileWidth, 1000)
	s.y += barHigh + 8
	s.lines(t.Words, x, tileWidth, smallSize, smallLine, ink)
}
