package demo

import (
	"fmt"
	"strconv"
	"strings"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// A targetRow is an aim of this year, or what the whole city comes to.
type targetRow struct {
	whose   string // 全区, 全市 or a unit
	measure string // of figures.Measures, figures.Rules, or how many districts the city has
	value   int64  // projects, whole yuan or tenths of a per cent
}

func (t *tables) addTarget(f []string) error {
	value, err := readTarget(f[2])
	t.targets = append(t.targets, targetRow{whose: f[0], measure: f[1], value: value})
	return err
}

// readTarget reads 30, 90亿 or 58%.
func readTarget(said string) (int64, error) {
	number, unit := said, int64(1)
	if of, ok := strings.CutSuffix(said, "亿"); ok {
		number, unit = of, int64(storage.Yi)
	} else if of, ok := strings.CutSuffix(said, "%"); ok {
		number, unit = of, int64(figures.Percent(1))
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("read target %q: %w", said, err)
	}
	return n * unit, nil
}

// addTarget sets a target of this year.
func (g *ground) addTarget(f *founding, row targetRow) {
	b := storage.TargetSet{TargetKey: storage.TargetKey{Year: g.today.Year, Measure: row.measure}, Value: row.value}
	switch row.whose {
	case "全区":
		b.Scope = storage.ForDistrict
	case "全市":
		b.Scope = storage.ForCity
	default:
		b.Scope, b.Unit = storage.ForUnit, g.units[row.whose]
	}
	f.add(storage.TargetSubject, b)
}
