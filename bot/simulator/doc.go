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
//
// # Control API
//
// [Telegram.Control] serves the persons' side over HTTP, JSON in and out, to
// loopback only, so that another process or the demo's page can act as people:
//
//	GET  /control/bot                            who the bot is, updates waiting, whether it polls
//	GET  /control/people                         POST adds one: {"id", "first_name", …, "role", "unit"}
//	GET  /control/groups                         POST adds one: {"id", "title", "members", …}
//	GET  /control/chats?person=                  the chats a person is in
//	GET  /control/messages?chat=                 a chat as one sees it
//	GET  /control/transcript?chat=               the same as text, for a terminal
//	GET  /control/menu?person=&chat=             the commands offered there
//	GET  /control/events?after=&wait=            all that happened since, waiting up to that many
//	                                             seconds; a stream for Accept: text/event-stream
//	POST /control/start                          {"person", "payload"}
//	POST /control/say                            {"person", "chat", "text", "reply_to", "forwarded"}
//	POST /control/press                          {"person", "chat", "message", "label" or "data"}
//	GET  /control/answer?query=                  what the bot answered to a press
//	POST /control/edit                           {"person", "chat", "message", "text"}
//	POST /control/react                          {"person", "chat", "message", "emoji"}
//	POST /control/file?person=&chat=&name=&caption=&kind=   the body is the file; kind photo or document
//	GET  /control/file?id=                       what a file holds
//	POST /control/member                         {"do", "person", "group"}: block, unblock, delete, kick,
//	                                             invite, join, leave, admin, member, migrate
//	POST /control/inject                         a raw update
//	POST /control/redeliver                      {"update"}
//	POST /control/jump                           {"to"}: the next update's id
//	POST /control/fail                           a [Fault]; POST /control/heal ends all
//	POST /control/limits                         [Limits]
//	GET  /control/calls                          calls by method
//	GET  /control/requests                       the last requests, what they asked and got
//	GET  /control/clock                          POST {"to": a time, "+1h" or "next"} moves it
//	GET  /control/schedule                       what is due next, from the demo
//	GET  /control/intro                          what to try first, from the demo
//
// An error is answered as {"error": "…"} with status 400, or 404 where the
// demo gave nothing to answer with.
package simulator
