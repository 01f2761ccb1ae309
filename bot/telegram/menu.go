package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"shuangzhou/storage"
)

// A Command stands in the menu beside the field where one writes.
type Command struct {
	Name        string `json:"command"` // without the slash
	Description string `json:"description"`
}

// A Scope says where a menu shows: the zero value everywhere else has none.
type Scope struct {
	Private bool  // in all private chats
	Groups  bool  // in all groups
	Chat    int64 // in one chat
}

func (s Scope) String() string {
	switch {
	case s.Chat != 0:
		return fmt.Sprint("chat ", s.Chat)
	case s.Private:
		return "private chats"
	case s.Groups:
		return "groups"
	}
	return "everywhere"
}

func (s Scope) wire() models.BotCommandScope {
	switch {
	case s.Chat != 0:
		return &models.BotCommandScopeChat{ChatID: s.Chat}
	case s.Private:
		return &models.BotCommandScopeAllPrivateChats{}
	case s.Groups:
		return &models.BotCommandScopeAllGroupChats{}
	}
	return &models.BotCommandScopeDefault{}
}

// SetCommands sets a menu, if it has changed since it was last set. The bot
// works without: an error is worth a line in the log.
func (b *Bot) SetCommands(ctx context.Context, s Scope, cs []Command) error {
	return b.onChange(ctx, "menu of "+s.String(), cs, func(ctx context.Context) error {
		p := &api.SetMyCommandsParams{Scope: s.wire()}
		for _, c := range cs {
			p.Commands = append(p.Commands, models.BotCommand{Command: c.Name, Description: c.Description})
		}
		_, err := b.api.SetMyCommands(ctx, p)
		return err
	})
}

// SetDescriptions sets what a person sees before pressing Start, and on the
// bot's profile, if it has changed since it was last set.
func (b *Bot) SetDescriptions(ctx context.Context, long, short string) error {
	return errors.Join(
		b.onChange(ctx, "description", long, func(ctx context.Context) error {
			_, err := b.api.SetMyDescription(ctx, &api.SetMyDescriptionParams{Description: long})
			return err
		}),
		b.onChange(ctx, "short description", short, func(ctx context.Context) error {
			_, err := b.api.SetMyShortDescription(ctx, &api.SetMyShortDescriptionParams{ShortDescription: short})
			return err
		}))
}

// SetPicture sets the bot's own picture, a square JPEG, if it has changed since
// it was last set. The request is ours: the library leaves the file out of it
// (v1.19.0 does not see that a profile photo has an attachment).
func (b *Bot) SetPicture(ctx context.Context, jpeg []byte) error {
	return b.onChange(ctx, "picture", jpeg, func(ctx context.Context) error {
		photo := map[string]string{"photo": `{"type":"static","photo":"attach://face"}`}
		return b.client.upload(ctx, "setMyProfilePhoto", photo, "face", jpeg)
	})
}

// onChange calls set where a value is not the one that was set last, and
// remembers the value. Telegram allows few such calls.
func (b *Bot) onChange(ctx context.Context, what string, v any, set func(context.Context) error) error {
	mark := "telegram/" + what
	sum, err := b.fingerprint(v)
	if err != nil {
		return fmt.Errorf("set %s: %w", what, err)
	}
	same := false
	err = b.options.Store.Read(ctx, func(tx *storage.Tx) error {
		before, err := tx.Mark(mark)
		same = before == sum
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil || same {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	asked, x := noted(ctx)
	if v := b.client.judge(x, set(asked)); v.outcome != delivered {
		return fmt.Errorf("set %s: %s", what, v.why)
	}
	return b.options.Store.Write(ctx, func(tx *storage.Tx) error { return tx.SetMark(mark, sum) })
}

// fingerprint is of a value and of the bot it is set for.
func (b *Bot) fingerprint(v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	bot, _, _ := strings.Cut(b.options.Token, ":")
	sum := sha256.Sum256(append(raw, bot...))
	return hex.EncodeToString(sum[:8]), nil
}
