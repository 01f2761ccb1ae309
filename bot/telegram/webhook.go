package telegram

import "context"

func (b *Bot) listen(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
