// Package demo is Shuangzhou without Telegram: an invented district, on a
// simulated Telegram, for whoever wants to try it.
//
// [Seed] fills an empty store with the district: its units, its people and a
// year of what they said of eighty projects. All of it goes in as acts, on the
// word of someone who may say it, in the order it was said; nothing is written
// behind the log. Who the people are is a [District], for the chat page and
// the simulator ([District.Populate]); what to try first is [District.Intro].
//
// The district is text, in the folder district: one line a unit, a person, an
// event, a project. A project's line says where it stands today and what is
// odd about it (推迟2, 黄, 暂缓:…). Its life up to there is made up from that by
// dice that its name seeds, so that a line added changes no other project. All
// days are counted from today: the district is never out of date, and the same
// today gives the same log, hash by hash.
//
// [SeedFixture] fills a store with a file of the reading contract's format.
//
// [Run] puts it together: the simulator, the bot, the page and a clock that can
// be moved forward.
package demo
