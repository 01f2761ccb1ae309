package chart

import (
	"bytes"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// TestFace holds what Telegram asks of a profile photo, and that a start does
// not set the same picture anew.
func TestFace(t *testing.T) {
	face, err := Face()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Face()
	if err != nil || !bytes.Equal(face, again) {
		t.Errorf("drawn again it differs, error %v", err)
	}
	m, err := jpeg.Decode(bytes.NewReader(face))
	if err != nil {
		t.Fatal(err)
	}
	if b := m.Bounds(); b.Dx() != faceSide || b.Dy() != faceSide {
		t.Errorf("bounds %v", b)
	}
	if dir := os.Getenv("CHART_DIR"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "face.jpg"), face, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	last, ground := m.At(faceSide/2+3*faceStep, faceSide/2+faceStep/2), m.At(0, 0)
	if r, _, b, _ := last.RGBA(); r <= b {
		t.Errorf("the meeting's day is %v", last)
	}
	if r, _, b, _ := ground.RGBA(); r >= b {
		t.Errorf("the ground is %v", ground)
	}
}
