package schedule

import "shuangzhou/storage"

// A Notice is the State Council General Office's “关于YYYY年部分节假日安排的通知”:
// the days off of one year and the weekend days worked for them.
type Notice struct {
	Year   int     // the year it arranges, not the year it was issued in
	Source string  // its number, “国办发明电〔2025〕7号”; "" if it was not given
	Breaks []Break // in the notice's order
}

// A Break is one holiday of a notice with all the days off it brings.
type Break struct {
	Name        string         // as the notice says it: 春节, 国庆节、中秋节
	First, Last storage.Date   // the days off, both included; a joined weekend is in
	MakeUp      []storage.Date // weekend days worked for it, in the notice's order
}
