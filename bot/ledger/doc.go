// Package ledger writes and, in time, reads the workbooks offices live in.
//
// [Write] makes a workbook of one sheet: a heading of the office's own words,
// a row a project, numbers as numbers and dates as dates, so that it can be
// sorted and summed. What stands in it is given; nothing is counted here.
package ledger
