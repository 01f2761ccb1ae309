package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	api "github.com/go-telegram/bot"

	"shuangzhou/storage"
)

const (
	// MaxFile is the most that Telegram lets a bot download, in bytes.
	MaxFile      = 20 << 20
	fetchTries   = 8 // attempts at a file before it is said that it cannot be had
	fetchPause   = 5 * time.Minute
	fetchTimeout = 3 * time.Minute
)

// Want commits that a file of an update is fetched. When it is there, or
// cannot be had, a [Followup] comes: the same update with that file alone,
// under a key of its own.
func Want(tx *storage.Tx, u Update, f File) error {
	u.Files = []File{f}
	follow, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("want file: %w", err)
	}
	_, err = tx.WantFile(storage.WantedFile{FileID: f.ID, Name: f.Name, MIME: f.MIME, Size: f.Size, Follow: follow})
	return err
}

// fetch downloads wanted files, one after the other, until ctx ends.
func (b *Bot) fetch(ctx context.Context) error {
	pause := newBackoff(b.options.Seed, "fetch", fetchPause)
	for ctx.Err() == nil {
		f, next, err := b.nextFile(ctx)
		if err == nil {
			if err = b.fetchOne(ctx, f, pause); err == nil {
				continue
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		wait := time.Hour
		switch {
		case !errors.Is(err, storage.ErrNotFound):
			b.log.Error("file not settled", "error", err)
			wait = longestWait
		case !next.IsZero():
			wait = next.Sub(b.options.Now())
		}
		timer := time.NewTimer(max(wait, 0))
		select {
		case <-b.files:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	return nil
}

func (b *Bot) nextFile(ctx context.Context) (f storage.WantedFile, next time.Time, err error) {
	err = b.options.Store.Read(ctx, func(tx *storage.Tx) (err error) {
		f, next, err = tx.NextFile()
		return err
	})
	return f, next, err
}

// fetchOne tries to download a file and commits what came of it.
func (b *Bot) fetchOne(ctx context.Context, f storage.WantedFile, pause *backoff) error {
	data, why, err := b.download(ctx, f)
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // it stays wanted
	case err == nil:
		return b.follow(ctx, f, data, why)
	case f.Attempts+1 >= fetchTries:
		b.log.Error("file given up", "file", int64(f.ID), "error", err)
		return b.follow(ctx, f, nil, WhyUnavailable)
	}
	b.log.Warn("file not fetched", "file", int64(f.ID), "attempt", f.Attempts+1, "error", err)
	b.health.fault(b.options.Now(), err)
	return b.options.Store.Write(ctx, func(tx *storage.Tx) error {
		return tx.FileLater(f.ID, tx.Now().Add(pause.pause(f.Attempts+1)), err.Error())
	})
}

// download returns a file, or why it can never be had; an error is worth
// another attempt.
func (b *Bot) download(ctx context.Context, f storage.WantedFile) (data []byte, why string, err error) {
	if f.Size > MaxFile {
		return nil, WhyTooBig, nil
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	asked, x := noted(ctx)
	file, err := b.api.GetFile(asked, &api.GetFileParams{FileID: f.FileID})
	switch v := b.client.judge(x, err); {
	case v.outcome == failing:
		return nil, WhyUnavailable, nil
	case v.outcome != delivered || err != nil:
		return nil, "", fmt.Errorf("find file: %s", v.why)
	case file.FileSize > MaxFile:
		return nil, WhyTooBig, nil
	}
	data, err = b.client.get(ctx, "/file/bot"+b.options.Token+"/"+file.FilePath)
	if err != nil {
		return nil, "", fmt.Errorf("download file: %w", err)
	}
	if len(data) > MaxFile {
		return nil, WhyTooBig, nil
	}
	return data, "", nil
}

// get downloads at most one byte more than [MaxFile].
func (c *client) get(ctx context.Context, path string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.server+path, nil)
	if err != nil {
		return nil, c.clean(err)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, c.clean(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(http.StatusText(resp.StatusCode))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, MaxFile+1))
	if err != nil {
		return nil, c.clean(err)
	}
	return data, nil
}

// follow commits a file, or why it cannot be had, together with the follow-up
// update and what the handler makes of it.
func (b *Bot) follow(ctx context.Context, f storage.WantedFile, data []byte, why string) error {
	in := incoming{raw: f.Follow}
	if err := json.Unmarshal(f.Follow, &in.u); err != nil {
		return fmt.Errorf("follow up file %d: %w", f.ID, err)
	}
	in.u.ID, in.u.Kind, in.u.Callback, in.u.Failed = 0, Followup, "", why
	in.u.Key = fmt.Sprintf("file %d", f.ID)
	in.u.Raw = f.Follow
	settle := func(tx *storage.Tx) (bool, error) {
		if why != "" {
			return tx.FileFailed(f.ID, why)
		}
		blob, err := tx.AddBlob(storage.Blob{Name: f.Name, MIME: f.MIME, Data: data})
		if err != nil {
			return false, err
		}
		in.u.Files[0].Blob = blob
		return tx.FileGot(f.ID, blob)
	}
	step := func(_ int, tx *storage.Tx) error {
		if first, err := settle(tx); err != nil || !first {
			return err
		}
		if err := tx.ReceiveOwn(in.raw); err != nil {
			return err
		}
		return b.handle(tx, in.u)
	}
	return b.options.Store.WriteEach(context.WithoutCancel(ctx), 1, step, func(_ int, err error, tx *storage.Tx) error {
		if _, err := settle(tx); err != nil {
			return err
		}
		return b.setAside(tx, &in, err)
	})
}
