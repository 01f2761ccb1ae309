package bot_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows has what each package may import of ours (DESIGN.md “Layout”), with
// the reason. Arrows run one way; a package that is not here may import nothing.
var arrows = map[string]struct {
	may []string
	why string
}{
	".":               {[]string{"bot", "bot/demo"}, "main only hands over"},
	"bot/demo":        {[]string{"bot", "bot/chart", "bot/ledger", "bot/reading", "bot/simulator", "bot/telegram", "bot/text", "schedule", "storage", "storage/figures"}, "the demo stands on the whole bot"},
	"bot":             {[]string{"bot/chart", "bot/ledger", "bot/reading", "bot/telegram", "bot/text", "schedule", "storage", "storage/figures"}, "the bot knows neither the demo nor the simulator"},
	"bot/telegram":    {[]string{"storage"}, "the wire knows what is to be sent, not what it means"},
	"bot/text":        {[]string{"storage", "storage/figures"}, "words are made of the types they are given"},
	"bot/chart":       {[]string{"storage", "storage/figures"}, "pictures are made of the types they are given"},
	"bot/ledger":      {[]string{"storage"}, "rows become acts, with names instead of ids"},
	"bot/reading":     {nil, "reading is pure: text in, acts with names out"},
	"bot/simulator":   {nil, "a Telegram knows no bot"},
	"schedule":        {[]string{"storage"}, "when, not what"},
	"storage":         {[]string{"storage/figures"}, "what is known stands below everything"},
	"storage/figures": {nil, "arithmetic is pure"},
}

// only has the one package that may import a module, tests aside.
var only = map[string]string{
	"github.com/go-telegram/bot":        "bot/telegram",
	"github.com/go-telegram/bot/models": "bot/telegram",
	"modernc.org/sqlite":                "storage",
}

// topLevel is all that may stand at the top of the tree, dot files aside.
var topLevel = []string{"LICENSE", "README.md", "bot", "config.example.toml", "go.mod", "go.sum", "main.go", "schedule", "storage"}

const module = "shuangzhou"

func TestTree(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s stands at the top of the tree, where only %v may", e.Name(), topLevel)
		}
	}
	files := 0
	err = filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			files++
			checkFile(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("looked at %d files only", files)
	}
}

func checkFile(t *testing.T, name string) {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	rel := filepath.ToSlash(strings.TrimPrefix(name, ".."+string(filepath.Separator)))
	pkg := path.Dir(rel)
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		ours, isOurs := strings.CutPrefix(imported, module+"/")
		if isOurs && !slices.Contains(arrows[pkg].may, ours) {
			t.Errorf("%s imports %s: %s", rel, imported, arrows[pkg].why)
		}
		if owner, ok := only[imported]; ok && owner != pkg {
			t.Errorf("%s imports %s, which only %s knows", rel, imported, owner)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && n.Sel.Name == "Now" && rel != "main.go" {
				t.Errorf("%s reads the clock: now is an argument, or tx.Now()", rel)
			}
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				t.Errorf("%s has an init: what runs at start is called from main", rel)
			}
		}
		return true
	})
}
