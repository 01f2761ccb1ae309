package simulator

import (
	"strings"
)

// params are a request's parameters, checked: String as string, Integer as
// int64, Boolean as bool, Float as float64, objects and arrays as encoding/json
// makes them with numbers as json.Number, an uploaded file as *upload.
type params map[string]any

func (p params) str(name string) string {
	s, _ := p[name].(string)
	return s
}

func (p params) int(name string) int64 {
	n, _ := p[name].(int64)
	return n
}

func (p params) bool(name string) bool {
	b, _ := p[name].(bool)
	return b
}

func (p params) object(name string) map[string]any {
	o, _ := p[name].(map[string]any)
	return o
}

func (p params) list(name string) []any {
	l, _ := p[name].([]any)
	return l
}

// missing holds Telegram's own words for a parameter that is not there.
func missing(name string) *apiError {
	switch name {
	case "chat_id":
		return badRequest("chat_id is empty")
	case "text":
		return badRequest("message text is empty")
	case "message_id":
		return badRequest("message identifier is not specified")
	case "photo", "document", "video":
		return badRequest("there is no %s in the request", name)
	case "file_id":
		return badRequest("file_id not specified")
	case "user_id":
		return badRequest("invalid user_id specified")
	case "action":
		return badRequest("wrong parameter action in request")
	case "callback_query_id":
		return badRequest(queryTooOld)
	case "name", "description":
		return nil
	}
	return badRequest("parameter %q is required", name)
}

// check turns a request's raw fields into params, or says what is wrong.
// Unlike Telegram, which overlooks a field it does not know, it refuses one:
// in a bot's request that is a misspelling.
func (table *apiTable) check(method string, raw map[string]any) (params, *apiError) {
	fields := table.methods[method]
	checked := params{}
	for name := range raw {
		if !hasField(fields, name) && !isAttachment(raw[name]) {
			return nil, badRequest("unexpected parameter %q", name)
		}
	}
	for _, field := range fields {
		value, ok := raw[field.name]
		if !ok || isAbsent(value, field) {
			if field.required {
				return nil, missing(field.name)
			}
			continue
		}
		converted, err := table.convert(field.types, value)
		if err != nil {
			return nil, parameterError(field, err)
		}
		checked[field.name] = converted
	}
	for name, value := range raw {
		if isAttachment(value) && checked[name] == nil {
			checked[name] = value
		}
	}
	return checked, nil
}

func hasField(fields []apiField, name string) bool {
	for _, field := range fields {
		if field.name == name {
			return true
		}
	}
	return false
}

func isAttachment(value any) bool {
	_, ok := value.(*upload)
	return ok
}

// isAbsent tells whether Telegram takes a value as not given: null, and an
// empty text where one is required. A keyboard that is null is refused: it
// comes from a nil pointer in the bot.
func isAbsent(value any, field apiField) bool {
	if field.name == "reply_markup" && (value == nil || value == "null") {
		return false
	}
	if value == nil {
		return true
	}
	s, ok := value.(string)
	if !ok || field.types[0] == "String" && !field.required {
		return false
	}
	return s == "" || s == "null" && field.types[0] != "String"
}

func parameterError(field apiField, err error) *apiError {
	switch field.name {
	case "chat_id":
		return badRequest("chat not found")
	case "message_id":
		return badRequest("message identifier is not specified")
	case "reply_markup":
		switch err.(type) {
		case notJSON:
			return badRequest("can't parse reply keyboard markup JSON object")
		case wrongType:
			return badRequest("object expected as reply markup")
		}
	}
	if _, ok := err.(notJSON); ok {
		return badRequest("can't parse %s JSON object", strings.ReplaceAll(field.name, "_", " "))
	}
	if _, ok := err.(wrongType); ok {
		return badRequest("field %q %v", field.name, err)
	}
	return badRequest("%v", err)
}
