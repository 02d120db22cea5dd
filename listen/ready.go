package listen

// ready is a heap of the queues that hold posts, by the time of the next one
// and, where these are equal, in the order of the sources: with ten thousand
// sources it matters that nobody looks through all of them for each post.
type ready []*queue

func (r ready) Len() int { return len(r) }

func (r ready) Less(i, j int) bool {
	if order := r[i].next().Compare(r[j].next()); order != 0 {
		return order < 0
	}
	return r[i].index < r[j].index
}

func (r ready) Swap(i, j int) { r[i], r[j] = r[j], r[i] }

// Push is for package heap.
func (r *ready) Push(q any) { *r = append(*r, q.(*queue)) }

// Pop is for package heap.
func (r *ready) Pop() any {
	last := len(*r) - 1
	q := (*r)[last]
	(*r)[last] = nil
	*r = (*r)[:last]
	return q
}
