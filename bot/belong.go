package bot

import (
	"regexp"
	"slices"
	"strings"

	"shuangzhou/storage"
)

// What a project belongs to, its chain and its tags, is said in a sentence,
// edited on the card, or filled in with a lead. The contract has no act for
// them. Only a sentence that is nothing else counts.

// knownTags are the tags that have a button.
func knownTags() []string {
	return []string{"小而美", "专精特新", "雏鹰", "瞪羚", "单打冠军", storage.MatureTag}
}

// typedTags are those that are typed.
func typedTags() []string { return []string{"高新技术企业", "世界500强", "上市公司"} }

// The shapes of such sentences: the project, then what it belongs to.
var (
	// chainShapes is 锦尚二期属于纺织新材料产业链 and 锦尚二期产业链：纺织新材料.
	chainShapes = []*regexp.Regexp{
		regexp.MustCompile(`^(?:把)?(.+?)(?:属于|归到|归入|归|列入|纳入|划入|放到|放在)(.+?链)(?:的|上|里)?(?:项目)?$`),
		regexp.MustCompile(`^(.+?)(?:这个项目)?是(.+?产业链)(?:的|上的|里的)?(?:项目)?$`),
		regexp.MustCompile(`^(.+?)[的，, ]*产业链\s*(?:[：:]|是|为|改为|改成|应该是|应为)\s*(.+)$`),
	}
	chainFirst = regexp.MustCompile(`^产业链\s*[：:]\s*(\S+?)[，,；;\s]+(.+)$`) // the project last
	tagShape   = regexp.MustCompile(`^(?:把)?(.+?)(?:的标签)?(也是|是|算是|算|属于|列为|列入|定为|标为|标记为|评为|获评|改为|不再是|不是|不算|去掉|取消)(.+?)(?:项目|企业|标签)?$`)
)

// tagWords has other words for a tag.
var tagWords = map[string]string{"成熟": storage.MatureTag, "小巨人": "专精特新", "单项冠军": "单打冠军"}

// tagCalled returns the tag that a word is, "" if none.
func tagCalled(word string) string {
	if of, ok := tagWords[word]; ok {
		return of
	}
	for _, tag := range slices.Concat(knownTags(), typedTags()) {
		if word == tag || word+"项目" == tag {
			return tag
		}
	}
	return ""
}

// takesAway reports whether a verb of [tagShape] takes a tag away.
func takesAway(verb string) bool {
	return slices.Contains([]string{"不再是", "不是", "不算", "去掉", "取消"}, verb)
}

// chainName is a chain as the ledger has it, without the word itself: 供应链
// and 冷链 are names whole. "" where the words are about chains and name none.
func chainName(said string) string {
	name := strings.TrimSuffix(strings.Trim(said, " 　。.！!“”"), "产业链")
	if strings.HasSuffix(name, "供应链") || strings.HasSuffix(name, "冷链") || strings.HasSuffix(name, "区块链") {
		return name
	}
	name, short := strings.CutSuffix(name, "链")
	if name == "全" || short && strings.ContainsAny(name[max(0, len(name)-len("补")):], "补强延建") {
		return "" // 全产业链, 补链强链
	}
	return name
}

// asksWhich reports whether the words in a name's place ask for it.
func asksWhich(said string) bool {
	return strings.ContainsAny(said, "哪啥？?") || strings.Contains(said, "什么")
}

// sayBelongs files a chain or a tag that a sentence gives to a project, and
// reports whether it is such a sentence. Who asks is shown the card.
func (t *talk) sayBelongs(l *ledger, said string) (bool, error) {
	name, value, asks := belonging(strings.TrimRight(strings.TrimSpace(said), "。.！!了"))
	if value == nil && !asks {
		return false, nil
	}
	p, ok := l.projectCalled(strings.TrimSpace(name))
	if !ok || !t.who.Sees(p) {
		return false, nil
	}
	if asks {
		return true, t.sayCard(p.ID)
	}
	value.Chain = l.chainMeant(value.Chain)
	if !edits(t.who, p) {
		return false, nil // a leader's word is noted
	}
	f := filing{acts: []storage.Act{t.act(p.ID, *value)}, text: said, message: t.u.MessageID}
	if err := t.see(f.acts); err != nil {
		return true, err
	}
	return true, t.apply(f)
}

