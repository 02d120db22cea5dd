package listen

// A ring keeps the newest values, up to a bound that its user names.
type ring[T any] struct {
	Items []T `json:"items,omitempty"` // in order of arrival, from Next on once it is full
	Next  int `json:"next,omitzero"`
}

func (r *ring[T]) push(v T, bound int) {
	if len(r.Items) < bound {
		r.Items = append(r.Items, v)
		return
	}
	r.Items[r.Next] = v
	r.Next = (r.Next + 1) % bound
}

// sane tells whether a saved ring can be one.
func (r *ring[T]) sane(bound int) bool {
	return len(r.Items) <= bound && r.Next >= 0 && r.Next < max(len(r.Items), 1)
}

// newest returns the value that came n values before the last one.
func (r *ring[T]) newest(n int) T {
	return r.Items[(r.Next-1-n+2*len(r.Items))%len(r.Items)]
}
