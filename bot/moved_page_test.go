package bot

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

// TestMovedPages turns the pages of what moved: together they have every row
// once and in order, and each group says how many it has on all of them.
func TestMovedPages(t *testing.T) {
	ways := []storage.Movement{storage.MovedIn, storage.MovedOut, storage.MovedAdded}
	rapid.Check(t, func(t *rapid.T) {
		var f movedFigure
		counts := map[storage.Movement]int{}
		for _, way := range ways {
			for range rapid.IntRange(0, 20).Draw(t, string(way)) {
				f.rows = append(f.rows, movedRow{Movement: way, Name: rapid.StringN(1, 3, -1).Draw(t, "name")})
				counts[way]++
			}
		}
		size := rapid.IntRange(1, 15).Draw(t, "size")
		var got []movedRow
		for page := 0; page == 0 || page*size < len(f.rows); page++ {
			f.page(page, size)
			here := 0
			for _, g := range f.Groups {
				if g.Count != counts[g.Movement] || len(g.Moves) == 0 {
					t.Fatalf("group %s says %d and shows %d, want %d", g.Movement, g.Count, len(g.Moves), counts[g.Movement])
				}
				here += len(g.Moves)
				got = append(got, g.Moves...)
			}
			if here > size || f.More != len(f.rows)-len(got) {
				t.Fatalf("page %d of %d rows has %d, and %d after it", page, len(f.rows), here, f.More)
			}
		}
		if diff := cmp.Diff(slices.Clip(f.rows), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("pages together (-want +got):\n%s", diff)
		}
	})
}
