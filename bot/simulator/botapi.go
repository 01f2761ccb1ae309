package simulator

import (
	_ "embed"
	"strings"
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
