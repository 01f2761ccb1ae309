// Package figures is the arithmetic of the district's figures (口径): what is
// counted, of which projects, as of when. It is pure and knows no database.
//
// A [Figure] is a [Cohort] (which projects) × a [Rule] (what is counted of
// them) × an [AsOf] (known when, up to which day). The database only sorts
// projects into classes: so many projects have been filed and started, not
// dropped, and their agreed amounts come to so much. A [Class] is one such
// heap, and a rule is a row of a table that adds heaps up to a numerator and a
// denominator ([Rule.Tally]). So a new rule is a new row, and every figure of
// one cohort comes from one look at the database.
//
// A [Tally] answers as a [Rate]: an exact fraction, rounded only when it is
// written, and one that says so where there is nothing to divide by. [Progress]
// sets what was done in a year against a target and the months gone by.
// Percentages and their differences are [Points], tenths of a percentage point
// in integers: a figure read out in a meeting must not depend on a float.
//
// Storage imports this package, so days and ids are small types of its own
// here; a storage.Date converts to a [Day] and back.
package figures
