package bot

import (
	"shuangzhou/bot/chart"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// boardFigure stands in a question that is about all figures.
const boardFigure = figures.Signing

func thisYear(today storage.Date) figures.Cohort { return figures.SignedIn(today.Year) }

// drawBoard draws the district's figures at a glance, for a phone.
func (t *talk) drawBoard(pen *chart.Pen) (made, error) {
	b, err := t.board()
	if err != nil {
		return made{}, err
	}
	picture, err := pen.Board(b)
	if err != nil {
		return made{}, err
	}
	m, err := t.captioned(picture, b.Title, b.Foot)
	if err != nil {
		return made{}, err
	}
	m.buttons, err = t.row(label{"big-screen", verbPicture, storage.PlainStyle, args{List: []byte("{}"), Choice: pictureBig}})
	return m, err
}

// drawBigBoard draws the same for a big screen, as a file: Telegram makes
// photos smaller.
func (t *talk) drawBigBoard(pen *chart.Pen) (made, error) {
	b, err := t.board()
	if err != nil {
		return made{}, err
	}
	picture, err := pen.BigBoard(b)
	if err != nil {
		return made{}, err
	}
	m, err := t.captioned(picture, b.Title, b.Foot)
	if err != nil {
		return made{}, err
	}
	m.kind = storage.DocumentMessage
	m.name, err = t.words.Plain("picture/file", b.Title)
	return m, err
}

// board is the rates of this year's signings with their targets, and how many
// projects stand at each stage.
func (t *talk) board() (chart.Board, error) {
	b := chart.Board{}
	l, err := t.ledger(t.tx)
	if err != nil {
		return b, err
	}
	view := compareView{Today: t.today(), AsOf: t.today(), Kind: figures.Now, Cohort: t.nameCohort(l, thisYear(t.today()))}
	for form, to := range map[string]*string{"picture/board": &b.Title, "picture/foot": &b.Foot, "picture/stages": &b.Stages} {
		if *to, err = t.words.Plain(form, view); err != nil {
			return b, err
		}
	}
	rules, err := t.boardRules()
	if err != nil {
		return b, err
	}
	board, err := t.tx.Board(rules, nil, t.today().Year, t.tx.AsOfNow())
	if err != nil {
		return b, err
	}
	if b.Tiles, err = t.tiles(board.Figures); err != nil {
		return b, err
	}
	b.Rows, err = t.stages(board.Funnel)
	return b, err
}

// boardRules are those of a board: both of signing conversion, which are never
// mixed, and of the other figures the one the office has chosen.
func (t *talk) boardRules() ([]figures.Rule, error) {
	rules := figures.RulesOf(figures.Signing)
	for _, f := range []string{figures.Start, figures.Completion, figures.Production, figures.PaidIn} {
		r, err := t.tx.RuleOf(f, t.tx.AsOfNow())
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// tiles are the figures of a board.
func (t *talk) tiles(fs []figures.Figure) ([]chart.Tile, error) {
	var tiles []chart.Tile
	for _, f := range fs {
		line := t.rateLine(f)
		tile := chart.Tile{Tenth: line.Percent, None: !line.Defined, Target: line.Target, Reached: line.Reached}
		for form, to := range map[string]*string{"tile/name": &tile.Name, "tile/value": &tile.Value, "tile/words": &tile.Words} {
			var err error
			if *to, err = t.words.Plain(form, line); err != nil {
				return nil, err
			}
		}
		tiles = append(tiles, tile)
	}
	return tiles, nil
}

// stages says how many projects stand at each stage, each bar of the largest.
func (t *talk) stages(funnel []storage.StageSum) ([]chart.Value, error) {
	largest := int64(1)
	for _, s := range funnel {
		largest = max(largest, s.Count)
	}
	var rows []chart.Value
	for _, s := range funnel {
		label, err := t.words.Plain("picture/stage", int(s.Stage))
		if err != nil {
			return nil, err
		}
		words, err := t.words.Plain("picture/count", s.Count)
		if err != nil {
			return nil, err
		}
		rows = append(rows, chart.Value{Label: label, Words: words, Tenth: s.Count * 1000 / largest})
	}
	return rows, nil
}
