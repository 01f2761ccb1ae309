package figures

import (
	"fmt"
	"math/bits"
)

// Points are tenths of a percent, or of a percentage point: 667 is 66.7.
type Points int64

// Percent returns p whole percent.
func Percent(p int64) Points { return Points(p * 10) }

// String writes points with one decimal: 66.7, -0.5.
func (p Points) String() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%d", sign, p/10, p%10)
}

// A Rate is an exact fraction, of projects or of yuan; neither side is negative.
type Rate struct {
	Of, All int64
}

// Defined reports whether there is anything to divide by. A rate that is not
// defined is neither 0 % nor 100 %, and no method makes it so.
func (r Rate) Defined() bool { return r.All > 0 }

// Points returns the rate in tenths of a percent, half rounded up. It reports
// false for a rate that is not defined.
func (r Rate) Points() (Points, bool) {
	if !r.Defined() {
		return 0, false
	}
	return Points(scale(r.Of, 1000, r.All, r.All/2)), true
}

// Change returns how many points r is above the earlier rate, of the rates as
// they are written, so that what is read out adds up. It reports false unless
// both are defined.
func (r Rate) Change(earlier Rate) (Points, bool) {
	now, ok := r.Points()
	then, ok2 := earlier.Points()
	return now - then, ok && ok2
}

// AtLeast reports whether the exact rate is at least p, unrounded: 59.96 % is
// written 60.0 and has not reached 60 %.
func (r Rate) AtLeast(p Points) bool { return r.Defined() && r.Of >= r.needed(p) }

// needed returns the smallest Of that is at least p of All.
func (r Rate) needed(p Points) int64 {
	if p <= 0 {
		return 0
	}
	return scale(r.All, int64(p), 1000, 999)
}

// scale returns (a·b + carry) / c, rounded down, in 128 bits: sums of yuan
// times a thousand can pass what 64 bits hold.
func scale(a, b, c, carry int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	lo, over := bits.Add64(lo, uint64(carry), 0)
	q, _ := bits.Div64(hi+over, lo, uint64(c))
	return int64(q)
}
