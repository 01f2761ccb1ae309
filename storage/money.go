package storage

// Yuan is an amount in whole yuan.
type Yuan int64

// Common sizes.
const (
	Wan Yuan = 10_000      // 万
	Yi  Yuan = 100_000_000 // 亿
)

// CNY is the currency that figures add up.
const CNY = "CNY"

// An Amount is money as it was said. Amounts of different currencies are never
// added and never converted. The zero Amount means “not said”.
type Amount struct {
	Currency string `json:"currency"`       // ISO 4217
	Units    int64  `json:"units"`          // whole yuan; minor units of any other currency
	Upper    int64  `json:"upper,omitzero"` // the upper end of a range said (六七千万); 0: no range
	About    bool   `json:"about,omitzero"` // said as 左右, 约, 十余万
}

// InYuan returns an amount of whole yuan.
func InYuan(y Yuan) Amount { return Amount{Currency: CNY, Units: int64(y)} }

// Yuan returns the whole yuan, and 0 for an amount in another currency.
func (a Amount) Yuan() Yuan {
	if a.Currency != CNY {
		return 0
	}
	return Yuan(a.Units)
}
