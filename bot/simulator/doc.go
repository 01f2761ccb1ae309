// Package simulator is Telegram on loopback: the Bot API for one bot, and the
// people who talk to it.
//
// It serves the tests (in memory, see [Telegram.Transport]), the demo and a
// process of its own, and imports nothing of ours. It refuses what Telegram
// refuses, in Telegram's words, and is stricter where a bot's request can only
// be a mistake: a parameter it does not know, a button with two actions, a
// named HTML entity that would be shown as it stands.
//
// [New] makes a [Telegram]. The bot's side is [Telegram.ServeHTTP] or
// [Telegram.Transport]; the persons' side are its methods: [Telegram.AddPerson],
// [Telegram.Start], [Telegram.Say], [Telegram.Press] and so on. What the bot did
// is in [Telegram.Events], in order; a chat as a person sees it in
// [Telegram.Messages].
//
// Time comes from the clock in [Options] alone. Only waiting, of a long poll
// and between two posts to a webhook, is by timers, so that a testing/synctest
// bubble moves it. Nothing is random but from the seed.
//
// What goes wrong is asked for: [Telegram.Fail], [Telegram.InjectRaw],
// [Telegram.Redeliver], [Telegram.JumpIDs].
package simulator
