package telegram

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"

	api "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"shuangzhou/storage"
)

const (
	maxText    = 4096 // UTF-16 units of a text as it is read
	maxCaption = 1024
)

// Faults that are found before a request is made.
var (
	errNoTarget = errors.New("the message to be rewritten was never sent, or its id is lost")
	errNoBlob   = errors.New("the file has been dropped")
)

// A delivery is what came of sending one part of a message.
type delivery struct {
	out     storage.Outgoing
	verdict verdict
	more    bool // a part of a long text is delivered, others wait
}

// deliver sends the next part of a message.
func (b *Bot) deliver(ctx context.Context, o storage.Outgoing) delivery {
	timeout := callTimeout
	if o.Message.Blob != 0 {
		timeout = uploadTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ctx, x := noted(ctx)
	more, err := b.request(ctx, o)
	if errors.Is(err, errNoTarget) || errors.Is(err, errNoBlob) {
		return delivery{o, verdict{outcome: failing, why: err.Error()}, false}
	}
	v := b.client.judge(x, err)
	return delivery{o, v, more && v.outcome == delivered}
}

// request makes the library's request of a message and sends it. It reports
// whether other parts of the text wait.
func (b *Bot) request(ctx context.Context, o storage.Outgoing) (more bool, err error) {
	m := o.Message
	switch m.Kind {
	case storage.ReactionMessage:
		return false, b.react(ctx, m)
	case storage.AnswerMessage:
		_, err := b.api.AnswerCallbackQuery(ctx, &api.AnswerCallbackQueryParams{
			CallbackQueryID: m.Callback, Text: m.Text, ShowAlert: m.Alert,
		})
		return false, err
	}
	first := maxText
	if hasCaption(o) {
		first = maxCaption
	}
	parts := split(m.Text, first, maxText)
	part := min(o.Part, len(parts)-1)
	if m.Text = parts[part]; part < len(parts)-1 {
		m.Buttons = nil // they stand under the last part
		more = true
	}
	if part > 0 {
		m.ReplyTo = 0
		return more, b.sendText(ctx, m)
	}
	return more, b.sendFirst(ctx, o, m)
}

func hasCaption(o storage.Outgoing) bool {
	isFile := func(k storage.MessageKind) bool {
		return k == storage.PhotoMessage || k == storage.DocumentMessage || k == storage.VideoMessage
	}
	return isFile(o.Message.Kind) || o.Message.Kind == storage.EditMessage && isFile(o.TargetKind)
}

func (b *Bot) sendFirst(ctx context.Context, o storage.Outgoing, m storage.Message) error {
	switch m.Kind {
	case storage.EditMessage:
		return b.edit(ctx, o, m)
	case storage.PhotoMessage, storage.DocumentMessage, storage.VideoMessage:
		return b.sendFile(ctx, m)
	}
	return b.sendText(ctx, m)
}

func (b *Bot) sendText(ctx context.Context, m storage.Message) error {
	_, err := b.api.SendMessage(ctx, &api.SendMessageParams{
		ChatID:              m.Chat,
		Text:                m.Text,
		ParseMode:           models.ParseModeHTML,
		LinkPreviewOptions:  noPreview(),
		DisableNotification: m.Silent,
		ReplyParameters:     replyTo(m),
		ReplyMarkup:         keyboard(m),
	})
	return err
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: api.True()}
}

// replyTo answers a message, also one that is no more.
func replyTo(m storage.Message) *models.ReplyParameters {
	if m.ReplyTo == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: int(m.ReplyTo), AllowSendingWithoutReply: true}
}

// keyboard returns the buttons, or nothing: a nil pointer would be sent as null.
func keyboard(m storage.Message) models.ReplyMarkup {
	if len(m.Buttons) == 0 {
		return nil
	}
	rows := make([][]models.InlineKeyboardButton, len(m.Buttons))
	for i, row := range m.Buttons {
		for _, k := range row {
			rows[i] = append(rows[i], models.InlineKeyboardButton{
				Text: k.Label, Style: string(k.Style), CallbackData: k.ID, URL: k.URL, CopyText: models.CopyTextButton{Text: k.Copy},
			})
		}
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

func (b *Bot) edit(ctx context.Context, o storage.Outgoing, m storage.Message) error {
	if o.TargetMessage == 0 {
		return errNoTarget
	}
	if hasCaption(o) {
		_, err := b.api.EditMessageCaption(ctx, &api.EditMessageCaptionParams{
			ChatID: m.Chat, MessageID: int(o.TargetMessage),
			Caption: m.Text, ParseMode: models.ParseModeHTML, ReplyMarkup: keyboard(m),
		})
		return err
	}
	_, err := b.api.EditMessageText(ctx, &api.EditMessageTextParams{
		ChatID: m.Chat, MessageID: int(o.TargetMessage),
		Text: m.Text, ParseMode: models.ParseModeHTML, LinkPreviewOptions: noPreview(), ReplyMarkup: keyboard(m),
	})
	return err
}

func (b *Bot) sendFile(ctx context.Context, m storage.Message) error {
	file, err := b.file(ctx, m)
	if err != nil {
		return err
	}
	switch m.Kind {
	case storage.PhotoMessage:
		_, err = b.api.SendPhoto(ctx, &api.SendPhotoParams{
			ChatID: m.Chat, Photo: file, Caption: m.Text, ParseMode: models.ParseModeHTML,
			DisableNotification: m.Silent, ReplyParameters: replyTo(m), ReplyMarkup: keyboard(m),
		})
	case storage.VideoMessage:
		_, err = b.api.SendVideo(ctx, &api.SendVideoParams{
			ChatID: m.Chat, Video: file, Caption: m.Text, ParseMode: models.ParseModeHTML,
			DisableNotification: m.Silent, ReplyParameters: replyTo(m), ReplyMarkup: keyboard(m),
		})
	default:
		_, err = b.api.SendDocument(ctx, &api.SendDocumentParams{
			ChatID: m.Chat, Document: file, Caption: m.Text, ParseMode: models.ParseModeHTML,
			DisableNotification: m.Silent, ReplyParameters: replyTo(m), ReplyMarkup: keyboard(m),
		})
	}
	return err
}

// file is the file of a message: one of ours to be uploaded, or one that
// Telegram has.
func (b *Bot) file(ctx context.Context, m storage.Message) (models.InputFile, error) {
	if m.Blob == 0 {
		return &models.InputFileString{Data: m.FileID}, nil
	}
	blob, err := b.blob(ctx, m.Blob)
	if err != nil {
		return nil, err
	}
	return &models.InputFileUpload{Filename: cmp.Or(m.Name, blob.Name), Data: bytes.NewReader(blob.Data)}, nil
}

// blob reads a file outside the writer.
func (b *Bot) blob(ctx context.Context, id storage.BlobID) (storage.Blob, error) {
	var blob storage.Blob
	err := b.options.Store.Read(ctx, func(tx *storage.Tx) (err error) {
		blob, err = tx.Blob(id)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return blob, errNoBlob
	}
	if err != nil {
		return blob, fmt.Errorf("read file %d: %w", id, err)
	}
	return blob, nil
}

func (b *Bot) react(ctx context.Context, m storage.Message) error {
	_, err := b.api.SetMessageReaction(ctx, &api.SetMessageReactionParams{
		ChatID: m.Chat, MessageID: int(m.MessageID),
		Reaction: []models.ReactionType{{
			Type:              models.ReactionTypeTypeEmoji,
			ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: m.Emoji},
		}},
	})
	return err
}