// belonging reads the project of a sentence and what it is to belong to; nil
// where the sentence says no such thing. Asks: it asks for that instead.
func belonging(said string) (project string, value *storage.Described, asks bool) {
	if m := chainFirst.FindStringSubmatch(said); m != nil && chainName(m[1]) != "" {
		return m[2], &storage.Described{Details: storage.Details{Chain: chainName(m[1])}}, false
	}
	for _, shape := range chainShapes {
		m := shape.FindStringSubmatch(said)
		switch {
		case m == nil:
			continue
		case asksWhich(m[2]):
			return m[1], nil, true
		case chainName(m[2]) != "":
			return m[1], &storage.Described{Details: storage.Details{Chain: chainName(m[2])}}, false
		}
	}
	m := tagShape.FindStringSubmatch(said)
	if m == nil || tagCalled(m[3]) == "" {
		return "", nil, false
	}
	return m[1], tagged(tagCalled(m[3]), takesAway(m[2])), false
}

// tagged gives a tag, or takes it away.
func tagged(tag string, away bool) *storage.Described {
	if away {
		return &storage.Described{Without: []string{tag}}
	}
	return &storage.Described{Tags: []string{tag}}
}

// tagValue reads what is typed, or pressed, for the tags of the card.
func tagValue(said string) (storage.Described, bool) {
	word, away := strings.CutPrefix(said, "去掉")
	if !away {
		word, away = strings.CutPrefix(said, "不是")
	}
	tag := tagCalled(strings.TrimLeft(word, "：: "))
	return *tagged(tag, away), tag != ""
}

// tagChoices are the tags that a project may be given, or that are taken away.
func tagChoices(p storage.Project) []string {
	var all []string
	for _, tag := range knownTags() {
		if !slices.Contains(p.Tags, tag) {
			all = append(all, tag)
		}
	}
	for _, tag := range p.Tags {
		if tagCalled(tag) != "" {
			all = append(all, "去掉"+tag)
		}
	}
	return all
}

// chainMeant is the one chain of the ledger of which a name is a part, else the
// name as it is said: what is new is typed in full, or on the card.
func (l *ledger) chainMeant(said string) string {
	if said == "" || slices.Contains(l.chains, said) {
		return said
	}
	var of []string
	for _, chain := range l.chains {
		if strings.Contains(chain, said) {
			of = append(of, chain)
		}
	}
	if len(of) != 1 {
		return said
	}
	return of[0]
}

// chainCalled finds the one chain that a question names, in full, in part or
// with more words; "" where none is, or several may be meant.
func (l *ledger) chainCalled(said string) string {
	if slices.Contains(l.chains, said) {
		return said
	}
	var found []string
	for _, chain := range l.chains {
		if strings.Contains(chain, said) || strings.Contains(said, chain) {
			found = append(found, chain)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// chainFits reports whether a project is of the chain that is asked for, in
// full or in part; where the ledger has that very chain it is of no other.
func (l *ledger) chainFits(p storage.Project, said string) bool {
	return p.Chain == said || strings.Contains(p.Chain, said) && !slices.Contains(l.chains, said)
}

// formChain is 产业链：… in a lead that is filled in field by field.
var formChain = regexp.MustCompile(`产业链\s*[：:]\s*([^\s，,。；;]+)`)

// chainOfLead is the chain that a lead's text names, "" for none.
func chainOfLead(said string) string {
	if m := formChain.FindStringSubmatch(said); m != nil && !asksWhich(m[1]) {
		return chainName(m[1])
	}
	return ""
}
