package manners

// Hosts is how many hosts are remembered.
func (g *Gate) Hosts() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.hosts)
}
