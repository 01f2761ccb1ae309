package storage

import (
	"context"
	"strconv"
	"testing"
)

// BenchmarkRefold folds a district's whole log again, as the first start after
// a migration of the versions does.
func BenchmarkRefold(b *testing.B) {
	for _, size := range sizes()[:2] {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			s := openDistrict(b, size)
			for b.Loop() {
				if err := s.Write(context.Background(), func(tx *Tx) error { return tx.Replay() }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
