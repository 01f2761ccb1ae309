package telegram

import (
	"context"
	"time"
)

func (b *Bot) fetch(ctx context.Context) error {
	<-ctx.Done()
	_ = time.Now
	return nil
}
