// Package ledger writes and reads the workbooks offices live in.
//
// [Write] makes a workbook of one sheet: a heading of the office's own words,
// a row a project, numbers as numbers and dates as dates, so that it can be
// sorted and summed. What stands in it is given; nothing is counted here.
//
// [Read] takes what stands under given headings out of one that was sent, as
// text with the numbers of its rows. What it means is not judged here.
package ledger
