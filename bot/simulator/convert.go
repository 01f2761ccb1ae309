package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
