// Package schedule knows when: which days are worked, when the fortnightly
// review meets, when its deadline and its reminders fall, and which jobs are
// due. What is said at those times belongs to package bot; what is kept about
// them belongs to package storage.
//
// A [Calendar] answers whether a day is worked. It holds the State Council's
// notices, one a year, each a [Notice]: the holidays and the weekend days that
// are worked for them (make-up workdays, 调休). The years announced so far are
// built in (holidays.txt); a notice the office pastes is read by [ParseNotice]
// and given to [NewCalendar]. For a year not yet announced only the statutory
// days are known, and [Calendar.Announced] says so, for an answer that leans
// on such a year has to say so too.
//
// [Biweekly] is the rule of the meeting: a first date, a period, a time of
// day. An occurrence that falls on a day off moves to the next working day;
// those after it keep to the rhythm, which is counted from the first date.
// [Exception] values move, cancel or add single meetings.
//
// [Before] and [After] derive from a rhythm what lies a number of working days
// from each meeting: the reporting deadline, a reminder before that deadline,
// the digest. Both they and the meetings are cron.Schedule values, so that a
// job neither knows nor cares which it runs on.
//
// All of these are values: pure, without clock or database, safe for use by
// many goroutines. A day is a [storage.Date], which has no zone; an instant is
// made from a day and a [TimeOfDay] only in the zone a rhythm names.
package schedule
