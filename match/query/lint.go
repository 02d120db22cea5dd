package query

func (q *Query) Lint() []int { return nil }
