package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
)

// The bot's picture: two weeks of seven days, the last day another colour.
const (
	faceSide = 640 // pixels; clients show a circle of it
	faceStep = 64  // from day to day
	faceDot  = 22  // radius of a day
	faceLast = 30  // radius of the meeting's day
)

// Face draws the bot's own picture, a square JPEG: fourteen days in two rows,
// the last one the meeting. It is the same at each call, byte for byte.
func Face() ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, faceSide, faceSide))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.RGBA{0x14, 0x4b, 0x6b, 0xff}), image.Point{}, draw.Src)
	for day := range 14 {
		x := faceSide/2 + (day%7-3)*faceStep
		y := faceSide/2 + (2*(day/7)-1)*faceStep/2
		if day == 13 {
			disc(m, image.Pt(x, y), faceLast, color.RGBA{0xf5, 0xa6, 0x23, 0xff})
			continue
		}
		disc(m, image.Pt(x, y), faceDot, color.White)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 92}); err != nil {
		return nil, fmt.Errorf("encode the bot's picture: %w", err)
	}
	return out.Bytes(), nil
}

// disc fills a circle.
func disc(m draw.Image, at image.Point, radius int, c color.Color) {
	for y := -radius; y <= radius; y++ {
		for x := -radius; x <= radius; x++ {
			if x*x+y*y <= radius*radius {
				m.Set(at.X+x, at.Y+y, c)
			}
		}
	}
}
