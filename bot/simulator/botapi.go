package simulator

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// botapi.txt is the part of the Bot API's machine-readable description that
// the bot uses: methods, their parameters, the types these are made of.
//
//go:embed botapi.txt
var botAPI string

// An apiField is one parameter of a method or one field of a type.
type apiField struct {
	name     string
	required bool
	types    []string // alternatives; "X[]" is an array of X
}

// An apiTable is the parsed botapi.txt.
type apiTable struct {
	methods map[string][]apiField
	types   map[string][]apiField
	unions  map[string][]string
}

// parseTable reads botapi.txt. It panics on a broken line, which cannot be:
// the file is embedded and a test parses it.
func parseTable(text string) *apiTable {
	table := &apiTable{
		methods: map[string][]apiField{},
		types:   map[string][]apiField{},
		unions:  map[string][]string{},
	}
	var into map[string][]apiField
	var owner string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case strings.HasPrefix(line, "\t"):
			into[owner] = append(into[owner], parseField(words))
		case words[0] == "method":
			into, owner = table.methods, words[1]
			into[owner] = nil
		case len(words) == 4 && words[2] == "=":
			table.unions[words[1]] = strings.Split(words[3], "|")
		case words[0] == "type":
			into, owner = table.types, words[1]
			into[owner] = nil
		default:
			panic("botapi.txt: " + line)
		}
	}
	return table
}

func parseField(words []string) apiField {
	name, required := strings.CutSuffix(words[0], "!")
	return apiField{name: name, required: required, types: strings.Split(words[1], "|")}
}

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
	case "photo", "document":
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
// empty text where one is required.
func isAbsent(value any, field apiField) bool {
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
		if _, ok := err.(notJSON); ok {
			return badRequest("can't parse reply keyboard markup JSON object")
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

// A notJSON error says that a field which must hold JSON does not.
type notJSON struct{ error }

// A wrongType error names the type a value should have had.
type wrongType string

func (w wrongType) Error() string { return "must be of type " + string(w) }

// convert checks a value against the alternatives and gives it its Go type.
func (table *apiTable) convert(types []string, value any) (any, error) {
	var closest error
	found := false // the alternative that was meant
	for _, name := range types {
		converted, err := table.convertOne(name, value)
		if err == nil {
			return converted, nil
		}
		if closest == nil || !found && !isOtherShape(err, name) {
			closest, found = err, !isOtherShape(err, name)
		}
	}
	return nil, closest
}

// isOtherShape tells whether a value was not meant as this alternative at all:
// its own fields do not fit, not what is inside them.
func isOtherShape(err error, name string) bool {
	switch err := err.(type) {
	case missingField:
		return err.of == name
	case unexpectedField:
		return err.of == name
	case wrongType, notJSON:
		return true
	}
	return false
}

func (table *apiTable) convertOne(name string, value any) (any, error) {
	if element, ok := strings.CutSuffix(name, "[]"); ok {
		return table.convertArray(element, value)
	}
	if alternatives, ok := table.unions[name]; ok {
		return table.convert(alternatives, value)
	}
	switch name {
	case "String":
		return asString(value)
	case "Integer":
		return asInteger(value)
	case "Float":
		return asFloat(value)
	case "Boolean":
		return asBoolean(value)
	case "InputFile":
		if _, ok := value.(*upload); ok {
			return value, nil
		}
		return asString(value)
	}
	return table.convertObject(name, value)
}

// errNotUTF8 is said of a text in another encoding.
var errNotUTF8 = errors.New("strings must be encoded in UTF-8")

func asString(value any) (any, error) {
	s, ok := value.(string)
	if !ok {
		return nil, wrongType("String")
	}
	if !utf8.ValidString(s) {
		return nil, errNotUTF8
	}
	return s, nil
}

func asInteger(value any) (any, error) {
	n, err := strconv.ParseInt(fmt.Sprint(value), 10, 64)
	if err != nil {
		return nil, wrongType("Integer")
	}
	return n, nil
}

func asFloat(value any) (any, error) {
	f, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	if err != nil {
		return nil, wrongType("Float")
	}
	return f, nil
}

func asBoolean(value any) (any, error) {
	switch strings.ToLower(fmt.Sprint(value)) {
	case "true", "1":
		return true, nil
	case "false", "0", "":
		return false, nil
	}
	return nil, wrongType("Boolean")
}

func (table *apiTable) convertArray(element string, value any) (any, error) {
	value, err := parsed(value)
	if err != nil {
		return nil, err
	}
	list, ok := value.([]any)
	if !ok {
		return nil, wrongType("Array")
	}
	converted := make([]any, len(list))
	for i, item := range list {
		if converted[i], err = table.convertOne(element, item); err != nil {
			return nil, err
		}
	}
	return converted, nil
}

// parsed reads the JSON that forms carry in place of objects and arrays.
func parsed(value any) (any, error) {
	text, ok := value.(string)
	if !ok {
		return value, nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		return nil, notJSON{err}
	}
	return out, nil
}

// A missingField error names a required field that an object lacks.
type missingField struct{ of, field string }

func (m missingField) Error() string {
	return fmt.Sprintf("can't parse %s: Can't find field %q", words(m.of), m.field)
}

// An unexpectedField error names a field that a type does not have.
type unexpectedField struct{ of, field string }

func (u unexpectedField) Error() string {
	return fmt.Sprintf("can't parse %s: Unexpected field %q", words(u.of), u.field)
}

func (table *apiTable) convertObject(name string, value any) (any, error) {
	value, err := parsed(value)
	if err != nil {
		return nil, err
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, wrongType("Object")
	}
	fields, known := table.types[name]
	if !known {
		return object, nil
	}
	if name == "InlineKeyboardButton" {
		dropEmptyCopyText(object)
	}
	for field := range object {
		if !hasField(fields, field) {
			return nil, unexpectedField{of: name, field: field}
		}
	}
	return table.convertFields(name, fields, object)
}

// dropEmptyCopyText takes the empty copy_text that go-telegram/bot v1.19.0
// puts on every inline button as absent, as Telegram does.
func dropEmptyCopyText(button map[string]any) {
	if copyText, ok := button["copy_text"].(map[string]any); ok && copyText["text"] == "" {
		delete(button, "copy_text")
	}
}

func (table *apiTable) convertFields(name string, fields []apiField, object map[string]any) (any, error) {
	converted := map[string]any{}
	for _, field := range fields {
		value := object[field.name]
		if value == nil {
			if field.required {
				return nil, missingField{of: name, field: field.name}
			}
			continue
		}
		out, err := table.convert(field.types, value)
		if wrong, ok := err.(wrongType); ok {
			return nil, fmt.Errorf("can't parse %s: Field %q %w", words(name), field.name, error(wrong))
		}
		if err != nil {
			return nil, err
		}
		converted[field.name] = out
	}
	return converted, nil
}

// words writes a type's name as Telegram says it: InlineKeyboardButton is
// "inline keyboard button".
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
