package simulator

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture a photo can be
	_ "image/jpeg"
	_ "image/png"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

const (
	maxDownload = 20 << 20 // of getFile
	maxUpload   = 50 << 20
	maxPhoto    = 10 << 20
)

// A File is kept by Telegram under its id.
type File struct {
	ID       string `json:"id"`
	UniqueID string `json:"unique_id"`
	Kind     string `json:"kind"` // photo, document, sticker, voice
	Name     string `json:"name"`
	MIME     string `json:"mime"`
	Size     int64  `json:"size"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Path     string `json:"path"`

	data []byte
}

// keep stores a file under new ids.
func (t *Telegram) keep(kind, name, mimeType string, data []byte) *File {
	n := t.number("file")
	f := &File{
		ID:       fmt.Sprintf("BQACAgUAAxk%s%06d", kind, n),
		UniqueID: fmt.Sprintf("AgAD%06d", n),
		Kind:     kind, Name: path.Base(name), MIME: mimeType, Size: int64(len(data)), data: data,
	}
	f.Path = fmt.Sprintf("%ss/file_%d%s", kind, n, path.Ext(f.Name))
	if f.MIME == "" || f.MIME == "application/octet-stream" {
		f.MIME = mimeOf(f.Name, data)
	}
	if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		f.Width, f.Height = config.Width, config.Height
	}
	t.files[f.ID] = f
	return f
}

func mimeOf(name string, data []byte) string {
	if strings.EqualFold(path.Ext(name), ".xlsx") { // not in every system's table
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	if byName := mime.TypeByExtension(path.Ext(name)); byName != "" {
		return byName
	}
	return http.DetectContentType(data)
}

// fileOf takes the file of a request: uploaded, attached or known by its id.
func (t *Telegram) fileOf(p params, kind string) (*File, *apiError) {
	up, ok := p[kind].(*upload)
	if id, given := p[kind].(string); given {
		if name, attached := strings.CutPrefix(id, "attach://"); attached {
			if up, ok = p[name].(*upload); !ok {
				return nil, missing(kind)
			}
		} else {
			return t.knownFile(id, kind)
		}
	}
	if !ok {
		return nil, missing(kind)
	}
	if len(up.data) == 0 {
		return nil, badRequest("file must be non-empty")
	}
	if len(up.data) > maxUpload {
		return nil, plain(http.StatusRequestEntityTooLarge)
	}
	if kind == "photo" {
		if refusal := checkPhoto(up.data); refusal != nil {
			return nil, refusal
		}
	}
	return t.keep(kind, up.name, up.mime, up.data), nil
}

func (t *Telegram) knownFile(id, kind string) (*File, *apiError) {
	f, ok := t.files[id]
	switch {
	case !ok:
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	case f.Kind != kind:
		return nil, badRequest("can't use file of type %s as %s", capital(f.Kind), capital(kind))
	}
	return f, nil
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func checkPhoto(data []byte) *apiError {
	if len(data) > maxPhoto {
		return badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(data), maxPhoto)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	w, h := config.Width, config.Height
	if w+h > 10000 || w > 20*h || h > 20*w {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

// wire writes a file as a field of a message.
func (f *File) wire(kind string) any {
	w := map[string]any{"file_id": f.ID, "file_unique_id": f.UniqueID, "file_size": f.Size}
	switch kind {
	case "photo":
		w["width"], w["height"] = f.Width, f.Height
		return []any{w} // in the one size there is
	case "video":
		w["width"], w["height"], w["duration"], w["file_name"], w["mime_type"] = 640, 360, 3, f.Name, f.MIME
	case "document":
		w["file_name"], w["mime_type"] = f.Name, f.MIME
	case "voice":
		w["duration"], w["mime_type"] = 3, f.MIME
	case "sticker":
		w["type"], w["width"], w["height"] = "regular", 512, 512
		w["is_animated"], w["is_video"], w["emoji"] = false, false, "👍"
	}
	return w
}

func (t *Telegram) getFile(p params) (any, *apiError) {
	f, ok := t.files[p.str("file_id")]
	if !ok {
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	}
	if f.Size > maxDownload {
		return nil, badRequest("file is too big")
	}
	return map[string]any{
		"file_id": f.ID, "file_unique_id": f.UniqueID, "file_size": f.Size, "file_path": f.Path,
	}, nil
}

// serveFile answers /file/bot<token>/<path>.
func (t *Telegram) serveFile(ctx context.Context, rest string) *answer {
	token, filePath, _ := strings.Cut(rest, "/")
	if token != t.options.Token {
		return failed(plain(http.StatusUnauthorized))
	}
	fault, faulty := t.takeFault("download")
	t.count("download")
	if faulty {
		return t.faultAnswer(ctx, fault)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range t.files {
		if f.Path == filePath && f.Size <= maxDownload {
			return &answer{status: http.StatusOK, mime: "application/octet-stream", body: f.data}
		}
	}
	return failed(plain(http.StatusNotFound))
}

// File returns what a file holds, nil where there is none of this id.
func (t *Telegram) File(id string) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f, ok := t.files[id]; ok {
		return slices.Clone(f.data)
	}
	return nil
}
