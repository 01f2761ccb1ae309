// Package text has every word the bot says, as templates in Chinese.
//
// A template is named as the conversation it belongs to: what bot/report.go
// says stands in report.html as “report/echo”, “report/undone” … A handler
// builds a view, a plain struct of values, and [Words.Say] renders it; dates,
// money and the words of closed sets (a milestone, a stage) are functions of
// the templates, so that no handler formats anything. Escaping is
// html/template's own, which stays within what Telegram's HTML mode accepts.
//
// Words of closed sets are templates too: {{word "milestone" .Milestone}}
// renders “milestone/sign”. A missing one is a programming error and panics in
// the test that renders them all.
package text
