package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// maxRequest is what Telegram takes in one request: a file of 50 MB and its
// fields.
const maxRequest = 51 << 20

// An upload is a file that came with a request.
type upload struct {
	name string
	mime string
	data []byte
}

// readFields reads a request's parameters from its query and its body, in
// whichever of the Bot API's four ways they were sent.
func readFields(r *http.Request) (map[string]any, *apiError) {
	raw := map[string]any{}
	addValues(raw, r.URL.Query())
	if r.Body == nil {
		return raw, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest+1))
	if err != nil {
		return nil, badRequest("request body can't be read")
	}
	if len(body) > maxRequest {
		return nil, plain(http.StatusRequestEntityTooLarge)
	}
	kind, options, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return raw, addJSON(raw, body)
	case "multipart/form-data":
		return raw, addParts(raw, body, options["boundary"])
	case "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, badRequest("can't parse the form")
		}
		addValues(raw, values)
	}
	return raw, nil
}

func addValues(raw map[string]any, values url.Values) {
	for name, all := range values {
		raw[name] = all[0]
	}
}

func addJSON(raw map[string]any, body []byte) *apiError {
	if len(body) == 0 {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	if err := decoder.Decode(&raw); err != nil {
		return badRequest("can't parse JSON object")
	}
	return nil
}

// addParts reads multipart fields. An empty body is no fields: that is how
// go-telegram/bot calls a method without parameters.
func addParts(raw map[string]any, body []byte, boundary string) *apiError {
	if len(body) == 0 {
		return nil
	}
	parts := multipart.NewReader(strings.NewReader(string(body)), boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badRequest("can't parse the form")
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return badRequest("can't parse the form")
		}
		if part.FileName() == "" {
			raw[part.FormName()] = string(data)
			continue
		}
		raw[part.FormName()] = &upload{
			name: part.FileName(),
			mime: part.Header.Get("Content-Type"),
			data: data,
		}
	}
}
