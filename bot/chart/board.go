package chart

import "slices"

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
	stageName = 130 // for the names of stages
)

// Board draws the board for a phone.
func (p *Pen) Board(b Board) ([]byte, error) { return p.draw(b.high).png() }

// BigBoard draws the board for a big screen, which lies across.
func (p *Pen) BigBoard(b Board) ([]byte, error) { return p.drawWide(big, b.across).png() }

// high draws the tiles above the stages.
func (b Board) high(s *sheet) {
	s.head(b.Title)
	b.tiles(s)
	b.stages(s, margin, inner)
	s.foot(b.Foot)
}

// across draws the tiles to the left of the stages.
func (b Board) across(s *sheet) {
	s.head(b.Title)
	top := s.y
	b.tiles(s)
	bottom := s.y
	s.y = top
	left := margin + inner + 2*tileGap
	b.stages(s, left, big-margin-left)
	s.y = max(bottom, s.y)
	s.foot(b.Foot)
}

func (b Board) tiles(s *sheet) {
	for row := range slices.Chunk(b.Tiles, tilesARow) {
		s.tiles(row)
	}
}

// stages draws how many stand at each stage, in so much width.
func (b Board) stages(s *sheet, x, w int) {
	s.lines(b.Stages, x, w, bodySize, bodyLine, grey)
	room := 0
	for _, v := range b.Rows {
		room = max(room, s.measure(v.Words, bodySize))
	}
	longest := w - stageName - room - 24
	for _, v := range b.Rows {
		s.y += stageLine
		s.text(v.Label, x, s.y-stageLine/4, bodySize, ink)
		s.rect(x+stageName, s.y-stageLine+14, int(int64(longest)*v.Tenth/1000), barHigh, blue)
		s.right(v.Words, x+w, s.y-stageLine/4, bodySize, ink)
	}
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
